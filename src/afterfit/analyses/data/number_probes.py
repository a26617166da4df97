"""Simple models of numbers, judged on recordings that they did not see."""

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.data.probes import N_NEIGHBOURS, squared_distances
from afterfit.results import Estimate
from afterfit.statistics.bootstrap import Resampling, percentile_interval

_RIDGE = 0.01

Array = NDArray[np.float64]
Codes = NDArray[np.int64]


def ridge_numbers(X: Array, Y: Array, X_new: Array) -> Array:
    """Return what a ridge regression on *X* and *Y* says of *X_new*, shape (n_new, n_outputs).

    The penalty is 1 % of the mean variance of the inputs; the offset is free.

    Examples
    --------
    >>> X = np.arange(5.0)[:, np.newaxis]
    >>> ridge_numbers(X, 2 * X, np.array([[2.0]])).tolist()
    [[4.0]]
    """
    middle, mean = X.mean(axis=0), Y.mean(axis=0)
    centred = X - middle
    penalty = _RIDGE * len(X) * max(float(centred.var()), 1e-12)
    gram = centred.T @ centred + penalty * np.eye(X.shape[1])
    weights = np.linalg.solve(gram, centred.T @ (Y - mean))
    return np.asarray((X_new - middle) @ weights + mean)


def neighbours_numbers(X: Array, Y: Array, X_new: Array) -> Array:
    """Return the mean over the five nearest rows of *X*, shape (n_new, n_outputs).

    Examples
    --------
    >>> X = np.arange(6.0)[:, np.newaxis]
    >>> neighbours_numbers(X, X**2, np.array([[-1.0]])).tolist()
    [[6.0]]
    """
    k = min(N_NEIGHBOURS, len(X))
    nearest = np.argpartition(squared_distances(X_new, X), k - 1, axis=1)[:, :k]
    return np.asarray(Y[nearest].mean(axis=1))


def share_explained(metric: str, errors: Array, baseline: Array, source: Codes) -> Estimate:
    """Return 1 - squared errors over those of the baseline, with an interval over recordings.

    Parameters
    ----------
    metric
        What to call it.
    errors, baseline : arrays of shape (n, ...)
    source : array of shape (n,)
    """
    units, place = np.unique(source, return_inverse=True)
    ours, theirs = (
        np.bincount(place, np.square(one).reshape(len(one), -1).sum(axis=1), len(units))
        for one in (errors, baseline)
    )
    drawn = Resampling.of_sources(np.ones(len(units), bool))
    value = float(_share(ours.sum(), theirs.sum()))
    replicates = _share(drawn.sums(ours), drawn.sums(theirs))
    ends = percentile_interval(value, replicates, len(units))
    low, high = ends or (float("nan"), float("nan"))
    method = "bootstrap, clustered" if ends else "none, fewer than five recordings"
    return Estimate(metric, value, low, high, len(source), method)


def _share(ours: NDArray[np.generic], theirs: NDArray[np.generic]) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        found = 1 - np.asarray(ours, np.float64) / np.asarray(theirs, np.float64)
    return np.where(np.isfinite(found), found, np.nan)
