"""Frames of the comparison of variants, and of the choice among them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from afterfit.results import (
    COST_NAMES,
    PairedComparison,
    ParetoFront,
    Recommendation,
    VariantRow,
    VariantTable,
)
from afterfit.views.frames.make import make_frame

if TYPE_CHECKING:
    import polars as pl


def frame_paired(pair: PairedComparison) -> "pl.DataFrame":
    """Return the change of the accuracy, class null, then of the recall of each class."""
    columns = {"reference": str, "candidate": str, "split": str, "class": str, "metric": str,
               "reference_value": float, "candidate_value": float, "change": float, "low": float,
               "high": float, "n": int, "n_reference_only_right": int,
               "n_candidate_only_right": int, "p_value": float}  # fmt: skip
    names = (pair.reference.variant, pair.candidate.variant, pair.reference.split)
    return make_frame(columns, ((*names, *row) for row in _changes(pair)))


def _changes(pair: PairedComparison) -> Iterator[tuple[Any, ...]]:
    whole, flips = pair.accuracy_change, pair.flips
    yield (None, whole.metric, None, None, whole.value, whole.low, whole.high, whole.n,
           flips.n_lost, flips.n_won, pair.p_value)  # fmt: skip
    for row in pair.classes:
        change = row.change
        yield (row.class_name, change.metric, row.reference_recall, row.candidate_recall,
               change.value, change.low, change.high, change.n, row.n_reference_only_right,
               row.n_candidate_only_right, None)  # fmt: skip


def frame_variants(table: VariantTable) -> "pl.DataFrame":
    """Return one row a variant: how good it is, and what it costs at most."""
    columns = {"variant": str, "split": str, "metric": str, "value": float, "low": float,
               "high": float, "n": int, "change": float, "p_value": float}  # fmt: skip
    details = dict.fromkeys((one.title for one in table.rows[0].details), float)
    costs = {kind: float for name in COST_NAMES for kind in (name, f"{name}_high")}
    ends = {"runs_on": str, "unsupported": str}
    return make_frame(
        {**columns, **details, **costs, **ends},
        (
            (*_variant(row, table.split), *_costs(row), row.costs.runs_on, row.costs.unsupported)
            for row in table.rows
        ),
    )


def _variant(row: VariantRow, split: str) -> tuple[Any, ...]:
    quality, change = row.quality, row.change
    return (row.variant, split, quality.metric, quality.value, quality.low, quality.high,
            quality.n, None if change is None else change.value, row.p_value,
            *(one.value.value for one in row.details))  # fmt: skip


def _costs(row: VariantRow) -> Iterator[float]:
    for name in COST_NAMES:
        figure = row.costs.figure(name)
        yield figure.typical
        yield figure.high


def frame_front(front: ParetoFront) -> "pl.DataFrame":
    """Return one row a variant: its value on each axis, and whether any other beats it."""
    columns: dict[str, type] = {"variant": str, "split": str, "on_front": bool}
    columns |= {front.yardstick.metric: float} | dict.fromkeys(front.axes[1:], float)
    return make_frame(
        columns,
        ((one.variant, front.split, one.on_front, *one.values) for one in front.points),
    )


def frame_recommendation(advice: Recommendation) -> "pl.DataFrame":
    """Return one row a variant: where it stands, and whether it is the one to ship."""
    columns = {"variant": str, "split": str, "standing": str, "recommended": bool,
               "n_breaches": int, "n_recall_drops": int, "n_needed": int}  # fmt: skip
    return make_frame(
        columns,
        (
            (
                one.variant,
                advice.split,
                one.standing,
                one.variant == advice.variant,
                len(one.breaches),
                len(one.recall_drops),
                None if one.non_inferiority is None else one.non_inferiority.n_needed,
            )
            for one in advice.standings
        ),
    )
