"""Features → the plane, in three ways."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.int64]
_RIDGE = 1e-3


def standardized(features: Array) -> Array:
    """Return each column with mean 0 and standard deviation 1; constant columns become 0."""
    spread = features.std(axis=0)
    varies = spread > 1e-12 * np.maximum(np.abs(features).max(axis=0, initial=0), 1e-300)
    centred = features - features.mean(axis=0)
    return np.where(varies, centred / np.where(varies, spread, 1), 0.0)


def principal_components(X: Array, n_components: int) -> tuple[Array, Array, Array]:
    """Return scores, directions and shares of variance of the first principal components.

    Parameters
    ----------
    X : array of shape (n, n_features)
        Centred.
    n_components
        At most so many are kept.

    Returns
    -------
    scores (n, k), directions (n_features, k) and shares (k,)
    """
    left, size, right = np.linalg.svd(X, full_matrices=False)
    k = int(min(n_components, (size > 1e-9 * max(size[:1], default=1)).sum()))
    # The sign of a component is arbitrary; the largest loading is made positive.
    sign = np.sign(right[np.arange(k), np.abs(right[:k]).argmax(axis=1)])
    shares = size[:k] ** 2 / max(float((size**2).sum()), 1e-300)
    return left[:, :k] * size[:k] * sign, right[:k].T * sign, shares


def discriminants(X: Array, y: Codes) -> Array:
    """Return the first two linear discriminants, shape (n, 2).

    Two classes have one discriminant; the second axis is then the widest direction of what the
    first leaves over.

    References
    ----------
    Fisher (1936), Annals of Eugenics 7(2), 179-188.
    """
    classes = np.unique(y)
    means = np.array([X[y == c].mean(axis=0) for c in classes])
    within = np.zeros((X.shape[1], X.shape[1]))
    for c, mean in zip(classes, means, strict=True):
        away = X[y == c] - mean
        within += away.T @ away
    within += _RIDGE * max(float(np.trace(within)) / len(within), 1e-12) * np.eye(len(within))
    whiten = np.linalg.inv(np.linalg.cholesky(within)).T
    sizes = np.sqrt([(y == c).sum() for c in classes])[:, np.newaxis]
    between = (means - X.mean(axis=0)) @ whiten * sizes
    _, _, axes = np.linalg.svd(between, full_matrices=False)
    directions = whiten @ axes[: min(2, len(classes) - 1)].T
    first = X @ directions
    if first.shape[1] == 2:
        return np.asarray(first)
    unit = directions / np.linalg.norm(directions)
    rest, _, _ = principal_components(X - X @ unit @ unit.T, 1)
    second = rest if rest.shape[1] else np.zeros((len(X), 1))
    return np.column_stack([first, second])


def neighbour_embedding(X: Array, seed: int) -> Array | str:
    """Return the t-SNE map, shape (n, 2), or the sentence why there is none."""
    if len(X) < 10:
        return f"t-SNE needs at least 10 windows, there are {len(X)}."
    try:
        from sklearn.manifold import TSNE
    except ModuleNotFoundError:
        return "The t-SNE map needs an extra: pip install 'afterfit[ml]'."
    perplexity = min(30.0, (len(X) - 1) / 3)
    tsne = TSNE(2, perplexity=perplexity, init="pca", random_state=seed, max_iter=500)
    return np.asarray(tsne.fit_transform(X), np.float64)


def silhouettes(X: Array, y: Codes) -> Array:
    """Return the silhouette of each row, shape (n,); nan where its class has a single row.

    References
    ----------
    Rousseeuw (1987), Journal of Computational and Applied Mathematics 20, 53-65.
    """
    from afterfit.analyses.data.probes import squared_distances

    distance = np.sqrt(squared_distances(X, X))
    np.fill_diagonal(distance, 0)
    classes: Sequence[int] = np.unique(y).tolist()
    sums = np.stack([distance[:, y == c].sum(axis=1) for c in classes], axis=1)
    sizes = np.array([(y == c).sum() for c in classes], np.float64)
    own = y[:, np.newaxis] == classes
    inside = sums[own] / np.maximum(sizes[own.argmax(axis=1)] - 1, 1)
    outside = np.where(own, np.inf, sums / sizes).min(axis=1)
    result = (outside - inside) / np.maximum(np.maximum(inside, outside), 1e-300)
    return np.where(sizes[own.argmax(axis=1)] > 1, result, np.nan)
