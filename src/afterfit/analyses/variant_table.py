"""Several variants side by side, and which of them are best for some wish."""

import math
from collections.abc import Mapping, Sequence

from afterfit.results import QuantizationCost, VariantAnalysis
from afterfit.results.variants import (
    COST_NAMES,
    CostName,
    ParetoAxis,
    ParetoFront,
    ParetoPoint,
    VariantCosts,
    VariantRow,
    VariantTable,
)

NO_COSTS = "no model file at hand"


def tabulate_variants(
    variants: Sequence[VariantAnalysis],
    comparisons: Sequence[QuantizationCost],
    costs: Mapping[str, VariantCosts],
) -> VariantTable:
    """Return one row a variant: quality, cost, and the paired change against the first.

    Parameters
    ----------
    variants : sequence of VariantAnalysis
        All on one split, the reference first.
    comparisons : sequence of QuantizationCost
        Of that split, where the samples were the same.
    costs : mapping of variant to VariantCosts
        Variants that are missing have unknown costs.
    """
    against = {one.candidate.variant: one for one in comparisons}
    return VariantTable(
        split=variants[0].split,
        reference=variants[0].variant,
        rows=tuple(_row(one, against.get(one.variant), costs.get(one.variant)) for one in variants),
    )


def _row(
    one: VariantAnalysis, against: QuantizationCost | None, costs: VariantCosts | None
) -> VariantRow:
    known = [row for row in one.quality.classes if not math.isnan(row.recall.value)]
    worst = min(known or one.quality.classes, key=lambda row: row.recall.value)
    return VariantRow(
        variant=one.variant,
        accuracy=one.quality.estimate("accuracy"),
        macro_f1=one.quality.estimate("macro_f1"),
        worst_class=worst.class_name if known else "",
        worst_recall=worst.recall,
        costs=costs or VariantCosts.unknown(one.variant, NO_COSTS),
        accuracy_change=against.accuracy_change if against else None,
        p_value=against.p_value if against else math.nan,
    )


def find_pareto_front(table: VariantTable) -> ParetoFront:
    """Return which variants no other beats: as good on every axis, and better on one.

    Axes are accuracy and the costs that are known of every variant; values are compared as they
    are, without their intervals.
    """
    known = [
        name for name in COST_NAMES if all(row.costs.figure(name).is_known for row in table.rows)
    ]
    axes: tuple[ParetoAxis, ...] = ("accuracy", *known)
    values = {row.variant: _values(row, known) for row in table.rows}
    left_out = tuple(name for name in COST_NAMES if name not in known)
    return front_of(table.split, axes, left_out, values)


def front_of(
    split: str,
    axes: tuple[ParetoAxis, ...],
    left_out: tuple[ParetoAxis, ...],
    values: Mapping[str, tuple[float, ...]],
) -> ParetoFront:
    """Return the front of variants whose *values* hold a metric first, then one cost an axis.

    More of the metric is better, and less of a cost.
    """
    return ParetoFront(
        split=split,
        axes=axes,
        left_out=left_out,
        points=tuple(
            ParetoPoint(
                variant,
                mine,
                tuple(name for name, others in values.items() if _dominates(others, mine)),
            )
            for variant, mine in values.items()
        ),
    )


def _values(row: VariantRow, costs: Sequence[CostName]) -> tuple[float, ...]:
    return (row.accuracy.value, *(row.costs.figure(name).typical for name in costs))


def _dominates(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Say whether *one* dominates *other*; both hold a metric first, then costs."""
    gains = (one[0] - other[0], *(b - a for a, b in zip(one[1:], other[1:], strict=True)))
    return all(gain >= 0 for gain in gains) and any(gain > 0 for gain in gains)
