"""How well scores put anomalies above normal samples."""

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.anomaly.samples import scope_of_scores, units_of
from afterfit.analyses.estimates import without_interval
from afterfit.metrics import AVERAGE_PRECISION, PARTIAL_ROC_AUC, ROC_AUC, Metric
from afterfit.records import NORMAL_KIND, AnomalyScores
from afterfit.results import AnomalyQuality, Estimate, Ranking, ThresholdSweep, ThresholdSweeps
from afterfit.statistics import (
    AucPlacements,
    Resampling,
    ScoreCounts,
    auc_interval,
    percentile_interval,
)

MOST_BOOTSTRAPPED = 200_000
"""Samples above which areas without a formula for their interval get none: it would be tiny."""


def measure_anomaly_quality(scores: AnomalyScores) -> AnomalyQuality:
    """Return ROC AUC, partial AUC and average precision, also of each machine and each kind.

    The interval of the AUC is DeLong's, by recording where recordings hold several samples
    (Obuchowski 1997); those of the others are bootstrapped by recording.
    """
    everything = np.ones(len(scores), dtype=np.bool_)
    reason = why_not_ranked(scores)
    return AnomalyQuality(
        scope=scope_of_scores(scores),
        overall=_ranking("all", scores, everything),
        groups=tuple(_ranking(*part) for part in _groups(scores)),
        kinds=() if reason else tuple(_ranking(*part) for part in _kinds(scores)),
        reason=reason,
    )


def why_not_ranked(scores: AnomalyScores) -> str:
    """Return why anomalies cannot be ranked against normal samples; empty where they can."""
    if len(scores) == 0:
        return "there are no samples"
    if not scores.has_labels:
        return "nobody said which samples are anomalies"
    if not scores.is_anomaly.any():
        return f"there are no anomalies among the {scores.split} samples"
    if scores.is_anomaly.all():
        return f"there are no normal samples among the {scores.split} samples"
    return ""


def sweep_scores(scores: AnomalyScores) -> ThresholdSweeps:
    """Return what every threshold on the score finds: one sweep a machine, or one of all."""
    parts = list(_groups(scores)) or [("anomaly", scores, np.ones(len(scores), dtype=np.bool_))]
    sweeps = (_sweep(name, score_counts(scores, among)) for name, _, among in parts)
    return ThresholdSweeps(scope_of_scores(scores), tuple(sweeps))


def score_counts(scores: AnomalyScores, among: NDArray[np.bool_]) -> ScoreCounts:
    """Return anomalies and normal samples at each score, of some samples."""
    return ScoreCounts.from_scores(scores.score[among], scores.is_anomaly[among])


def auc_estimate(scores: AnomalyScores, among: NDArray[np.bool_]) -> Estimate:
    """Return the ROC AUC of some samples with DeLong's interval."""
    units = units_of(scores)[among]
    placements = AucPlacements.of(scores.score[among], scores.is_anomaly[among], units)
    value, n = ROC_AUC.function(score_counts(scores, among)), int(among.sum())
    ends = auc_interval(placements)
    if ends is None:
        return without_interval(ROC_AUC.name, value, n)
    method = "delong" if placements.independent else "delong, clustered"
    # the area from counts and that from placements may differ in the last bit
    return Estimate(ROC_AUC.name, value, min(ends[0], value), max(ends[1], value), n, method)


def _groups(scores: AnomalyScores) -> Iterator[tuple[str, AnomalyScores, NDArray[np.bool_]]]:
    if scores.group is None:
        return
    for place, name in enumerate(scores.group_names):
        among = scores.group == place
        if among.any():
            yield name, scores, among


def _kinds(scores: AnomalyScores) -> Iterator[tuple[str, AnomalyScores, NDArray[np.bool_]]]:
    kinds = [place for place in np.unique(scores.kind).tolist() if place != NORMAL_KIND]
    if len(kinds) < 2:
        return
    for place in kinds:
        yield scores.kind_names[place], scores, (scores.kind == place) | ~scores.is_anomaly


def _ranking(name: str, scores: AnomalyScores, among: NDArray[np.bool_]) -> Ranking:
    n_anomalies = int(scores.is_anomaly[among].sum())
    return Ranking(
        name=name,
        n_normal=int(among.sum()) - n_anomalies,
        n_anomalies=n_anomalies,
        estimates=(auc_estimate(scores, among), *_bootstrapped(scores, among)),
    )


def _bootstrapped(scores: AnomalyScores, among: NDArray[np.bool_]) -> tuple[Estimate, ...]:
    metrics = (PARTIAL_ROC_AUC, AVERAGE_PRECISION)
    n, counts = int(among.sum()), score_counts(scores, among)
    values = [metric.function(counts) for metric in metrics]
    if not counts.n_negatives:  # all samples anomalies: a precision of 1 would say nothing
        values = [math.nan] * len(metrics)
    if n > MOST_BOOTSTRAPPED or any(map(math.isnan, values)):
        pairs = zip(metrics, values, strict=True)
        return tuple(without_interval(metric.name, value, n) for metric, value in pairs)
    replicates, n_units, clustered = _replicates(scores, among, metrics)
    return tuple(
        _estimate(metric.name, value, replicates[:, place], n_units, n, clustered)
        for place, (metric, value) in enumerate(zip(metrics, values, strict=True))
    )


def _replicates(
    scores: AnomalyScores, among: NDArray[np.bool_], metrics: tuple[Metric[ScoreCounts], ...]
) -> tuple[NDArray[np.float64], int, bool]:
    units = np.unique(units_of(scores)[among], return_inverse=True)[1]
    resampling = Resampling.of_sources(np.ones(int(units.max()) + 1, dtype=np.bool_))
    score, anomaly = scores.score[among], scores.is_anomaly[among]
    levels, level = np.unique(-score, return_inverse=True)
    of_sample = resampling.unit[units]
    values = np.empty((len(resampling.weights), len(metrics)))
    for row, weights in enumerate(resampling.weights):
        times = weights[of_sample]
        positives = np.bincount(level, times * anomaly, len(levels)).astype(np.int64)
        negatives = np.bincount(level, times * ~anomaly, len(levels)).astype(np.int64)
        seen = positives + negatives > 0
        drawn = ScoreCounts(-levels[seen], positives[seen], negatives[seen])
        values[row] = [metric.function(drawn) for metric in metrics]
    return values, resampling.n_units, int(units.max()) + 1 < len(units)


def _estimate(
    metric: str,
    value: float,
    replicates: NDArray[np.float64],
    n_units: int,
    n: int,
    clustered: bool,
) -> Estimate:
    ends = percentile_interval(value, replicates, n_units)
    if ends is None:
        return without_interval(metric, value, n)
    return Estimate(metric, value, *ends, n, "bootstrap, clustered" if clustered else "bootstrap")


def _sweep(name: str, counts: ScoreCounts) -> ThresholdSweep:
    return ThresholdSweep(
        class_name=name,
        n_positives=counts.n_positives,
        n_negatives=counts.n_negatives,
        thresholds=np.append(np.inf, counts.levels),
        tp=np.append(0, counts.positives.cumsum()),
        fp=np.append(0, counts.negatives.cumsum()),
        auc=ROC_AUC.function(counts),
    )
