"""Metrics of predicted numbers, from sums.

Every function takes `ErrorSums` of shape (..., n_outputs) and returns that shape.
"""

from dataclasses import dataclass

import numpy as np

from afterfit.metrics.from_counts import Values, ratio
from afterfit.statistics.error_sums import ErrorSums


def mean_squared_error(sums: ErrorSums) -> Values:
    """Return mean (p - t)²."""
    return ratio(sums.squares, sums.n)


def root_mean_squared_error(sums: ErrorSums) -> Values:
    """Return √ mean (p - t)², in the unit of the target."""
    return np.asarray(np.sqrt(mean_squared_error(sums)))


def mean_absolute_error(sums: ErrorSums) -> Values:
    """Return mean |p - t|, in the unit of the target."""
    return ratio(sums.absolutes, sums.n)


def mean_error(sums: ErrorSums) -> Values:
    """Return mean (p - t): above 0 the model says too much."""
    return ratio(sums.errors, sums.n)


def r_squared(sums: ErrorSums) -> Values:
    """Return 1 - Σ (p - t)² / Σ (t - mean t)²: 1 is perfect, 0 as good as the mean of the targets.

    nan where the target never changes: there is then nothing to explain. scikit-learn says 1 or 0
    there. The targets are the reference, never the predictions: exchanging them, as some tools
    do, gives another number.

    Examples
    --------
    >>> t, p = np.array([[1.0], [2.0], [3.0]]), np.array([[1.0], [2.0], [4.0]])
    >>> r_squared(ErrorSums.of(t, p, np.zeros(3, int), 1).total()).tolist()
    [0.5]
    """
    return np.asarray(1 - ratio(sums.squares, sums.target_squares))


def explained_variance(sums: ErrorSums) -> Values:
    """Return 1 - Var(p - t) / Var(t): R² of a model without its bias; nan as for R²."""
    return np.asarray(1 - ratio(sums.error_squares, sums.target_squares))


def pearson_correlation(sums: ErrorSums) -> Values:
    """Return the linear correlation of targets and predictions; nan where either never changes.

    Blind to bias and scale; a plot's "R²" is often its square.
    """
    spread = np.sqrt(sums.target_squares) * np.sqrt(sums.prediction_squares)
    return np.asarray(np.clip(ratio(sums.products, spread), -1, 1))


def symmetric_percentage_error(sums: ErrorSums) -> Values:
    """Return SMAPE, 100 · mean(|p - t| / ((|t| + |p|) / 2)), from 0 to 200 %.

    A prediction of 0 for a target of 0 counts as no error. Without the inner half, as others
    define it, it goes to 100 %.
    """
    return np.asarray(100 * ratio(sums.symmetric, sums.n))


def median_absolute_error(sizes: Values) -> Values:
    """Return the median of |p - t| of each output; *sizes* have shape (n_samples, n_outputs)."""
    if not len(sizes):
        return np.full(sizes.shape[1], np.nan)
    return np.asarray(np.median(sizes, axis=0))


def max_error(sizes: Values) -> Values:
    """Return the largest |p - t| of each output; *sizes* have shape (n_samples, n_outputs)."""
    if not len(sizes):
        return np.full(sizes.shape[1], np.nan)
    return np.asarray(np.max(sizes, axis=0))


def mean_percentage_error(pair: "SizesAndTargets") -> Values:
    """Return MAPE, 100 · mean |p - t| / |t|; nan where any target is 0.

    scikit-learn divides by 2.2e-16 there, which gives a number that says nothing.
    """
    return np.asarray(100 * ratio(pair.relative.sum(axis=0), np.array(float(len(pair.relative)))))


@dataclass(frozen=True, slots=True, eq=False)
class SizesAndTargets:
    """Absolute errors and targets, both of shape (n_samples, n_outputs)."""

    sizes: Values
    targets: Values

    @property
    def relative(self) -> Values:
        """|p - t| / |t|, nan where t is 0."""
        return ratio(self.sizes, np.abs(self.targets))


def skill(pair: tuple[ErrorSums, ErrorSums]) -> Values:
    """Return 1 - mean squared error of the first / of the second: above 0 the first is better.

    References
    ----------
    Murphy (1988), Monthly Weather Review 116(12), 2417-2424.
    """
    model, baseline = pair
    return np.asarray(1 - ratio(mean_squared_error(model), mean_squared_error(baseline)))


def scaled_error(pair: tuple[ErrorSums, Values]) -> Values:
    """Return MASE: mean absolute error / mean absolute step of the history.

    Below 1 the forecasts are nearer than the naive one-step forecast was on the history.

    References
    ----------
    Hyndman & Koehler (2006), International Journal of Forecasting 22(4), 679-688.
    """
    sums, scale = pair
    return ratio(mean_absolute_error(sums), scale)


def rmse_change(pair: tuple[ErrorSums, ErrorSums]) -> Values:
    """Return RMSE of the candidate / RMSE of the reference - 1; nan where the reference has 0."""
    reference, candidate = pair
    return np.asarray(
        ratio(root_mean_squared_error(candidate), root_mean_squared_error(reference)) - 1
    )
