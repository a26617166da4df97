"""Metrics of the order that scores put samples in."""

import math
from collections.abc import Sequence

import numpy as np

from afterfit.statistics import AucPlacements, RankCounts, ScoreCounts

LARGEST_RATE = 0.1
"""False-positive rate up to which the partial area counts."""


def roc_auc(counts: ScoreCounts) -> float:
    """Return the chance that a positive scores above a negative, ties counted half.

    This is the area under the ROC curve by trapezoids, computed on whole numbers; nan without
    positives or without negatives.

    Examples
    --------
    >>> import numpy as np
    >>> roc_auc(ScoreCounts(np.array([0.9, 0.1]), np.array([1, 1]), np.array([1, 0])))
    0.25
    """
    pairs = counts.n_positives * counts.n_negatives
    if pairs == 0:
        return math.nan
    above = counts.positives.cumsum() - counts.positives
    wins_twice = int((counts.negatives * (2 * above + counts.positives)).sum())
    return wins_twice / (2 * pairs)


def roc_auc_change(change: AucPlacements) -> float:
    """Return candidate minus reference AUC on the same samples; nan where none is defined."""
    return change.auc


def macro_roc_auc(classes: Sequence[ScoreCounts]) -> float:
    """Return the mean one-vs-rest AUC of the classes where it is defined; nan where none is."""
    return mean_auc([roc_auc(counts) for counts in classes])


def mean_auc(aucs: Sequence[float]) -> float:
    """Return the mean of the areas that are not nan; nan where all are."""
    defined = [auc for auc in aucs if not math.isnan(auc)]
    return math.fsum(defined) / len(defined) if defined else math.nan


def average_precision(counts: ScoreCounts) -> float:
    """Return Σ (recall step) · precision over falling thresholds; nan without positives.

    Equal scores are one threshold. No line is drawn between thresholds, which would flatter.

    References
    ----------
    Davis & Goadrich (2006), ICML, 233-240 (why not to interpolate).

    Examples
    --------
    >>> import numpy as np
    >>> average_precision(ScoreCounts(np.array([0.9, 0.1]), np.array([1, 1]), np.array([0, 2])))
    0.75
    """
    if counts.n_positives == 0:
        return math.nan
    found = counts.positives.cumsum()
    raised = found + counts.negatives.cumsum()
    return float((counts.positives * (found / raised)).sum()) / counts.n_positives


def macro_average_precision(classes: Sequence[ScoreCounts]) -> float:
    """Return the mean one-vs-rest average precision of the classes that have samples."""
    return mean_auc([average_precision(counts) for counts in classes])


def partial_roc_auc(counts: ScoreCounts) -> float:
    """Return the area under the ROC curve up to a false-positive rate of 0.1, standardised.

    The area is brought to the range in which 0.5 is chance and 1 is perfect; nan without positives
    or without negatives.

    References
    ----------
    McClish (1989), Medical Decision Making 9(3), 190-195.

    Examples
    --------
    >>> import numpy as np
    >>> partial_roc_auc(ScoreCounts(np.array([0.9, 0.1]), np.array([2, 0]), np.array([0, 9])))
    1.0
    """
    if counts.n_positives == 0 or counts.n_negatives == 0:
        return math.nan
    x = np.append(0, counts.negatives.cumsum()) / counts.n_negatives
    y = np.append(0, counts.positives.cumsum()) / counts.n_positives
    inside = int(np.searchsorted(x, LARGEST_RATE, "right"))
    last = np.interp(LARGEST_RATE, x[inside - 1 : inside + 1], y[inside - 1 : inside + 1])
    area = float(np.trapezoid(np.append(y[:inside], last), np.append(x[:inside], LARGEST_RATE)))
    chance = LARGEST_RATE**2 / 2
    return 0.5 * (1 + (area - chance) / (LARGEST_RATE - chance))


def top_2_accuracy(counts: RankCounts) -> float:
    """Return the share of samples whose true class is among the two highest scores."""
    return _top(counts, 2)


def top_3_accuracy(counts: RankCounts) -> float:
    """Return the share of samples whose true class is among the three highest scores."""
    return _top(counts, 3)


def top_5_accuracy(counts: RankCounts) -> float:
    """Return the share of samples whose true class is among the five highest scores."""
    return _top(counts, 5)


def _top(counts: RankCounts, k: int) -> float:
    tallies = counts.top(k)
    n = int(tallies.totals.sum())
    return int(tallies.hits.sum()) / n if n else math.nan
