"""How far areas under curves may be off where scores were counted in bins."""

import math

import numpy as np

from afterfit.statistics import ScoreLevels


def roc_auc_error(levels: ScoreLevels) -> float:
    """Return the largest possible difference of the AUC from that of unbinned scores.

    Pairs of a positive and a negative in one bin count half; in truth each counts between 0 and
    1. nan without positives or without negatives, 0 where no bin holds different scores.

    Examples
    --------
    >>> from afterfit.statistics import ScoreCounts
    >>> counts = ScoreCounts(np.array([0.9, 0.1]), np.array([2, 1]), np.array([1, 3]))
    >>> roc_auc_error(ScoreLevels(counts, mixed=np.array([True, False])))
    0.08333333333333333
    """
    counts, mixed = levels.counts, levels.mixed
    pairs = counts.n_positives * counts.n_negatives
    if pairs == 0:
        return math.nan
    unsure = int((counts.positives[mixed] * counts.negatives[mixed]).sum())
    return unsure / (2 * pairs)


def average_precision_error(levels: ScoreLevels) -> float:
    """Return the largest possible difference of the average precision from that of unbinned scores.

    A bin of p positives and n negatives, with t and f of them above it, adds p (t + p) / (t + p +
    f + n). In truth it adds at most p (t + p) / (t + p + f), all positives before the negatives
    on one score, and at least Σ_i (t + i) / (t + i + f + n), all after them on scores of their
    own; that sum is no less than p - (f + n) ln(1 + p / (t + f + n + ½)), since 1/x is convex.
    nan without positives, 0 where no bin holds different scores.
    """
    counts, mixed = levels.counts, levels.mixed
    if counts.n_positives == 0:
        return math.nan
    p, n = counts.positives[mixed], counts.negatives[mixed]
    t, f = counts.positives.cumsum()[mixed] - p, counts.negatives.cumsum()[mixed] - n
    hits = np.flatnonzero(p)
    p, n, t, f = p[hits], n[hits], t[hits], f[hits]
    counted = p * ((t + p) / (t + p + f + n))
    most = p * ((t + p) / (t + p + f))
    least = p - (f + n) * np.log1p(p / (t + f + n + 0.5))
    above, below = float((most - counted).sum()), float((counted - least).sum())
    return max(above, below) / counts.n_positives
