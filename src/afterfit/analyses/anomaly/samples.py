"""What several questions about anomaly scores ask of them first."""

import math

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.estimates import share_estimates
from afterfit.records import AnomalyScores
from afterfit.results import BinaryCounts, Estimate, Scope, ScoreStatistics
from afterfit.statistics import SourceTallies
from afterfit.statistics.source_numbers import number_sources

Mask = NDArray[np.bool_]


def scope_of_scores(scores: AnomalyScores) -> Scope:
    """Return variant, split, number of samples and of the recordings they come from."""
    n = len(np.unique(scores.source)) if scores.has_sources else len(scores)
    return Scope(scores.variant, scores.split, len(scores), n)


def units_of(scores: AnomalyScores) -> NDArray[np.int64]:
    """Return the recording of each sample; each sample its own where none are known."""
    return scores.source if scores.has_sources else np.arange(len(scores))


def normal_scores(scores: AnomalyScores) -> NDArray[np.float64]:
    """Return the scores of the normal samples."""
    return scores.score[~scores.is_anomaly]


def statistics_of(values: NDArray[np.float64]) -> ScoreStatistics:
    """Return size, mean and standard deviation (n - 1) of some scores.

    Examples
    --------
    >>> statistics_of(np.array([1.0, 3.0]))
    ScoreStatistics(n=2, mean=2.0, std=1.4142135623730951)
    """
    n = len(values)
    return ScoreStatistics(
        n=n,
        mean=float(values.mean()) if n else math.nan,
        std=float(values.std(ddof=1)) if n > 1 else math.nan,
    )


def counts_above(scores: AnomalyScores, threshold: float) -> BinaryCounts:
    """Return right and wrong answers where a score above *threshold* is called an anomaly."""
    alarm = scores.score > threshold
    cells = np.bincount(scores.is_anomaly * 2 + alarm, minlength=4).tolist()
    return BinaryCounts(tp=cells[3], fp=cells[1], fn=cells[2], tn=cells[0])


def share_among(metric: str, scores: AnomalyScores, hit: Mask, among: Mask) -> Estimate:
    """Return the share of hits among some samples, with an interval that respects recordings."""
    return share_estimates(metric, SourceTallies.of_samples(number_sources(scores), hit, among))[0]
