"""Metrics of a confusion matrix, or of many at once.

Every function takes `ClassCounts` whose arrays have shape (..., n_classes). Metrics of a class
return that shape, averages and whole-matrix metrics return shape (...).
"""

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics import ClassCounts

Values = NDArray[np.float64]


def accuracy(counts: ClassCounts) -> Values:
    """Return the share of right predictions; nan where there are none at all.

    Examples
    --------
    >>> accuracy(ClassCounts(np.array([3, 1]), np.array([4, 1]), np.array([3, 2]))).item()
    0.8
    """
    return ratio(counts.n_hits, counts.n_samples)


def majority_baseline(counts: ClassCounts) -> Values:
    """Return the accuracy of always answering with the most frequent true class."""
    return ratio(counts.support.max(axis=-1, initial=0), counts.n_samples)


def precision(counts: ClassCounts) -> Values:
    """Return, a class, the share of right ones among those taken for it; nan if never taken."""
    return ratio(counts.hits, counts.predicted)


def recall(counts: ClassCounts) -> Values:
    """Return, a class, the share of its samples that were found; nan if it has none."""
    return ratio(counts.hits, counts.support)


def f1(counts: ClassCounts) -> Values:
    """Return, a class, 2 · hits / (support + predicted); nan if it has and gets no samples.

    This is the harmonic mean of precision and recall wherever both are defined, and 0 for a class
    that has samples and is never predicted.
    """
    return ratio(2 * counts.hits, counts.support + counts.predicted)


def specificity(counts: ClassCounts) -> Values:
    """Return, a class, the share of other samples that were not taken for it; nan if no others."""
    others = counts.n_samples[..., None] - counts.support
    return ratio(others - (counts.predicted - counts.hits), others)


def false_positive_rate(counts: ClassCounts) -> Values:
    """Return, a class, the share of other samples that were taken for it; nan if no others."""
    return ratio(counts.predicted - counts.hits, counts.n_samples[..., None] - counts.support)


def micro_precision(counts: ClassCounts) -> Values:
    """Return hits of all classes / samples taken for any: the accuracy, by another name.

    Every sample belongs to one class and is taken for one, so pooling the classes makes micro
    precision, micro recall and micro F1 the same number.
    """
    return ratio(counts.n_hits, np.asarray(counts.predicted.sum(axis=-1)))


def micro_recall(counts: ClassCounts) -> Values:
    """Return hits of all classes / samples that belong to any, which is the accuracy."""
    return ratio(counts.n_hits, counts.n_samples)


def micro_f1(counts: ClassCounts) -> Values:
    """Return 2 · hits / (samples that belong + samples taken), which is the accuracy."""
    return ratio(2 * counts.n_hits, counts.n_samples + counts.predicted.sum(axis=-1))


def macro_precision(counts: ClassCounts) -> Values:
    """Return the mean precision of the classes that were predicted at least once."""
    return mean_of_defined(precision(counts))


def macro_recall(counts: ClassCounts) -> Values:
    """Return the mean recall of the classes that have samples."""
    return mean_of_defined(recall(counts))


def macro_f1(counts: ClassCounts) -> Values:
    """Return the mean F1 of the classes that have samples or were predicted."""
    return mean_of_defined(f1(counts))


def weighted_precision(counts: ClassCounts) -> Values:
    """Return the mean precision of the predicted classes, weighted by their samples.

    nan where none of them has samples; scikit-learn then averages without weights, which is 0.
    """
    return mean_of_defined(precision(counts), counts.support)


def weighted_recall(counts: ClassCounts) -> Values:
    """Return the mean recall weighted by samples, which is the accuracy."""
    return mean_of_defined(recall(counts), counts.support)


def weighted_f1(counts: ClassCounts) -> Values:
    """Return the mean F1, weighted by the samples of each class."""
    return mean_of_defined(f1(counts), counts.support)


def balanced_accuracy(counts: ClassCounts) -> Values:
    """Return the mean recall of the classes that have samples: each class counts alike."""
    return macro_recall(counts)


def matthews_corrcoef(counts: ClassCounts) -> Values:
    """Return Gorodkin's correlation of truth and prediction; nan if either is a single class.

    (c s - Σ p_k t_k) / √((s² - Σ p_k²)(s² - Σ t_k²)), with s samples, c of them right, t_k of
    class k and p_k taken for it.
    """
    s, c = counts.n_samples.astype(np.float64), counts.n_hits.astype(np.float64)
    true, predicted = counts.support.astype(np.float64), counts.predicted.astype(np.float64)
    spread_true = s**2 - (true**2).sum(axis=-1)
    spread_predicted = s**2 - (predicted**2).sum(axis=-1)
    together = c * s - (true * predicted).sum(axis=-1)
    # Rounding of the roots can leave a perfect correlation one bit above 1.
    return np.clip(ratio(together, np.sqrt(spread_true) * np.sqrt(spread_predicted)), -1, 1)


def cohen_kappa(counts: ClassCounts) -> Values:
    """Return the agreement beyond chance, (accuracy - chance) / (1 - chance).

    Chance is the accuracy of shuffled predictions, Σ p_k t_k / s²; nan where it is 1.
    """
    s, c = counts.n_samples.astype(np.float64), counts.n_hits.astype(np.float64)
    true, predicted = counts.support.astype(np.float64), counts.predicted.astype(np.float64)
    by_chance = (true * predicted).sum(axis=-1)
    return ratio(c * s - by_chance, s**2 - by_chance)


def ratio(numerator: NDArray[np.generic], denominator: NDArray[np.generic]) -> Values:
    """Return numerator / denominator, nan where the denominator is 0."""
    top, bottom = np.asarray(numerator, np.float64), np.asarray(denominator, np.float64)
    nothing = np.full(np.broadcast_shapes(top.shape, bottom.shape), np.nan)
    return np.asarray(np.divide(top, bottom, out=nothing, where=bottom != 0))


def mean_of_defined(values: Values, weights: NDArray[np.int64] | None = None) -> Values:
    """Return the mean over the last axis of the values that are not nan; nan where all are.

    The rule of scikit-learn's ``zero_division=nan``: an undefined value takes no part, and its
    weight none either.
    """
    defined = ~np.isnan(values)
    parts = np.where(defined, 1 if weights is None else weights, 0)
    return ratio((np.where(defined, values, 0) * parts).sum(axis=-1), parts.sum(axis=-1))
