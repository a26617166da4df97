"""How well the scores put the true class first."""

from afterfit.analyses.estimates import share_estimates
from afterfit.metrics import RANK_METRICS
from afterfit.results import Estimate
from afterfit.statistics import ClassificationTally


def top_accuracies(tally: ClassificationTally) -> tuple[Estimate, ...]:
    """Return top-k accuracy for each k of `RANK_METRICS` below the number of classes."""
    return tuple(
        share_estimates(metric.name, tally.top(k))[0]
        for k, metric in RANK_METRICS.items()
        if k < len(tally.class_names)
    )
