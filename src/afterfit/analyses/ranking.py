"""How well the scores put the true class first."""

import numpy as np

from afterfit.analyses.estimates import share_estimates, without_interval
from afterfit.metrics import AVERAGE_PRECISION, MACRO_AVERAGE_PRECISION, RANK_METRICS
from afterfit.results import Estimate, ThresholdSweep, ThresholdSweeps
from afterfit.statistics import ClassificationTally, ScoreCounts


def ranking_estimates(tally: ClassificationTally, sweeps: ThresholdSweeps) -> tuple[Estimate, ...]:
    """Return macro average precision, and top-k accuracy for each k below the number of classes.

    *sweeps* are those of the same tally.
    """
    macro = MACRO_AVERAGE_PRECISION.function([counts_of(sweep) for sweep in sweeps.classes])
    return (
        without_interval(MACRO_AVERAGE_PRECISION.name, macro, tally.n_samples),
        *_top_accuracies(tally),
    )


def average_precisions(sweeps: ThresholdSweeps) -> list[float]:
    """Return the average precision of each class; nan where it has no samples."""
    return [AVERAGE_PRECISION.function(counts_of(sweep)) for sweep in sweeps.classes]


def counts_of(sweep: ThresholdSweep) -> ScoreCounts:
    """Return positives and negatives at each threshold of a sweep but the infinite one."""
    return ScoreCounts(sweep.thresholds[1:], np.diff(sweep.tp), np.diff(sweep.fp))


def _top_accuracies(tally: ClassificationTally) -> tuple[Estimate, ...]:
    return tuple(
        share_estimates(metric.name, tally.top(k))[0]
        for k, metric in RANK_METRICS.items()
        if k < len(tally.class_names)
    )
