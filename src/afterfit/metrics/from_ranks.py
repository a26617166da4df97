"""Metrics of the order that scores put samples in."""

import math
from collections.abc import Sequence

from afterfit.statistics import ScoreCounts


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


def macro_roc_auc(classes: Sequence[ScoreCounts]) -> float:
    """Return the mean one-vs-rest AUC of the classes where it is defined; nan where none is."""
    return mean_auc([roc_auc(counts) for counts in classes])


def mean_auc(aucs: Sequence[float]) -> float:
    """Return the mean of the areas that are not nan; nan where all are."""
    defined = [auc for auc in aucs if not math.isnan(auc)]
    return math.fsum(defined) / len(defined) if defined else math.nan
