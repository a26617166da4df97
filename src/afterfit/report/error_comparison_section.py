"""Two variants that predict numbers → the section of the report that compares them."""

from collections.abc import Iterator, Sequence

from afterfit.report.document import Block, ChartRow, Folded, Section
from afterfit.results import ErrorComparison, ForecastVariant, RegressionVariant
from afterfit.results.lookup import found_at
from afterfit.views import (
    chart_rmse_changes,
    table_error_comparison,
    table_metric_changes,
    table_recording_changes,
)

Variant = RegressionVariant | ForecastVariant


def error_comparison_section(
    title: str, costs: Sequence[ErrorComparison], variants: Sequence[Variant]
) -> Section | None:
    """Return by how much each output changes, and on which recordings."""
    if not costs:
        return None
    blocks = (block for cost in costs for block in _blocks(cost, variants))
    return Section(title, "comparison", tuple(blocks))


def _blocks(cost: ErrorComparison, variants: Sequence[Variant]) -> Iterator[Block]:
    if cost.outputs:
        yield ChartRow((chart_rmse_changes(cost),))
    yield table_error_comparison(cost)
    if any(one.metrics for one in cost.outputs):
        yield Folded("Every metric and its change", (table_metric_changes(cost),))
    one = found_at(variants, cost.reference.variant, cost.reference.split)
    other = found_at(variants, cost.candidate.variant, cost.candidate.split)
    if one and other and len(one.files) > 1:
        table = table_recording_changes(cost, one.files, other.files)
        yield Folded("Where it is better and where worse", (table,))
