"""Whether the data can be trusted: doubtful labels, and windows that stand in two splits."""

from afterfit.report.document import Block, Folded, Paragraph, Section
from afterfit.report.run_report import RunReport
from afterfit.results import DuplicateWindows, LabelSuspects
from afterfit.views import (
    chart_label_suspects,
    table_duplicates,
    table_label_suspects,
)
from afterfit.views.numbers import counted


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
        Folded(
            counted(suspects.n_suspects, "doubtful label"),
            (table_label_suspects(suspects),),
        ),
    ]


def _duplicates_block(duplicates: DuplicateWindows) -> Block:
    if not duplicates.n_groups:
        return Paragraph("No two windows of the data set are equal.")
    table = table_duplicates(duplicates)
    return Folded(
        counted(duplicates.n_groups, "group of equal windows", "groups of equal windows"), (table,)
    )
