"""A multi-label analysis → the document about it, and its summary for a terminal."""

from collections.abc import Iterator
from pathlib import Path

from afterfit.report.about import About
from afterfit.report.by_variant import by_variant, threshold_blocks
from afterfit.report.common_sections import (
    findings_section,
    model_section,
    rules_section,
    training_section,
)
from afterfit.report.costs_section import costs_section
from afterfit.report.document import (
    Block,
    Document,
    Figure,
    Folded,
    Paragraph,
    Section,
)
from afterfit.report.findings_brief import finding_lines, findings_sentence
from afterfit.report.recommendation_section import advice_of, recommendation_section
from afterfit.report.text_table import one_line
from afterfit.results import MultilabelAnalysis, MultilabelVariant
from afterfit.results.judged import judged_of
from afterfit.views import (
    chart_label_comparison,
    chart_label_confusion,
    chart_label_files,
    chart_labels,
    table_label_comparison,
    table_label_errors,
    table_label_files,
    table_label_metrics,
    table_label_mistakes,
    table_labels,
    table_multilabel_variants,
)
from afterfit.views.files import WORST
from afterfit.views.numbers import interval, percent
from afterfit.views.scope import samples_text
from afterfit.views.tables import make_table
from afterfit.wording import counted

_MOST_ERRORS = 20


def outline_multilabel(analysis: MultilabelAnalysis, about: About) -> Document:
    """Return the report of a multi-label analysis; the test split is judged where there is one."""
    judged = judged_variants(analysis)
    sections = (
        recommendation_section(analysis.decision),
        findings_section(analysis.findings, about.notes),
        _labels(judged),
        _mistakes(judged),
        _comparison(analysis, judged),
        _thresholds(analysis, judged),
        _files(judged),
        _errors(judged),
        training_section(about.training, about.kept_epoch),
        costs_section(about.costs),
        None if about.costs else model_section(about.profiles),
        rules_section(analysis.findings),
        _method(analysis),
    )
    present = tuple(section for section in sections if section)
    return Document(
        about.title,
        _verdict(analysis, judged),
        tuple(map(_figure, judged)),
        present,
        about.facts,
    )


def judged_variants(analysis: MultilabelAnalysis) -> tuple[MultilabelVariant, ...]:
    """Return the results of each variant on test, or on the split nearest to it."""
    return judged_of(analysis.variants)


def summarize_multilabel(analysis: MultilabelAnalysis, about: About, page: Path) -> str:
    """Return the analysis in a few lines for a terminal, the page last."""
    advice = [f"  {one}" for one in advice_of(analysis.decision)]
    lines = [
        about.title,
        *_quality_lines(analysis),
        *advice,
        *finding_lines(analysis.findings),
    ]
    return "\n".join([*(one_line(line) for line in lines), f"Report: {page}"])


def _quality_lines(analysis: MultilabelAnalysis) -> Iterator[str]:
    for one in judged_variants(analysis):
        quality = one.quality
        yield (
            f"  {one.variant}  all labels right {interval(quality.estimate('subset_accuracy'))}, "
            f"micro F1 {interval(quality.estimate('micro_f1'))}, {one.split} split, "
            f"{samples_text(quality.scope)}"
        )


def _verdict(analysis: MultilabelAnalysis, judged: tuple[MultilabelVariant, ...]) -> str:
    if not judged:
        return "No variant was tested, so there is nothing to judge yet."
    first = judged[0]
    said = (
        f"{first.variant} gets all labels right in "
        f"{interval(first.quality.estimate('subset_accuracy'))} of "
        f"{counted(first.quality.scope.n_samples, f'{first.split} sample')}; "
        f"{percent(first.quality.estimate('hamming_loss').value)} of its answers are wrong."
    )
    advice = advice_of(analysis.decision)
    return " ".join([said, *advice, findings_sentence(analysis.findings)])


