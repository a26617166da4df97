"""Frames of single samples, recordings, layers and steps."""

from collections.abc import Iterator
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from afterfit.results import (
    Curve,
    DuplicateWindows,
    ErrorSamples,
    FileSummary,
    LabelSuspects,
    LayerAgreement,
    LayerComparison,
    LearningCurves,
    NoLabelSuspects,
)
from afterfit.views.errors import confidence
from afterfit.views.frames.make import SCOPE, make_frame, place

if TYPE_CHECKING:
    import polars as pl


def frame_files(files: FileSummary) -> "pl.DataFrame":
    """Return one row a recording; predicted holds a count a class, in class order."""
    columns = {**SCOPE, "source": str, "true_class": str, "n_samples": int, "n_wrong": int,
               "error_rate": float, "predicted": list[int]}  # fmt: skip
    rows = (
        (*place(files.scope), one.source, one.true_class, one.n_samples, one.n_wrong,
         one.error_rate, list(one.predicted))
        for one in files.rows
    )  # fmt: skip
    return make_frame(columns, rows)


def frame_errors(errors: ErrorSamples) -> "pl.DataFrame":
    """Return one row an error that was kept; scores are of the classes in scored, else of all."""
    columns = {**SCOPE, "index": int, "true_class": str, "predicted_class": str,
               "confidence": float, "source": str, "offset": int, "scores": list[float],
               "scored": list[int]}  # fmt: skip
    rows = (
        (*place(errors.scope), one.index, one.true_class, one.predicted_class, confidence(one),
         one.source, one.offset, list(one.scores), list(one.scored))
        for one in errors.samples
    )  # fmt: skip
    return make_frame(columns, rows)


def frame_label_suspects(suspects: LabelSuspects | NoLabelSuspects) -> "pl.DataFrame":
    """Return one row a doubtful label that was kept, or one with the reason why none was sought."""
    columns = {**SCOPE, "index": int, "given_class": str, "suggested_class": str,
               "self_confidence": float, "margin": float, "in_confident_joint": bool,
               "source": str, "offset": int, "reason": str}  # fmt: skip
    start = place(suspects.scope)
    if isinstance(suspects, NoLabelSuspects):
        return make_frame(columns, [(*start, *[None] * 8, suspects.reason)])
    return make_frame(columns, ((*start, *astuple(one), None) for one in suspects.samples))


def frame_duplicates(duplicates: DuplicateWindows) -> "pl.DataFrame":
    """Return one row a place of the groups that were kept; equal windows share a group."""
    columns = {"group": int, "split": str, "source": str, "offset": int, "class": str,
               "constant": bool}  # fmt: skip
    rows = (
        (number, *astuple(one), group.constant)
        for number, group in enumerate(duplicates.groups)
        for one in group.places
    )
    return make_frame(columns, rows)


def frame_layers(comparison: LayerComparison) -> "pl.DataFrame":
    """Return one row a layer, in the order in which they run."""
    columns = {"reference": str, "candidate": str, "layer": str, "operator": str, "sqnr_db": float,
               "channel_sqnr_db": float, "cosine": float, "added_noise": float,
               "saturated": float, "range_used": float, "n_dead_channels": int,
               "n_channels": int}  # fmt: skip
    rows = (
        (comparison.reference, comparison.candidate, *_layer_cells(one))
        for one in comparison.layers
    )
    return make_frame(columns, rows)


def _layer_cells(one: LayerAgreement) -> tuple[Any, ...]:
    return (one.name, one.operator, one.sqnr_db, one.channel_sqnr_db, one.cosine, one.added_noise,
            one.saturated, one.range_used, one.n_dead_channels, one.n_channels)  # fmt: skip


def frame_learning(curves: LearningCurves) -> "pl.DataFrame":
    """Return one row a curve and step."""
    columns = {"log": str, "curve": str, "role": str, "split": str, "step": float,
               "value": float, "smoothed": float}  # fmt: skip
    rows = ((curves.name, *row) for curve in curves.curves for row in _curve_rows(curve))
    return make_frame(columns, rows)


def _curve_rows(curve: Curve) -> Iterator[tuple[Any, ...]]:
    for numbers in zip(
        curve.steps.tolist(), curve.values.tolist(), curve.smoothed.tolist(), strict=True
    ):
        yield curve.name, curve.role, curve.split, *numbers
