"""Where the model fails: slices of the data, mistakes that gather in them, and what int8 costs."""

from collections.abc import Iterator

from afterfit.report.by_variant import by_variant
from afterfit.report.document import Block, Folded, Paragraph, Section
from afterfit.report.run_report import RunReport
from afterfit.results import SliceChanges, Slices, VariantAnalysis
from afterfit.views import (
    chart_slice_changes,
    chart_slices,
    describe_slices,
    table_patterns,
    table_slice_changes,
    table_slices,
)
from afterfit.views.numbers import counted
from afterfit.views.slice_charts import WORST

FIRST = 6
"""Slices in the table that is seen at once."""
LISTED = 200
"""Slices that the folded table lists; `analysis.json` has all."""


def slices_section(run: RunReport) -> Section | None:
    """Return the section; None where no columns to slice by were named or derived."""
    if not run.analysis.slices:
        return None
    blocks = (*by_variant(run.judged, lambda one: _blocks(one, run)), *_changes(run))
    return Section("Where it fails", "slices", blocks) if blocks else None


def _blocks(one: VariantAnalysis, run: RunReport) -> Iterator[Block]:
    found = (slices for slices in run.analysis.slices if _is_of(slices, one))
    for slices in found:
        yield Paragraph(describe_slices(slices))
        yield chart_slices(slices)
        yield table_slices(slices, most=FIRST)
        if slices.patterns:
            yield table_patterns(slices)
        if len(slices.rows) > FIRST:
            title = f"All {counted(len(slices.rows), 'slice')} of {one.variant}"
            yield Folded(title, (table_slices(slices, most=LISTED),))


def _is_of(slices: Slices, one: VariantAnalysis) -> bool:
    return (slices.scope.variant, slices.scope.split) == (one.variant, one.split)


def _changes(run: RunReport) -> Iterator[Block]:
    for changes in run.analysis.slice_changes:
        if changes.candidate.split == run.split:
            yield _folded(changes)


def _folded(changes: SliceChanges) -> Folded:
    pair = f"{changes.candidate.variant} against {changes.reference.variant}"
    return Folded(
        f"{pair}, by slice",
        (chart_slice_changes(changes), table_slice_changes(changes, most=WORST)),
    )
