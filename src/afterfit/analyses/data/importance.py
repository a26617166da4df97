"""How much each feature says about the class."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.data.probes import LinearProbe
from afterfit.results import FeatureImportance

N_BINS = 10

Array = NDArray[np.float64]
Codes = NDArray[np.int64]


def rank_features(
    X: Array,
    y: Codes,
    fold: Codes,
    directions: Array,
    names: Sequence[str],
    seed: int,
) -> tuple[FeatureImportance, ...]:
    """Return the importance of every feature, the most telling first.

    Parameters
    ----------
    X : array of shape (n, n_features)
        Standardized features.
    directions : array of shape (n_features, n_components)
        Principal components, on which the linear probe is trained.
    """
    f_values = f_statistics(X, y)
    bits = [mutual_information(column, y) for column in X.T]
    drops = _permutation_drops(X, y, fold, directions, seed)
    rows = [
        FeatureImportance(name, float(f), bit, float(drop))
        for name, f, bit, drop in zip(names, f_values, bits, drops, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: -row.mutual_information))


def f_statistics(X: Array, y: Codes) -> Array:
    """Return the one-way analysis of variance of each column; nan for a constant one.

    Examples
    --------
    >>> f_statistics(np.array([[0.0], [2.0], [4.0], [6.0]]), np.array([0, 0, 1, 1])).tolist()
    [8.0]
    """
    classes = np.unique(y)
    means = np.array([X[y == c].mean(axis=0) for c in classes])
    sizes = np.array([(y == c).sum() for c in classes])[:, np.newaxis]
    between = (sizes * (means - X.mean(axis=0)) ** 2).sum(axis=0) / (len(classes) - 1)
    places = np.searchsorted(classes, y)
    within = ((X - means[places]) ** 2).sum(axis=0) / max(len(X) - len(classes), 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(between / within)


def mutual_information(values: Array, y: Codes) -> float:
    """Return the bits that ten equally filled bins of *values* tell of the class.

    Without a correction for small samples; for ranking.

    Examples
    --------
    >>> round(mutual_information(np.arange(20.0), np.repeat([0, 1], 10)), 6)
    1.0
    """
    edges = np.unique(np.quantile(values, np.linspace(0, 1, N_BINS + 1)[1:-1]))
    place = np.searchsorted(edges, values, side="right")
    n_classes = int(y.max()) + 1
    joint = np.bincount(place * n_classes + y, minlength=N_BINS * n_classes)
    p = joint.reshape(-1, n_classes) / len(y)
    independent = p.sum(axis=1, keepdims=True) * p.sum(axis=0, keepdims=True)
    there = p > 0
    return float(max(0.0, (p[there] * np.log2(p[there] / independent[there])).sum()))


def _permutation_drops(X: Array, y: Codes, fold: Codes, directions: Array, seed: int) -> Array:
    """Return the accuracy lost when a feature is shuffled within the held-out windows."""
    rng = np.random.default_rng(seed)
    n_classes = int(y.max()) + 1
    lost = np.zeros(X.shape[1])
    for held in np.unique(fold):
        mine = np.flatnonzero(fold == held)
        probe = LinearProbe(X[fold != held] @ directions, y[fold != held], n_classes)
        scores = X[mine] @ directions
        right = probe.predict(scores) == y[mine]
        for i in range(X.shape[1]):
            change = rng.permutation(X[mine, i]) - X[mine, i]
            moved = scores + change[:, np.newaxis] * directions[i]
            lost[i] += right.sum() - (probe.predict(moved) == y[mine]).sum()
    return lost / len(y)
