"""Whether normal samples still score as in training, and whether k · std is a sensible model."""

import math

import numpy as np

from afterfit.analyses.anomaly.chosen_k import K_VALUES, why_no_threshold
from afterfit.analyses.anomaly.samples import (
    normal_scores,
    scope_of_scores,
    share_among,
    statistics_of,
    units_of,
)
from afterfit.analyses.estimates import without_interval
from afterfit.records import AnomalyScores
from afterfit.results import Estimate, NoNormalScores, NormalScores, ScoreStatistics, TailRow
from afterfit.statistics import normal_cdf, t_95
from afterfit.statistics.cells import add_floats_at


def compare_normal_scores(
    scores: AnomalyScores, train: AnomalyScores | None
) -> NormalScores | NoNormalScores:
    """Return the shift of normal scores from training, and the false alarms that k · std gives."""
    scope = scope_of_scores(scores)
    reason = why_no_threshold(train)
    if not reason and not scores.has_labels:
        reason = "nobody said which samples are normal"
    if not reason and scores.is_anomaly.all():
        reason = f"there are no normal samples among the {scores.split} samples"
    if train is None or reason:
        return NoNormalScores(scope, reason)
    statistics = statistics_of(normal_scores(train))
    return NormalScores(
        scope=scope,
        train=statistics,
        tested=statistics_of(normal_scores(scores)),
        shift=_shift(scores, train, statistics),
        tails=tuple(_tail(k, scores, train, statistics) for k in K_VALUES),
    )


def _shift(scores: AnomalyScores, train: AnomalyScores, known: ScoreStatistics) -> Estimate:
    """Return the shift with Student's interval, the spread between recordings counted."""
    tested, n = normal_scores(scores), int((~scores.is_anomaly).sum())
    value = (float(tested.mean()) - known.mean) / known.std
    (one, n_one), (other, n_other) = _squared_error(train), _squared_error(scores)
    if min(n_one, n_other) < 2:
        return without_interval("normal_shift", value, n)
    half = t_95(min(n_one, n_other) - 1) * math.sqrt(one + other) / known.std
    return Estimate("normal_shift", value, value - half, value + half, n, "student")


def _squared_error(scores: AnomalyScores) -> tuple[float, int]:
    """Return the squared standard error of the mean normal score, and on how many units it rests.

    The variance between the m recordings is m / (m - 1) · Σ (sum - mean · n)² / N².
    """
    normal = ~scores.is_anomaly
    values, unit = scores.score[normal], units_of(scores)[normal]
    unit = np.unique(unit, return_inverse=True)[1]
    residual = add_floats_at(unit, values - values.mean(), int(unit.max()) + 1)
    m = len(residual)
    return (m / (m - 1) * float(residual @ residual) / len(values) ** 2 if m > 1 else math.nan), m


def _tail(k: float, scores: AnomalyScores, train: AnomalyScores, known: ScoreStatistics) -> TailRow:
    threshold = known.threshold(k)
    seen = [
        share_among("false_positive_rate", one, one.score > threshold, ~one.is_anomaly)
        for one in (train, scores)
    ]
    return TailRow(k, normal_cdf(-k), *seen)
