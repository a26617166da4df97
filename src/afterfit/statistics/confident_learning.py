"""Which labels are probably wrong, by how sure the model is of each class in general."""

import numpy as np
from numpy.typing import NDArray

from afterfit.records.probabilities import highest_class

_SLACK = 1e-6  # as in cleanlab: equal scores that rounding set apart still count

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


def class_thresholds(scores: Floats, labels: Labels) -> Floats:
    """Return the mean score of each class over the samples labelled so, shape (n_classes,).

    nan for a class without samples, which no sample then reaches.
    """
    k = scores.shape[1]
    n = np.bincount(labels, minlength=k)
    own = np.take_along_axis(scores, labels[:, None], axis=1)[:, 0]
    return np.bincount(labels, own, minlength=k) / np.where(n > 0, n, np.nan)


def confident_class(scores: Floats, thresholds: Floats) -> Labels:
    """Return the class that each sample is confidently of, -1 where of none, shape (n_samples,).

    A class is confident where its score is at least its threshold - 1e-6; of several the one with
    the highest score.
    """
    best, place = np.full(len(scores), -1.0), np.full(len(scores), -1)
    for index, (column, threshold) in enumerate(zip(scores.T, thresholds - _SLACK, strict=True)):
        better = (column >= threshold) & (column > best)
        np.copyto(best, column, where=better)
        place[better] = index
    return place


def confident_joint(labels: Labels, confident: Labels, n_classes: int) -> Labels:
    """Return samples by label (row) and confident class (column), shape (n_classes, n_classes)."""
    known = confident >= 0
    cells = labels[known] * n_classes + confident[known]
    return np.bincount(cells, minlength=n_classes**2).reshape(n_classes, n_classes)


def prune_by_noise_rate(scores: Floats, labels: Labels, joint: Labels) -> NDArray[np.bool_]:
    """Return which samples have a wrong label, as many a pair of classes as the joint estimates.

    The joint is scaled to the number of samples of each label; for label i and other class j, as
    many samples labelled i as cell (i, j) says, with the largest score j - score i, are marked
    (with all that equal the last of them). What the model predicts as labelled is never marked,
    and a class of one sample keeps it.

    References
    ----------
    Northcutt, Jiang & Chuang (2021), Journal of Artificial Intelligence Research 70, 1373-1411.
    """
    to_prune = _calibrated(joint, np.bincount(labels, minlength=len(joint)))
    marked = np.zeros(len(labels), dtype=bool)
    for label in np.flatnonzero(to_prune.any(axis=1)):
        rows = np.flatnonzero(labels == label)
        marked[rows] = _wrong_ones(scores[rows], int(label), to_prune[label])
    return np.asarray(marked & (highest_class(scores) != labels))


def _wrong_ones(scores: Floats, label: int, to_prune: Labels) -> NDArray[np.bool_]:
    """Return which samples of one label are as many wrong ones as *to_prune* says, by class."""
    marked = np.zeros(len(scores), dtype=bool)
    for other in np.flatnonzero(to_prune > 0):
        if other != label:
            marked |= _largest(scores[:, other] - scores[:, label], int(to_prune[other]))
    return marked


def _largest(values: Floats, count: int) -> NDArray[np.bool_]:
    if len(values) < 2:
        return np.zeros(len(values), dtype=bool)
    cut = np.partition(values, len(values) - count)[len(values) - count]
    return np.asarray(values >= cut)


def _calibrated(joint: Labels, n_labelled: Labels) -> Labels:
    """Return the joint with rows scaled to *n_labelled*, whole numbers by largest remainder."""
    # A class that nothing is confidently of keeps its labels.
    counted = joint + np.diag((joint.diagonal() == 0).astype(np.int64))
    share = counted / counted.sum(axis=1, keepdims=True)
    scaled = share * n_labelled[:, None]
    whole = np.floor(scaled + 1e-9).astype(np.int64)
    missing = n_labelled - whole.sum(axis=1)
    rank = np.argsort(np.argsort(whole - scaled, axis=1, kind="stable"), axis=1)
    return np.asarray(whole + (rank < missing[:, None]))
