"""file_level_classification_summary.log of §8.6.11: what each recording was taken for."""

from afterfit.report.quantization_text import quantization_block
from afterfit.report.text_table import text_table
from afterfit.results import Analysis, VariantAnalysis
from afterfit.views import table_files
from afterfit.views.scope import scope_line


def file_level_log(analysis: Analysis) -> str:
    """Return one table a tested variant of the train and test splits, then the comparisons.

    FloatTrain is the reference variant on the recordings it was trained on, QuantTrain the
    candidate on the same, TestData each variant on the test split. Files are named by their
    path; the worst come first.
    """
    parts = [
        _part(_heading(analysis, one), one)
        for split in ("train", "test")
        for one in analysis.variants
        if one.split == split
    ]
    parts += [
        f"{cost.reference.variant} against {cost.candidate.variant}, {cost.reference.split} split\n"
        f"{quantization_block(cost)}"
        for cost in analysis.comparisons
        if cost.reference.split == "test"
    ]
    return "\n\n".join(["File-Level Classification Summary", *parts]) + "\n"


def _heading(analysis: Analysis, one: VariantAnalysis) -> str:
    if one.split == "test":
        return "TestData"
    return "FloatTrain" if one.variant == analysis.variants[0].variant else "QuantTrain"


def _part(heading: str, one: VariantAnalysis) -> str:
    table = text_table(table_files(one.files))
    return f"{heading} ({scope_line(one.files.scope)})\n{table}"
