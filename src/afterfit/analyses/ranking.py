"""How well the scores put the true class first."""

import numpy as np

from afterfit.analyses.estimates import share_estimates, without_interval
from afterfit.metrics import AVERAGE_PRECISION, MACRO_AVERAGE_PRECISION, RANK_METRICS
from afterfit.records import Predictions
from afterfit.results import Estimate, ThresholdSweep, ThresholdSweeps
from afterfit.statistics import RankCounts, ScoreCounts


def ranking_estimates(predictions: Predictions, sweeps: ThresholdSweeps) -> tuple[Estimate, ...]:
    """Return macro average precision, and top-k accuracy for each k below the number of classes.

    *sweeps* are those of the same predictions.
    """
    macro = MACRO_AVERAGE_PRECISION.function([counts_of(sweep) for sweep in sweeps.classes])
    return (
        without_interval(MACRO_AVERAGE_PRECISION.name, macro, len(predictions)),
        *_top_accuracies(predictions),
    )


def average_precisions(sweeps: ThresholdSweeps) -> list[float]:
    """Return the average precision of each class; nan where it has no samples."""
    return [AVERAGE_PRECISION.function(counts_of(sweep)) for sweep in sweeps.classes]


def counts_of(sweep: ThresholdSweep) -> ScoreCounts:
    """Return positives and negatives at each threshold of a sweep but the infinite one."""
    return ScoreCounts(sweep.thresholds[1:], np.diff(sweep.tp), np.diff(sweep.fp))


def _top_accuracies(predictions: Predictions) -> tuple[Estimate, ...]:
    counts, n_classes = RankCounts.from_predictions(predictions), len(predictions.class_names)
    return tuple(
        share_estimates(metric.name, counts.top(k))[0]
        for k, metric in RANK_METRICS.items()
        if k < n_classes
    )
