"""Whether the data can be trusted: doubtful labels, and windows that stand in two splits."""

from collections.abc import Iterator

from afterfit.records import Windows
from afterfit.report.document import Block, ChartRow, Folded, Paragraph, Section
from afterfit.report.errors_section import check_same_sample
from afterfit.report.run_report import RunReport
from afterfit.results import DuplicateWindows, LabelSuspect, LabelSuspects
from afterfit.views import (
    Chart,
    chart_label_suspects,
    chart_window,
    describe_drawing,
    table_duplicates,
    table_label_suspects,
)
from afterfit.views.numbers import count, counted, percent

DRAWN = 12
"""Doubtful labels whose windows a page shows."""


def labels_section(run: RunReport) -> Section | None:
    """Return the section on labels and leakage; None where neither was looked at."""
    blocks = [*_suspect_blocks(run), *map(_duplicates_block, run.analysis.duplicates)]
    return Section("Labels and leakage", "labels", tuple(blocks)) if blocks else None


def _suspect_blocks(run: RunReport) -> list[Block]:
    if not run.judged:
        return []
    suspects = run.judged[0].label_suspects
    if not isinstance(suspects, LabelSuspects):
        return [Paragraph(f"Labels were not judged: {suspects.reason}")]
    if not suspects.n_suspects:
        return [Paragraph("No label of the judged split looks doubtful to the model.")]
    return [
        chart_label_suspects(suspects),
        *_drawn(suspects, run.windows.get(run.split)),
        Folded(
            counted(suspects.n_suspects, "doubtful label"),
            (table_label_suspects(suspects),),
        ),
    ]


def _drawn(suspects: LabelSuspects, windows: Windows | None) -> Iterator[Block]:
    drawn = suspects.samples[:DRAWN]
    if windows is None or not drawn:
        return
    n_all = counted(suspects.n_suspects, "doubtful label")
    some = "" if len(drawn) == suspects.n_suspects else f", the {count(len(drawn))} least plausible"
    yield Paragraph(f"{n_all}{some}. {describe_drawing(windows.layout)}")
    yield ChartRow(tuple(draw_suspect(windows, one) for one in drawn))


def draw_suspect(windows: Windows, suspect: LabelSuspect) -> Chart:
    """Return the window of one doubtful label under it and the class that the model says.

    Raises
    ------
    InputError
        When the windows are not those that were tested.
    """
    check_same_sample(windows, suspect)
    title = f"{suspect.given_class}? {suspect.suggested_class}"
    score = f"{percent(suspect.self_confidence)} for the label. {suspect.source}"
    return chart_window(windows, suspect.index, title, score)


def _duplicates_block(duplicates: DuplicateWindows) -> Block:
    if not duplicates.n_groups:
        return Paragraph("No two windows of the data set are equal.")
    table = table_duplicates(duplicates)
    return Folded(
        counted(duplicates.n_groups, "group of equal windows", "groups of equal windows"), (table,)
    )
