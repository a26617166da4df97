"""Frames of what scores do: thresholds, calibration, confidence."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from afterfit.results import (
    Calibration,
    MarginHistograms,
    NoTemperatureOffer,
    OperatingPoint,
    OperatingPoints,
    ReachedAccuracy,
    ReliabilityTable,
    TemperatureOffer,
    ThresholdSweep,
    ThresholdSweeps,
    Uncertainty,
    UnreachableTarget,
    UnreachedAccuracy,
)
from afterfit.views.frames.make import SCOPE, make_frame, place
from afterfit.wording import policy_text

if TYPE_CHECKING:
    import polars as pl


def frame_thresholds(sweeps: ThresholdSweeps) -> "pl.DataFrame":
    """Return one row a class and threshold, the first, inf, finding nothing."""
    shares = ("recall", "false_positive_rate", "precision")
    columns = {**SCOPE, "class": str, "threshold": float, "tp": int, "fp": int, "fn": int,
               "tn": int, **dict.fromkeys(shares, float)}  # fmt: skip
    rows = (
        (*place(sweeps.scope), sweep.class_name, *row)
        for sweep in sweeps.classes
        for row in _threshold_rows(sweep)
    )
    return make_frame(columns, rows)


def _threshold_rows(sweep: ThresholdSweep) -> Iterator[tuple[Any, ...]]:
    tp, fp = sweep.tp, sweep.fp
    fn, tn = sweep.n_positives - tp, sweep.n_negatives - fp
    with np.errstate(invalid="ignore"):  # 0 / 0 is nan: the data cannot tell
        shares = (
            tp / np.float64(sweep.n_positives),
            fp / np.float64(sweep.n_negatives),
            tp / (tp + fp),
        )
    columns = (sweep.thresholds, tp, fp, fn, tn, *shares)
    return zip(*(column.tolist() for column in columns), strict=True)


def frame_operating_points(points: OperatingPoints) -> "pl.DataFrame":
    """Return one row a class and wish; counts and shares are those of the reported split."""
    shares = ("recall", "precision", "false_positive_rate")
    columns = {**SCOPE, "class": str, "wanted": str, "threshold": float, "gap_low": float,
               "gap_high": float, "tp": int, "fp": int, "fn": int, "tn": int,
               **{f"{share}{end}": float for share in shares for end in ("", "_low", "_high")},
               "reason": str}  # fmt: skip
    n_empty = len(columns) - 5
    rows = []
    for one in points.answers:
        start = (*place(points.reported_on), one.class_name, policy_text(one.policy))
        if isinstance(one, UnreachableTarget):
            rows.append((*start, *[None] * n_empty, one.reason))
        else:
            rows.append((*start, *_point_cells(one), None))
    return make_frame(columns, rows)


def _point_cells(one: OperatingPoint) -> tuple[Any, ...]:
    counts, estimates = one.reported, (one.recall, one.precision, one.false_positive_rate)
    ends = [number for e in estimates for number in (e.value, e.low, e.high)]
    return (one.threshold, one.gap_low, one.gap_high,
            counts.tp, counts.fp, counts.fn, counts.tn, *ends)  # fmt: skip


def frame_margins(margins: MarginHistograms) -> "pl.DataFrame":
    """Return one row a bin; predicted_class is null for all samples together."""
    columns = {**SCOPE, "predicted_class": str, "from": float, "to": float, "correct": int,
               "wrong": int}  # fmt: skip
    rows = (
        (*place(margins.scope), one.class_name, *row)
        for one in (margins.overall, *margins.classes)
        for row in zip(
            one.edges[:-1].tolist(),
            one.edges[1:].tolist(),
            one.correct.tolist(),
            one.wrong.tolist(),
            strict=True,
        )
    )
    return make_frame(columns, rows)


def frame_calibration(calibration: Calibration) -> "pl.DataFrame":
    """Return one row a bin of confidence, of equal width and of equal mass."""
    numbers = ("mean_confidence", "accuracy", "low", "high")
    columns = {**SCOPE, "bins": str, "from": float, "to": float, "n": int,
               **dict.fromkeys(numbers, float)}  # fmt: skip
    tables = {"equal width": calibration.equal_width, "equal mass": calibration.equal_mass}
    rows = (
        (*place(calibration.scope), name, *row)
        for name, table in tables.items()
        for row in _bin_rows(table)
    )
    return make_frame(columns, rows)


def _bin_rows(table: ReliabilityTable) -> Iterator[tuple[Any, ...]]:
    edges = table.edges[:-1], table.edges[1:]
    columns = (*edges, table.n, table.mean_confidence, table.accuracy, table.low, table.high)
    return zip(*(column.tolist() for column in columns), strict=True)


def frame_temperature(offer: TemperatureOffer | NoTemperatureOffer) -> "pl.DataFrame":
    """Return the scores' quality before and after, one row each; one with the reason without."""
    columns = {**SCOPE, "temperature": float, "log_loss": float, "ece": float,
               "brier_score": float, "reason": str}  # fmt: skip
    if isinstance(offer, NoTemperatureOffer):
        return make_frame(columns, [(offer.variant, *[None] * 5, offer.reason)])
    states = ((1.0, offer.before), (offer.temperature, offer.after))
    return make_frame(
        columns,
        (
            (*place(offer.reported_on), t, one.log_loss, one.ece, one.brier_score, None)
            for t, one in states
        ),
    )


def frame_uncertainty(uncertainty: Uncertainty) -> "pl.DataFrame":
    """Return one row a minimum confidence: how many samples are answered, and how well."""
    columns = {**SCOPE, "min_confidence": float, "n_answered": int, "n_wrong": int,
               "coverage": float, "accuracy": float}  # fmt: skip
    n = max(uncertainty.scope.n_samples, 1)
    rows = (
        (*place(uncertainty.scope), confidence, answered, wrong, answered / n, 1 - wrong / answered)
        for confidence, answered, wrong in zip(
            uncertainty.confidences.tolist(),
            uncertainty.n_answered.tolist(),
            uncertainty.n_wrong.tolist(),
            strict=True,
        )
    )
    return make_frame(columns, rows)


def frame_wished_accuracy(reached: ReachedAccuracy | UnreachedAccuracy) -> "pl.DataFrame":
    """Return one row; a wish that is not reached has the best accuracy and no confidence."""
    columns = {**SCOPE, "wished_accuracy": float, "min_confidence": float, "coverage": float,
               "accuracy": float, "low": float, "high": float, "best_accuracy": float}  # fmt: skip
    if isinstance(reached, UnreachedAccuracy):
        row = (*place(reached.chosen_on), reached.wished_accuracy, *[None] * 5,
               reached.best_accuracy)  # fmt: skip
        return make_frame(columns, [row])
    answers, scope = reached.answers, reached.reported_on
    accuracy = answers.accuracy
    coverage = answers.n_answered / max(scope.n_samples, 1)
    row = (*place(scope), reached.wished_accuracy, answers.min_confidence, coverage,
           accuracy.value, accuracy.low, accuracy.high, None)  # fmt: skip
    return make_frame(columns, [row])
