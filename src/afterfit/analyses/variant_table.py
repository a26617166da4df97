"""Several variants side by side, and which of them are best for some wish."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from afterfit.results import QuantizationCost, VariantAnalysis
from afterfit.results.variants import (
    COST_NAMES,
    CostName,
    Detail,
    ParetoAxis,
    ParetoFront,
    ParetoPoint,
    VariantCosts,
    VariantRow,
    VariantTable,
)
from afterfit.results.yardstick import ACCURACY, Yardstick

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
        quality=one.quality.estimate("accuracy"),
        details=(
            Detail("Macro F1", one.quality.estimate("macro_f1")),
            Detail("Worst recall", worst.recall, worst.class_name if known else ""),
        ),
        costs=costs or VariantCosts.unknown(one.variant, NO_COSTS),
        change=against.accuracy_change if against else None,
        p_value=against.p_value if against else math.nan,
    )


def find_pareto_front(
    table: VariantTable, no_choice: Mapping[str, str] = MappingProxyType({})
) -> ParetoFront:
    """Return which variants no other beats: as good on every axis, and better on one.

    Axes are the quality and the costs that are known of every choice; values are compared as they
    are, without their intervals.

    Parameters
    ----------
    table : VariantTable
    no_choice : mapping of variant to reason
        Variants that cannot be shipped: they are shown, beat no other, and leave no axis out.
    """
    choices = [row for row in table.rows if row.variant not in no_choice]
    known = [name for name in COST_NAMES if all(_knows(row, name) for row in choices or table.rows)]
    axes: tuple[ParetoAxis, ...] = ("quality", *known)
    values = {row.variant: _values(row, known) for row in table.rows}
    left_out = tuple(name for name in COST_NAMES if name not in known)
    return front_of(table.split, axes, left_out, values, table.yardstick, no_choice)


def _knows(row: VariantRow, name: CostName) -> bool:
    return row.costs.figure(name).is_known


def front_of(
    split: str,
    axes: tuple[ParetoAxis, ...],
    left_out: tuple[ParetoAxis, ...],
    values: Mapping[str, tuple[float, ...]],
    yardstick: Yardstick = ACCURACY,
    no_choice: Mapping[str, str] = MappingProxyType({}),
) -> ParetoFront:
    """Return the front of variants whose *values* hold quality first, then one cost an axis."""
    better = {
        name: (yardstick.sign * own[0], *(-cost for cost in own[1:]))
        for name, own in values.items()
    }
    choices = {name: own for name, own in better.items() if name not in no_choice}
    return ParetoFront(
        split=split,
        axes=axes,
        left_out=left_out,
        points=tuple(
            ParetoPoint(
                variant,
                own,
                tuple(name for name, theirs in choices.items() if _beats(theirs, better[variant])),
                no_choice.get(variant, ""),
            )
            for variant, own in values.items()
        ),
        yardstick=yardstick,
    )


def _values(row: VariantRow, costs: Sequence[CostName]) -> tuple[float, ...]:
    return (row.quality.value, *(row.costs.figure(name).typical for name in costs))


def _beats(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Say whether *one* is as good as *other* everywhere and better somewhere; nan never is."""
    pairs = list(zip(one, other, strict=True))
    return all(a >= b for a, b in pairs) and any(a > b for a, b in pairs)
