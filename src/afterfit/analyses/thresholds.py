"""What each threshold on a class's score would find."""

import numpy as np

from afterfit.analyses.scope import scope_of
from afterfit.metrics.from_ranks import roc_auc
from afterfit.records import Predictions
from afterfit.results import ThresholdSweep, ThresholdSweeps
from afterfit.statistics import ScoreCounts


def sweep_thresholds(predictions: Predictions) -> ThresholdSweeps:
    """Return, for each class against the rest, what every threshold finds and falsely raises.

    Each class is swept with its own score, also when there are two. Equal scores are one
    threshold, as int8 outputs hold few distinct values.

    References
    ----------
    Fawcett (2006), Pattern Recognition Letters 27(8), 861-874, algorithms 1 and 3.
    """
    classes = tuple(
        _sweep(
            name,
            ScoreCounts.from_scores(predictions.scores[:, index], predictions.y_true == index),
        )
        for index, name in enumerate(predictions.class_names)
    )
    return ThresholdSweeps(scope=scope_of(predictions), classes=classes)


def _sweep(class_name: str, counts: ScoreCounts) -> ThresholdSweep:
    return ThresholdSweep(
        class_name=class_name,
        n_positives=counts.n_positives,
        n_negatives=counts.n_negatives,
        thresholds=np.append(np.inf, counts.levels),
        tp=np.append(0, counts.positives.cumsum()),
        fp=np.append(0, counts.negatives.cumsum()),
        auc=roc_auc(counts),
    )
