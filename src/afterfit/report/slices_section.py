"""Where the model fails: slices of the data, mistakes that gather in them, and what int8 costs."""

from collections.abc import Iterator

from afterfit.report.by_variant import by_variant
from afterfit.report.document import Block, Folded, Paragraph, Section
from afterfit.report.run_report import RunReport
from afterfit.results import SliceChanges, Slices, VariantAnalysis
from afterfit.views import (
    chart_slice_changes,
    chart_slices,
    describe_slice_changes,
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
    blocks = by_variant(run.judged, lambda one: _blocks(one, run))
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


def slice_changes_section(run: RunReport) -> Section | None:
    """Return where candidates are better or worse than the reference; None without columns."""
    found = [one for one in run.analysis.slice_changes if one.candidate.split == run.split]
    blocks = tuple(block for one in found for block in _of_pair(one, alone=len(found) == 1))
    return Section("What changes by slice", "slice-changes", blocks) if blocks else None


def _of_pair(changes: SliceChanges, *, alone: bool) -> Iterator[Block]:
    """Give a sentence, chart and table; of several pairs chart and table are folded."""
    yield Paragraph(describe_slice_changes(changes))
    shown = chart_slice_changes(changes), table_slice_changes(changes, most=WORST)
    pair = f"{changes.candidate.variant} against {changes.reference.variant}"
    if not alone:
        yield Folded(f"{pair}, by slice", shown)
        return
    yield from shown
    if len(changes.rows) > WORST:
        title = f"{pair}, all {counted(len(changes.rows), 'slice')}"
        yield Folded(title, (table_slice_changes(changes, most=LISTED),))