def _figure(one: MultilabelVariant) -> Figure:
    exact = one.quality.estimate("subset_accuracy")
    return Figure(
        f"{one.variant}, all labels right",
        percent(exact.value),
        f"{interval(exact)}; {one.split} split, {samples_text(one.quality.scope)}",
    )


def _labels(judged: tuple[MultilabelVariant, ...]) -> Section | None:
    blocks = by_variant(judged, _label_blocks)
    return Section("Labels", "labels", blocks) if blocks else None


def _label_blocks(one: MultilabelVariant) -> tuple[Block, ...]:
    tables = (table_label_metrics(one.quality), table_label_mistakes(one.mistakes))
    metrics = Folded(f"All metrics of {one.variant}", tables)
    return (chart_labels(one.quality), table_labels(one.quality, one.mistakes), metrics)


def _mistakes(judged: tuple[MultilabelVariant, ...]) -> Section | None:
    if not judged:
        return None
    reading = Paragraph(
        "Each row is a label that was missed; the columns tell which label was falsely seen in the "
        "same sample. A row that leans on one column is a pair that the model takes for each other."
    )
    charts = by_variant(judged, lambda one: [chart_label_confusion(one.mistakes)])
    return Section("Missed here, seen there", "mistakes", (reading, *charts))


def _comparison(
    analysis: MultilabelAnalysis, judged: tuple[MultilabelVariant, ...]
) -> Section | None:
    blocks: list[Block] = []
    splits = {one.split for one in judged}
    for one in analysis.comparisons:
        if one.sets.reference.split not in splits:
            continue
        blocks += [chart_label_comparison(one), table_label_comparison(one)]
    return Section("Variants compared", "comparison", tuple(blocks)) if blocks else None


def _thresholds(
    analysis: MultilabelAnalysis, judged: tuple[MultilabelVariant, ...]
) -> Section | None:
    if not judged:
        return None
    reading = Paragraph(
        "Each label over every threshold on its own probability. AUC 0.5 is chance, 1 is perfect."
    )
    points = analysis.operating_points
    blocks = by_variant(judged, lambda one: threshold_blocks(one, points))
    return Section("Thresholds", "thresholds", (reading, *blocks))


def _files(judged: tuple[MultilabelVariant, ...]) -> Section | None:
    blocks = by_variant(judged, _file_blocks)
    return Section("Recordings", "files", blocks) if blocks else None


def _file_blocks(one: MultilabelVariant) -> tuple[Block, ...]:
    if not one.files.rows:
        return ()
    table = table_label_files(one.files, most=WORST)
    return (chart_label_files(one.files), Folded(f"Recordings, {one.variant}", (table,)))


def _errors(judged: tuple[MultilabelVariant, ...]) -> Section | None:
    tables = by_variant(judged, lambda one: [table_label_errors(one.errors, _MOST_ERRORS)])
    return Section("Wrong answers", "errors", tables) if tables else None


_DEFINITIONS = (
    ("All labels right", "Subset accuracy: share of samples whose whole set of labels is right."),
    ("Hamming loss", "Share of all answers, one a sample and label, that are wrong."),
    ("Precision", "Share of the samples in which a label is seen that have it."),
    ("Recall", "Share of the samples that have a label in which it is seen."),
    ("Micro, macro", "Over all answers together; the plain mean over labels."),
    ("Label-ranking average precision", "For each label that is there, the share of labels scored "
     "at least as high that are there too; the mean over labels and samples."),
    ("Coverage error", "How many labels, from the highest score down, must be taken to miss none."),
    ("Interval", "95 %; clustered: samples of one recording are not counted as independent."),
)  # fmt: skip


def _method(analysis: MultilabelAnalysis) -> Section:
    definitions = make_table("Words", ["Word", "Meaning"], _DEFINITIONS)
    blocks = (table_multilabel_variants(analysis), definitions)
    return Section("How it was computed", "method", blocks)
