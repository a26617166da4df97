"""Where a model that predicts numbers fails: slices of the data by the size of their errors."""

from collections.abc import Iterator, Sequence

from afterfit.report.by_variant import by_variant
from afterfit.report.document import Block, Folded, Paragraph, Section
from afterfit.report.slices_section import FIRST, LISTED
from afterfit.results import (
    ErrorSlices,
    ForecastAnalysis,
    ForecastVariant,
    RegressionAnalysis,
    RegressionVariant,
)
from afterfit.results.judged import judged_of
from afterfit.views import chart_error_slices, describe_error_slices, table_error_slices
from afterfit.views.numbers import counted

MOST_OUTPUTS = 6
"""Outputs whose slices a page shows; `analysis.json` has all."""


def error_slices_section(analysis: RegressionAnalysis | ForecastAnalysis) -> Section | None:
    """Return the section; None where no columns to slice by were named or derived."""
    if not analysis.slices:
        return None
    judged: Sequence[_Variant] = judged_of(analysis.variants)
    blocks = by_variant(judged, lambda one: _blocks(one, analysis.slices))
    return Section("Where it fails", "slices", blocks) if blocks else None


_Variant = RegressionVariant | ForecastVariant


def _blocks(one: _Variant, every: Sequence[ErrorSlices]) -> Iterator[Block]:
    place = (one.variant, one.split)
    found = [slices for slices in every if (slices.variant, slices.split) == place]
    for slices in found[:MOST_OUTPUTS]:
        yield from _of_output(slices)
    if len(found) > MOST_OUTPUTS:
        yield Paragraph(f"Slices of the first {MOST_OUTPUTS} outputs; analysis.json has all.")


def _of_output(slices: ErrorSlices) -> Iterator[Block]:
    yield Paragraph(describe_error_slices(slices))
    yield chart_error_slices(slices)
    yield table_error_slices(slices, most=FIRST)
    if len(slices.rows) > FIRST:
        title = f"All {counted(len(slices.rows), 'slice')} of {slices.output}, {slices.variant}"
        yield Folded(title, (table_error_slices(slices, most=LISTED),))
