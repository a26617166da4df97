"""Frames of models under change."""

from typing import TYPE_CHECKING

from afterfit.results import AlarmsWhatIf, Estimate, NumbersWhatIf, SampleWhatIf, WhatIf
from afterfit.views.frames.make import SCOPE, make_frame, place

if TYPE_CHECKING:
    import polars as pl


def frame_what_if(found: WhatIf) -> "pl.DataFrame":
    """Return one row a variant, change and strength; strengths of dead channels are places."""
    columns = {**SCOPE, "change": str, "strength": float, "unit": str, "label": str,
               "everyday": bool, "accuracy": float, "accuracy_low": float, "accuracy_high": float,
               "accuracy_change": float, "low": float, "high": float, "p_value": float,
               "n_lost": int, "n_won": int, "n_flipped": int, "worst_class": str,
               "worst_class_change": float}  # fmt: skip
    rows = (
        (*place(one.scope), curve.key, point.strength, curve.unit, point.label,
         point.is_everyday, point.accuracy.value, point.accuracy.low, point.accuracy.high,
         point.change.value, point.change.low, point.change.high, point.p_value, point.n_lost,
         point.n_won, point.n_flipped, point.worst_class, point.worst_class_change.value)
        for one in found.variants for curve in one.curves for point in curve.points
    )  # fmt: skip
    return make_frame(columns, rows)


def frame_numbers_what_if(found: NumbersWhatIf) -> "pl.DataFrame":
    """Return one row a variant, change and strength; low and high are the ends of the change's."""
    columns = {**SCOPE, "key": str, "strength": float, "label": str, "is_everyday": bool,
               found.yardstick.metric: float, "change": float, "low": float,
               "high": float}  # fmt: skip
    rows = (
        (*place(one.scope), curve.key, point.strength, point.label, point.is_everyday,
         point.value, point.change.value, point.change.low, point.change.high)
        for one in found.variants
        for curve in one.curves
        for point in curve.points
    )  # fmt: skip
    return make_frame(columns, rows)


def frame_alarms_what_if(found: AlarmsWhatIf) -> "pl.DataFrame":
    """Return one row a variant, change and strength; of each share its change and interval."""
    rates = ("false_alarms", "found", "auc")
    parts = {f"{one}{end}": float for one in rates for end in ("", "_change", "_low", "_high")}
    columns = {**SCOPE, "change": str, "strength": float, "unit": str, "label": str,
               "everyday": bool, **parts}  # fmt: skip
    rows = (
        (*place(one.scope), curve.key, point.strength, curve.unit, point.label,
         point.is_everyday, *_changed(point.false_alarms.value, point.false_alarms.change),
         *_changed(point.found.value, point.found.change), *_changed(point.auc, point.auc_change))
        for one in found.variants for curve in one.curves for point in curve.points
    )  # fmt: skip
    return make_frame(columns, rows)


def _changed(value: Estimate, change: Estimate) -> tuple[float, float, float, float]:
    return value.value, change.value, change.low, change.high


def frame_sample(sample: SampleWhatIf) -> "pl.DataFrame":
    """Return one row a change and strength of one window."""
    columns = {**SCOPE, "window": int, "change": str, "strength": float, "unit": str, "label": str,
               "true_score": float, "predicted_class": str}  # fmt: skip
    rows = (
        (*place(sample.scope), sample.window.index, path.key, one.strength, path.unit, one.label,
         one.true_score, one.predicted_class)
        for path in sample.paths for one in path.steps
    )  # fmt: skip
    return make_frame(columns, rows)
