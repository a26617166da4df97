"""By how much an interval that ignores recordings would be too narrow."""

import math

from afterfit.analyses.estimates import share_estimates, without_interval
from afterfit.analyses.observed import Observed, tally_of
from afterfit.analyses.scope import scope_of
from afterfit.results import Estimate
from afterfit.results.independence import IntervalComparison
from afterfit.statistics import SourceTallies, share_of, wilson_interval


def compare_intervals(observed: Observed) -> IntervalComparison:
    """Return the accuracy's interval by recordings, and the one of independent samples.

    Examples
    --------
    Five recordings of twenty windows, one of them wholly wrong:

    >>> from afterfit.records import Predictions
    >>> comparison = compare_intervals(Predictions(
    ...     class_names=("cat", "dog"), y_true=[0] * 80 + [1] * 20, scores=[[0.9, 0.1]] * 100,
    ...     source=[row // 20 for row in range(100)], source_names=("a", "b", "c", "d", "e"),
    ...     offset=[0] * 100, variant="float32", split="test"))
    >>> round(comparison.n_effective, 1), round(comparison.times_too_narrow, 1)
    (2.0, 4.9)
    """
    tally = tally_of(observed)
    right = tally.confusion.right()
    honest = share_estimates("accuracy", right)[0]
    naive = _naive(right)
    widths = [one.high - one.low for one in (honest, naive)]
    return IntervalComparison(
        scope=scope_of(tally),
        naive=naive,
        honest=honest,
        n_effective=float(share_of(right).n_effective[0]) if tally.n_samples else math.nan,
        times_too_narrow=widths[0] / widths[1],
    )


def _naive(right: SourceTallies) -> Estimate:
    n, hits = int(right.totals.sum()), int(right.hits.sum())
    if n == 0:
        return without_interval("accuracy", math.nan, 0)
    low, high = wilson_interval(hits / n, n)
    return Estimate("accuracy", hits / n, float(low), float(high), n, "wilson")
