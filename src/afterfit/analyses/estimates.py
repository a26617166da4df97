"""A metric's value with its interval, from counts by recording."""

import math
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from afterfit.metrics import COUNT_METRICS, LOSS_METRICS
from afterfit.results import Estimate
from afterfit.statistics import (
    ClassCounts,
    ClassificationTally,
    LossSums,
    Resampling,
    SourceConfusion,
    SourceTallies,
    percentile_interval,
    share_of,
    wilson_interval,
)


@dataclass(frozen=True, slots=True, eq=False)
class Estimator:
    """The counts of one model on one split, and a thousand replicates of them."""

    confusion: SourceConfusion
    counts: ClassCounts
    """What was observed, shape (n_classes,)."""
    replicates: ClassCounts
    """The same, resampled by source, shape (n_replicates, n_classes)."""
    resampling: Resampling
    clustered: bool
    """Whether any source has more than one sample."""

    @classmethod
    def of(cls, tally: ClassificationTally) -> Self:
        """Resample the counts of a tally."""
        confusion = tally.confusion
        resampling = Resampling.of_sources(confusion.present)
        return cls(
            confusion=confusion,
            counts=confusion.total().by_class(),
            replicates=resampling.counts(confusion),
            resampling=resampling,
            clustered=tally.n_sources < tally.n_samples,
        )

    @property
    def n_samples(self) -> int:
        """All samples."""
        return int(self.counts.n_samples)

    def overall(self, metric: str) -> Estimate:
        """Return a metric of `COUNT_METRICS` that is one number for all classes."""
        function = COUNT_METRICS[metric].function
        replicates = function(self.replicates)
        return self._bootstrapped(metric, float(function(self.counts)), replicates, self.n_samples)

    def overall_share(self, metric: str, tallies: SourceTallies) -> Estimate:
        """Return a metric that is the share of hits in *tallies*, which have one group."""
        return share_estimates(metric, tallies)[0]

    def accuracy(self) -> Estimate:
        """Return the accuracy with its interval."""
        return self.overall_share("accuracy", self.confusion.right())

    def of_classes(self, metric: str, n: NDArray[np.int64]) -> tuple[Estimate, ...]:
        """Return a metric of `COUNT_METRICS` that has a value for each class, resting on *n*."""
        function = COUNT_METRICS[metric].function
        values, replicates = function(self.counts), function(self.replicates)
        return tuple(
            self._bootstrapped(metric, float(value), replicates[:, index], int(n[index]))
            for index, value in enumerate(values)
        )

    def losses(self, sums: LossSums) -> tuple[Estimate, ...]:
        """Return all `LOSS_METRICS`, in their order; *sums* are by source."""
        total, replicates = sums.total(), self.resampling.losses(sums)
        return tuple(
            self._bootstrapped(
                name, float(metric.function(total)), metric.function(replicates), self.n_samples
            )
            for name, metric in LOSS_METRICS.items()
        )

    def _bootstrapped(
        self, metric: str, value: float, replicates: NDArray[np.float64], n: int
    ) -> Estimate:
        ends = percentile_interval(value, replicates, self.resampling.n_units)
        if ends is None:
            return without_interval(metric, value, n)
        method = "bootstrap, clustered" if self.clustered else "bootstrap"
        return Estimate(metric, value, *ends, n, method)


def share_estimates(metric: str, tallies: SourceTallies) -> tuple[Estimate, ...]:
    """Return the share of hits of each group, with Wilson's interval for its effective size."""
    shares = share_of(tallies)
    low, high = wilson_interval(shares.share, shares.n_effective)
    return tuple(
        _share_estimate(metric, *row)
        for row in zip(
            shares.share.tolist(),
            low.tolist(),
            high.tolist(),
            shares.n_samples.tolist(),
            (shares.n_sources < shares.n_samples).tolist(),
            strict=True,
        )
    )


def _share_estimate(
    metric: str, share: float, low: float, high: float, n: int, clustered: bool
) -> Estimate:
    if math.isnan(low):
        return without_interval(metric, share, n)
    return Estimate(metric, share, low, high, n, "wilson, clustered" if clustered else "wilson")


def without_interval(metric: str, value: Any, n: int) -> Estimate:
    """Return a value whose interval the data cannot tell."""
    return Estimate(metric, float(value), math.nan, math.nan, n, "none")
