"""A run → the document about it."""

from afterfit.report.by_variant import by_variant, threshold_blocks
from afterfit.report.common_sections import (
    findings_section,
    model_section,
    quantized_training_section,
    rules_section,
    training_section,
)
from afterfit.report.comparison_section import comparison_section
from afterfit.report.confidence_section import confidence_section
from afterfit.report.costs_section import costs_section
from afterfit.report.data_section import data_section
from afterfit.report.document import (
    Block,
    Document,
    Folded,
    Paragraph,
    Section,
)
from afterfit.report.errors_section import errors_section
from afterfit.report.headline import figures, verdict
from afterfit.report.labels_section import labels_section
from afterfit.report.layers_section import layers_section
from afterfit.report.recommendation_section import recommendation_section
from afterfit.report.run_report import RunReport
from afterfit.report.sensitivity_section import sensitivity_section
from afterfit.report.slices_section import slice_changes_section, slices_section
from afterfit.results import VariantAnalysis
from afterfit.views import (
    chart_files,
    table_classes,
    table_files,
    table_independence,
    table_quality,
    table_variants,
)
from afterfit.views.files import WORST
from afterfit.views.numbers import counted
from afterfit.views.tables import make_table


def outline_run(run: RunReport) -> Document:
    """Return the report of a run: the verdict first, then evidence, then how it was computed.

    A section without anything to say is left out; the test split is judged where there is one.
    """
    findings = run.analysis.findings
    sections = (
        recommendation_section(run.analysis.decision, run.analysis.sensitivities),
        findings_section(findings, run.notes),
        comparison_section(run),
        costs_section(run.costs),
        layers_section(run.layers),
        sensitivity_section(run.analysis.sensitivities),
        _classes(run),
        _curves(run),
        confidence_section(run),
        slices_section(run),
        slice_changes_section(run),
        _files(run),
        errors_section(run),
        _data(run),
        labels_section(run),
        training_section(run.training, run.kept_epoch),
        quantized_training_section(run.quantized_training, run.quantized_kept_epoch),
        None if run.costs else model_section(run.profiles),
        rules_section(findings),
        _method(run),
    )
    present = tuple(section for section in sections if section)
    return Document(run.title, verdict(run), figures(run), present, run.facts)


def _classes(run: RunReport) -> Section | None:
    blocks = by_variant(run.judged, _class_blocks)
    return Section("Classes", "classes", blocks) if blocks else None


def _class_blocks(one: VariantAnalysis) -> tuple[Block, ...]:
    tables = (table_quality(one.quality), table_independence(one.independence))
    return (
        table_classes(one.quality, one.thresholds),
        Folded(f"All metrics of {one.variant}", tables),
    )


def _curves(run: RunReport) -> Section | None:
    if not run.judged:
        return None
    reading = Paragraph(
        "Each class against all others, over every threshold on its score. AUC 0.5 is chance, "
        "1 is perfect."
    )
    points = run.analysis.operating_points
    blocks = by_variant(run.judged, lambda one: threshold_blocks(one, points))
    return Section("Thresholds", "thresholds", (reading, *blocks))


def _data(run: RunReport) -> Section | None:
    return data_section(run.checks) if run.checks is not None else None


def _files(run: RunReport) -> Section | None:
    blocks = by_variant(run.judged, _file_blocks)
    return Section("Recordings", "files", blocks) if blocks else None


def _file_blocks(one: VariantAnalysis) -> list[Block]:
    if not any(row.n_wrong for row in one.files.rows):
        n_files = counted(len(one.files.rows), "recording")
        return [Paragraph(f"{one.variant}: none of {n_files} has an error.")]
    table = table_files(one.files, most=WORST)
    return [chart_files(one.files), Folded(f"Predictions of {one.variant} by file", (table,))]


_DEFINITIONS = (
    ("Accuracy", "Share of samples whose highest score is that of their true class."),
    ("Precision", "Share of the samples taken for a class that belong to it."),
    ("Recall", "Share of the samples of a class that are found."),
    ("F1", "Harmonic mean of precision and recall; macro: the plain mean over classes."),
    ("ROC AUC", "Chance that a sample of the class has a higher score for it than another sample."),
    (
        "Average precision",
        "Mean precision over the samples of a class, each at the threshold that just finds it.",
    ),
    ("Margin", "Highest minus second-highest score of a sample."),
    (
        "Interval",
        "95 %. Its method stands beside each metric under “All metrics”; clustered: "
        "samples of one recording are not counted as independent.",
    ),
    (
        "McNemar test",
        "Exact and two-sided, on the samples where one variant is right and the other "
        "wrong; p is the chance of a difference at least this large if both were equally accurate.",
    ),
    ("–", "The data cannot tell; the reason stands beside it."),
)


def _method(run: RunReport) -> Section:
    definitions = make_table("Words", ["Word", "Meaning"], _DEFINITIONS)
    return Section("How it was computed", "method", (table_variants(run.analysis), definitions))
