"""What each sample moves the area under a curve by."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.score_counts import ScoreCounts

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class AreaInfluence:
    """The first-order change of an area per sample that is added at a level.

    Over all samples it sums to 0; the sum of its squares, by sample or by recording, estimates the
    variance of the area (infinitesimal jackknife).
    """

    positives: Floats
    """Of one sample of the class at each level, shape (n_levels,)."""
    negatives: Floats
    """Of one other sample at each level, shape (n_levels,)."""


def roc_auc_influence(counts: ScoreCounts) -> AreaInfluence:
    """Return the influence of each sample on the ROC AUC; there must be samples of both kinds.

    A positive's placement is the share of negatives below it, ties counted half, and a negative's
    the share of positives above it; less the area, over their number, they are the influence.

    References
    ----------
    DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44(3), 837-845: the placements.

    Examples
    --------
    >>> counts = ScoreCounts(np.array([0.9, 0.1]), np.array([1, 1]), np.array([0, 2]))
    >>> roc_auc_influence(counts).positives.tolist()
    [0.125, -0.125]
    """
    p, n = counts.positives, counts.negatives
    below = (2 * (counts.n_negatives - n.cumsum()) + n) / (2 * counts.n_negatives)
    above = (2 * p.cumsum() - p) / (2 * counts.n_positives)
    area = float((p * below).sum()) / counts.n_positives
    return AreaInfluence((below - area) / counts.n_positives, (above - area) / counts.n_negatives)


def average_precision_influence(counts: ScoreCounts) -> AreaInfluence:
    """Return the influence of each sample on the average precision; there must be positives.

    The area is Σ p_l t_l / (t_l + f_l) / P over the levels, with t_l and f_l of both kinds at or
    above a level. A positive adds its own precision, less the area, and raises the precision of
    its level and those below; a negative lowers those.

    Examples
    --------
    >>> counts = ScoreCounts(np.array([0.9, 0.1]), np.array([1, 1]), np.array([0, 2]))
    >>> average_precision_influence(counts).negatives.tolist()
    [-0.5625, -0.0625]
    """
    p, positives = counts.positives, counts.n_positives
    t, f = p.cumsum(), counts.negatives.cumsum()
    found = (t + f).astype(np.float64)
    raised, lowered = _from_here_down(p * f / found**2), _from_here_down(p * t / found**2)
    area = float((p * t / found).sum()) / positives
    return AreaInfluence((t / found - area + raised) / positives, -lowered / positives)


def _from_here_down(values: Floats) -> Floats:
    return np.asarray(values[::-1].cumsum()[::-1])
