"""The data set itself: what it holds, what is wrong with it, how far apart its classes are."""

from dataclasses import replace

from afterfit.report.document import (
    Block,
    ChartRow,
    Document,
    Figure,
    FindingList,
    Folded,
    Paragraph,
    Section,
)
from afterfit.results import (
    ClassSeparability,
    DataChecks,
    NoSeparability,
    NoTargetChecks,
    SeriesChecks,
    SeriesVariable,
    TargetDependence,
    TargetProbe,
)
from afterfit.views import (
    chart_class_map,
    chart_confusion,
    chart_data,
    chart_drift,
    chart_importance,
    raised_findings,
    table_confusion_potential,
    table_data,
    table_data_drift,
    table_data_files,
    table_faults,
    table_findings,
    table_importance,
    table_separability,
    table_shared,
)
from afterfit.views.numbers import count, counted, decimal, estimate_range, percent
from afterfit.views.target_checks import (
    chart_target_importance,
    table_expected,
    table_target_importance,
    table_targets,
    tells_numbers,
)


def data_section(checks: DataChecks) -> Section:
    """Return the section of a run's report on its data."""
    blocks = [*_finding_blocks(checks), *_content_blocks(checks), *_class_blocks(checks)]
    return Section("Data", "data", tuple(blocks))


def with_data(document: Document, checks: DataChecks | None) -> Document:
    """Return *document* with the section on the data before that on the training, or at its end."""
    if checks is None:
        return document
    ids = [section.anchor for section in document.sections]
    place = ids.index("training") if "training" in ids else len(ids)
    sections = (*document.sections[:place], data_section(checks), *document.sections[place:])
    return replace(document, sections=sections)


def outline_data(checks: DataChecks, title: str) -> Document:
    """Return the page about a data set that nothing was trained on yet."""
    sections = (
        Section("What to look at", "findings", tuple(_finding_blocks(checks))),
        Section("Content", "content", tuple(_content_blocks(checks))),
        Section(_title_of_last(checks), "classes", tuple(_class_blocks(checks))),
    )
    return Document(title, data_verdict(checks), _figures(checks), sections, {})


def _title_of_last(checks: DataChecks) -> str:
    return "Targets before training" if tells_numbers(checks) else "Classes before training"


def data_verdict(checks: DataChecks) -> str:
    """Return the one sentence to read first."""
    raised = raised_findings(checks.findings)
    if not raised:
        n_clear = sum(one.outcome == "clear" for one in checks.findings)
        return f"Nothing was raised: {counted(n_clear, 'rule')} looked and found nothing."
    n_errors = sum(one.severity == "error" for one in raised)
    severe = f", {count(n_errors)} of them severe" if n_errors else ""
    return f"{counted(len(raised), 'finding')} to look at{severe}. First: {raised[0].claim}"


def _figures(checks: DataChecks) -> tuple[Figure, ...]:
    n_windows = sum(map(sum, checks.n_windows))
    size = Figure("Recordings", count(len(checks.files)), f"{counted(n_windows, 'window')}")
    measured = checks.separability
    if isinstance(checks.expected, TargetDependence):
        return (size, *map(_target_figure, checks.expected.targets))
    if isinstance(checks.expected, SeriesChecks):
        return (size, *(_skill_figure(one) for one in checks.expected.variables))
    if isinstance(measured, NoSeparability):
        return (size,)
    probe, knn = measured.probe_accuracy, measured.knn_accuracy
    chance = f"most frequent class {percent(measured.majority_share)}"
    return (
        size,
        Figure("Linear probe", percent(probe.value), f"{estimate_range(probe)}; {chance}"),
        Figure("Nearest neighbours", percent(knn.value), f"{estimate_range(knn)}; {chance}"),
    )


def _target_figure(one: TargetProbe) -> Figure:
    by_linear = one.linear.value >= one.knn.value
    name, best = ("linear", one.linear) if by_linear else ("nearest neighbours", one.knn)
    return Figure(f"R² of {one.name}", decimal(best.value), f"{estimate_range(best)}; {name}")


def _skill_figure(one: SeriesVariable) -> Figure:
    told = f"{estimate_range(one.skill)}; linear, against the last value"
    return Figure(f"Skill of {one.name}", decimal(one.skill.value), told)


def _finding_blocks(checks: DataChecks) -> list[Block]:
    raised = raised_findings(checks.findings)
    first = FindingList(raised) if raised else Paragraph(data_verdict(checks))
    title = f"All {counted(len(checks.findings), 'rule')} on the data"
    return [first, Folded(title, (table_findings(checks.findings),))]


def _content_blocks(checks: DataChecks) -> list[Block]:
    blocks: list[Block] = []
    if checks.splits:
        blocks = [ChartRow((chart_data(checks), chart_drift(checks))), table_data(checks)]
    if checks.shared:
        blocks.append(table_shared(checks))
    if checks.faults:
        blocks.append(table_faults(checks))
    blocks.append(Folded("Recordings in numbers", (table_data_files(checks),)))
    if checks.splits:
        blocks.append(Folded("Drift in numbers", (table_data_drift(checks),)))
    return blocks


def _class_blocks(checks: DataChecks) -> list[Block]:
    measured = checks.separability
    if checks.expected is not None:
        return _target_blocks(checks, checks.expected)
    if not isinstance(measured, ClassSeparability):
        return [Paragraph(f"Separability was not measured: {measured.reason}")]
    maps = ChartRow(tuple(chart_class_map(measured, one) for one in measured.maps))
    reading = Paragraph(
        "Each point is a window; click a class in the legend to see it alone, scroll to zoom. "
        "Near points look alike to a model; in t-SNE only neighbourhoods mean something."
    )
    return [
        table_separability(measured),
        *(Paragraph(note) for note in measured.notes),
        reading,
        maps,
        chart_confusion(measured.confusion),
        table_confusion_potential(measured),
        chart_importance(measured),
        Folded("Importance in numbers", (table_importance(measured),)),
    ]


def _target_blocks(
    checks: DataChecks, expected: TargetDependence | SeriesChecks | NoTargetChecks
) -> list[Block]:
    blocks: list[Block] = [table_expected(expected)]
    if checks.targets:
        blocks.append(table_targets(checks.targets))
    if isinstance(expected, TargetDependence):
        numbers = Folded("Importance in numbers", (table_target_importance(expected),))
        blocks += [chart_target_importance(expected), numbers]
    return blocks
