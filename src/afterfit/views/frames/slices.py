"""Frames of slices."""

from dataclasses import astuple
from typing import TYPE_CHECKING

from afterfit.results import AnomalySliceChanges, AnomalySlices, ErrorSlices, SliceChanges, Slices
from afterfit.views.frames.make import SCOPE, make_frame, place

if TYPE_CHECKING:
    import polars as pl


def frame_slices(slices: Slices) -> "pl.DataFrame":
    """Return one row a slice; low and high are the ends of the accuracy's interval."""
    columns = {**SCOPE, "column": str, "value": str, "n_samples": int, "n_sources": int,
               "n_wrong": int, "accuracy": float, "low": float, "high": float,
               "balanced_accuracy": float, "difference": float, "difference_low": float,
               "difference_high": float, "p_value": float, "share_of_errors": float,
               "gain": float}  # fmt: skip
    rows = (
        (*place(slices.scope), one.column, one.value, one.n_samples, one.n_sources, one.n_wrong,
         one.accuracy.value, one.accuracy.low, one.accuracy.high, one.balanced_accuracy,
         one.difference.value, one.difference.low, one.difference.high, one.p_value,
         one.share_of_errors, one.gain)
        for one in slices.rows
    )  # fmt: skip
    return make_frame(columns, rows)


def frame_error_slices(slices: ErrorSlices) -> "pl.DataFrame":
    """Return one row a slice; low and high are the ends of the mean absolute error's interval."""
    columns = {**SCOPE, "output": str, "column": str, "value": str, "n_samples": int,
               "n_sources": int, "mae": float, "low": float, "high": float, "bias": float,
               "bias_low": float, "bias_high": float, "difference": float,
               "difference_low": float, "difference_high": float, "p_value": float,
               "share_of_error": float, "gain": float}  # fmt: skip
    rows = (
        (*place(slices.scope), slices.output, one.column, one.value, one.n_samples,
         one.n_sources, one.mae.value, one.mae.low, one.mae.high, one.bias.value, one.bias.low,
         one.bias.high, one.difference.value, one.difference.low, one.difference.high,
         one.p_value, one.share_of_error, one.gain)
        for one in slices.rows
    )  # fmt: skip
    return make_frame(columns, rows)


def frame_slice_changes(changes: SliceChanges) -> "pl.DataFrame":
    """Return one row a slice; low and high are the ends of the change's interval."""
    columns = {"reference": str, "candidate": str, "split": str, "column": str, "value": str,
               "n_samples": int, "n_sources": int, "reference_accuracy": float,
               "candidate_accuracy": float, "change": float, "low": float, "high": float,
               "change_elsewhere": float, "p_value": float,
               "p_no_change": float}  # fmt: skip
    start = changes.reference.variant, changes.candidate.variant, changes.candidate.split
    rows = (
        (*start, *astuple(one)[:6], one.change.value, one.change.low, one.change.high,
         one.change_elsewhere.value, one.p_value, one.p_no_change)
        for one in changes.rows
    )  # fmt: skip
    return make_frame(columns, rows)


def frame_anomaly_slices(slices: AnomalySlices) -> "pl.DataFrame":
    """Return one row a slice and kind of samples, "normal" or "anomaly", and its alarms."""
    columns = {**SCOPE, "column": str, "value": str, "kind": str, "n_samples": int,
               "n_sources": int, "alarm_rate": float, "low": float, "high": float,
               "difference": float, "difference_low": float, "difference_high": float,
               "p_value": float, "share_of_mistakes": float, "gain": float, "roc_auc": float,
               "roc_auc_low": float, "roc_auc_high": float}  # fmt: skip
    rows = (
        (*place(slices.scope), row.column, row.value, kind, one.rate.n, one.n_sources,
         one.rate.value, one.rate.low, one.rate.high, one.difference.value, one.difference.low,
         one.difference.high, one.p_value, one.share_of_mistakes, one.gain, row.auc.value,
         row.auc.low, row.auc.high)
        for row in slices.rows
        for kind, one in (("normal", row.false_alarms), ("anomaly", row.found))
    )  # fmt: skip
    return make_frame(columns, rows)


def frame_anomaly_slice_changes(changes: AnomalySliceChanges) -> "pl.DataFrame":
    """Return one row a slice and kind of samples; low and high are the ends of the change."""
    columns = {"reference": str, "candidate": str, "split": str, "column": str, "value": str,
               "kind": str, "n_samples": int, "reference_rate": float, "candidate_rate": float,
               "change": float, "low": float, "high": float, "change_elsewhere": float,
               "p_value": float}  # fmt: skip
    start = changes.reference.variant, changes.candidate.variant, changes.candidate.split
    rows = (
        (*start, row.column, row.value, kind, one.n_samples, one.reference, one.candidate,
         one.change.value, one.change.low, one.change.high, one.change_elsewhere.value,
         one.p_value)
        for row in changes.rows
        for kind, one in (("normal", row.false_alarms), ("anomaly", row.found))
    )  # fmt: skip
    return make_frame(columns, rows)
