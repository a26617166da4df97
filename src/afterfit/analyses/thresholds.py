"""What each threshold on a class's score would find."""

import math

import numpy as np

from afterfit.analyses.observed import Observed, tally_of
from afterfit.analyses.scope import scope_of
from afterfit.metrics.from_ranks import roc_auc
from afterfit.metrics.tie_errors import average_precision_error, roc_auc_error
from afterfit.results import ThresholdSweep, ThresholdSweeps
from afterfit.statistics import ScoreLevels
from afterfit.statistics.sorted_scores import SortedScores


def sweep_thresholds(observed: Observed) -> ThresholdSweeps:
    """Return, for each class against the rest, what every threshold finds and falsely raises.

    Each class is swept with its own score, also when there are two. Equal scores are one
    threshold, as int8 outputs hold few distinct values. Of more scores than are kept one by one
    (`TallySettings`), the lower edges of fine bins are the thresholds: counts at them are exact,
    and the areas under the curves have an error that the result tells.

    References
    ----------
    Fawcett (2006), Pattern Recognition Letters 27(8), 861-874, algorithms 1 and 3.
    """
    tally = tally_of(observed)
    sweeps = map(sweep_class, tally.class_names, tally.levels())
    return ThresholdSweeps(scope=scope_of(tally), classes=tuple(sweeps))


def sweep_class(class_name: str, levels: ScoreLevels) -> ThresholdSweep:
    """Return what every threshold on the score of one class finds and falsely raises."""
    counts = levels.counts
    return ThresholdSweep(
        class_name=class_name,
        n_positives=counts.n_positives,
        n_negatives=counts.n_negatives,
        thresholds=np.append(np.inf, counts.levels),
        tp=np.append(0, counts.positives.cumsum()),
        fp=np.append(0, counts.negatives.cumsum()),
        auc=roc_auc(counts),
        auc_error=roc_auc_error(levels),
        average_precision_error=average_precision_error(levels),
    )


def sweep_around_hits(class_name: str, scores: SortedScores) -> ThresholdSweep:
    """Return `sweep_class` without thresholds that no policy can choose and no curve bends at.

    Of thresholds that find as many positives, the highest raises the fewest false alarms.
    """
    corners = scores.corners()
    n_positives, n_negatives = int(corners.tp[-1]), int(corners.fp[-1])
    pairs = n_positives * n_negatives
    return ThresholdSweep(
        class_name=class_name,
        n_positives=n_positives,
        n_negatives=n_negatives,
        thresholds=corners.thresholds,
        tp=corners.tp,
        fp=corners.fp,
        auc=corners.wins_twice / (2 * pairs) if pairs else math.nan,
        average_precision_error=0.0 if n_positives else math.nan,
        auc_error=0.0 if pairs else math.nan,
        n_left_out=corners.n_levels + 1 - len(corners.thresholds),
    )
