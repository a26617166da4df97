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
    columns = {"variant": str, "split": str, "accuracy": float, "accuracy_low": float,
               "accuracy_high": float, "n": int, "macro_f1": float, "worst_class": str,
               "worst_recall": float, "accuracy_change": float, "p_value": float}  # fmt: skip
    costs = {kind: float for name in COST_NAMES for kind in (name, f"{name}_high")}
    return make_frame(
        {**columns, **costs}, ((*_variant(row, table.split), *_costs(row)) for row in table.rows)
    )


def _variant(row: VariantRow, split: str) -> tuple[Any, ...]:
    accuracy, change = row.accuracy, row.accuracy_change
    return (row.variant, split, accuracy.value, accuracy.low, accuracy.high, accuracy.n,
            row.macro_f1.value, row.worst_class, row.worst_recall.value,
            None if change is None else change.value, row.p_value)  # fmt: skip


def _costs(row: VariantRow) -> Iterator[float]:
    for name in COST_NAMES:
        figure = row.costs.figure(name)
        yield figure.typical
        yield figure.high


def frame_front(front: ParetoFront) -> "pl.DataFrame":
    """Return one row a variant: its value on each axis, and whether any other beats it."""
    columns: dict[str, type] = {"variant": str, "split": str, "on_front": bool}
    columns |= dict.fromkeys(front.axes, float)
    return make_frame(
        columns,
        ((one.variant, front.split, not one.dominated_by, *one.values) for one in front.points),
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
