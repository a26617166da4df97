"""Metrics of predicted numbers with their intervals, from sums by recording."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.estimates import without_interval
from afterfit.metrics import ERROR_METRICS, MAPE, SIZE_METRICS, SUM_METRICS, SizesAndTargets
from afterfit.metrics.from_counts import mean_of_defined
from afterfit.results import Estimate
from afterfit.statistics import ErrorSums, ErrorUnits, percentile_interval

Floats = NDArray[np.float64]
_UNITS_OF_TARGET = ("target", "target²")
_N_LEVELS = 400
"""Ranks of absolute errors that the interval of a median tells apart."""


@dataclass(frozen=True, slots=True, eq=False)
class ErrorEstimator:
    """Sums of one model on one split, and a thousand replicates of them."""

    units: ErrorUnits
    total: ErrorSums
    """What was observed, shape (n_outputs,)."""
    replicates: ErrorSums
    """The same, resampled, shape (n_replicates, n_outputs)."""
    n: int
    """Samples."""

    @classmethod
    def of(cls, sums: ErrorSums, units: ErrorUnits, n: int) -> Self:
        """Resample *sums*, which are by unit."""
        return cls(units, sums.total(), sums.resampled(units.weights), n)

    def each(self, metric: str) -> list[Estimate]:
        """Return a metric of `SUM_METRICS`, one estimate an output."""
        function = SUM_METRICS[metric].function
        return self.estimates(metric, function(self.total), function(self.replicates))

    def mean(self, metric: str) -> Estimate:
        """Return the mean of a metric over the outputs where it is defined."""
        function = SUM_METRICS[metric].function
        return self.mean_of(metric, function(self.total), function(self.replicates))

    def estimates(self, metric: str, values: Floats, replicates: Floats) -> list[Estimate]:
        """Return one estimate an output of *values* (n_outputs,) and their replicates."""
        return [
            self.estimate(metric, float(value), replicates[:, index])
            for index, value in enumerate(values)
        ]

    def mean_of(self, metric: str, values: Floats, replicates: Floats) -> Estimate:
        """Return the mean over outputs of *values* (n_outputs,) with its interval."""
        mean = float(mean_of_defined(np.asarray(values)))
        return self.estimate(metric, mean, mean_of_defined(np.asarray(replicates)))

    def estimate(self, metric: str, value: float, replicates: Floats) -> Estimate:
        """Return a value with the interval of its replicates, (n_replicates,)."""
        ends = percentile_interval(value, replicates, self.units.n_units)
        if ends is None:
            return without_interval(metric, value, self.n)
        return Estimate(metric, value, *ends, self.n, self.units.method)

    def medians(self, sizes: Floats) -> list[Estimate]:
        """Return the median absolute error of each output; *sizes* (n_samples, n_outputs)."""
        name = "median_absolute_error"
        values = SIZE_METRICS[name].function(sizes)
        return [
            self.estimate(name, float(value), self._median_replicates(sizes[:, index]))
            for index, value in enumerate(values)
        ]

    def _median_replicates(self, sizes: Floats) -> Floats:
        if not len(sizes):
            return np.full(len(self.units.weights), np.nan)
        levels = np.unique(np.quantile(sizes, np.linspace(0, 1, _N_LEVELS), method="nearest"))
        level = np.minimum(np.searchsorted(levels, sizes), len(levels) - 1)
        n_units, width = self.units.n_units, len(levels)
        place = self.units.unit * width + level
        counts = np.bincount(place, minlength=n_units * width).reshape(n_units, width)
        below = np.cumsum(self.units.weights @ counts.astype(np.float64), axis=1)
        half = below[:, -1:] / 2
        found: Floats = levels[(below < half).sum(axis=1).clip(max=width - 1)]
        return found


def sizes_estimates(estimator: ErrorEstimator, sizes: Floats, targets: Floats) -> "Rows":
    """Return median, largest and relative error of each output, as metric name → estimates."""
    largest = SIZE_METRICS["max_error"].function(sizes)
    return {
        "median_absolute_error": estimator.medians(sizes),
        # The largest of the samples tells nothing of the largest there could be: no interval.
        "max_error": [without_interval("max_error", value, len(sizes)) for value in largest],
        MAPE.name: _relative(estimator, SizesAndTargets(sizes, targets)),
    }


def _relative(estimator: ErrorEstimator, pair: SizesAndTargets) -> list[Estimate]:
    relative = pair.relative
    n_units, unit = estimator.units.n_units, estimator.units.unit
    sums = np.stack([np.bincount(unit, column, n_units) for column in relative.T], axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        weights = estimator.units.weights
        replicates = (
            100 * (weights @ sums) / (weights @ np.bincount(unit, minlength=n_units))[:, None]
        )
    return estimator.estimates(MAPE.name, MAPE.function(pair), replicates)


Rows = dict[str, list[Estimate]]
"""Metric → one estimate an output."""


def overall_estimates(
    rows: Rows, mean_of: Callable[[str], Estimate], units: Sequence[str], n: int
) -> tuple[Estimate, ...]:
    """Return one estimate a metric over all outputs.

    nan for a metric that carries a unit where the units differ.
    """
    return tuple(
        without_interval(metric, float("nan"), n)
        if len(set(units)) > 1 and carries_unit(metric)
        else _overall(metric, estimates, mean_of, n)
        for metric, estimates in rows.items()
    )


def _overall(
    metric: str, estimates: list[Estimate], mean_of: Callable[[str], Estimate], n: int
) -> Estimate:
    if len(estimates) == 1:
        return estimates[0]
    values = np.array([one.value for one in estimates])
    if metric == "max_error":
        return without_interval(metric, float(values.max()), n)
    if metric in SUM_METRICS:
        return mean_of(metric)
    return without_interval(metric, float(mean_of_defined(values)), n)


def paired(change: Estimate) -> Estimate:
    """Return a change whose replicates were drawn alike for both models, and say so."""
    method = "none" if change.method == "none" else f"paired {change.method}"
    return Estimate(change.metric, change.value, change.low, change.high, change.n, method)


def carries_unit(metric: str) -> bool:
    """Tell whether a metric is in the unit of its target, or in its square."""
    return ERROR_METRICS[metric].unit in _UNITS_OF_TARGET


def by_output(rows: Rows) -> list[tuple[Estimate, ...]]:
    """Return the estimates of each output, metrics in the order of *rows*."""
    return [tuple(one) for one in zip(*rows.values(), strict=True)]


def spread_of(values: Floats) -> Any:
    """Return the standard deviation of each output, 1 where it never changes."""
    std = values.std(axis=0) if len(values) else np.zeros(values.shape[1])
    constant = np.ptp(values, axis=0) == 0 if len(values) else np.ones(values.shape[1], bool)
    return np.where(constant, 1.0, std)
