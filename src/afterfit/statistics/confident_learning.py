"""Which labels are probably wrong, by how sure the model is of each class in general."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.scored_rows import blocks

_SLACK = 1e-6  # as in cleanlab: equal scores that rounding set apart still count

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class LabelledScores:
    """Scores, a column a class, and labels of the same samples."""

    columns: Sequence[NDArray[Any]]
    """Scores of each class, float32 or float64, (n_samples,) each."""
    labels: Labels
    """Class index, shape (n_samples,)."""
    rows: tuple[Labels, ...]
    """Samples of each label, rising."""
    own: Floats
    """Score of each sample's label, shape (n_samples,)."""

    @classmethod
    def of(cls, columns: Sequence[NDArray[Any]], labels: Labels) -> Self:
        """Return them with what is looked up again and again."""
        k = len(columns)
        # Of small whole numbers, NumPy's stable sort is by counting.
        order = labels.astype(np.min_scalar_type(k)).argsort(kind="stable")
        ends = np.bincount(labels, minlength=k).cumsum()
        rows = tuple(np.split(order, ends[:-1]))
        own = np.empty(len(labels))
        for column, of_label in zip(columns, rows, strict=True):
            own[of_label] = column[of_label]
        return cls(columns, labels, rows, own)

    @property
    def n_labelled(self) -> Labels:
        """Samples of each label, shape (n_classes,)."""
        return np.array([len(of_label) for of_label in self.rows], dtype=np.int64)


def class_thresholds(scores: LabelledScores) -> Floats:
    """Return the mean score of each class over the samples labelled so, shape (n_classes,).

    nan for a class without samples, which no sample then reaches.
    """
    n = scores.n_labelled
    sums = np.bincount(scores.labels, scores.own, minlength=len(n))
    return np.asarray(sums / np.where(n > 0, n, np.nan))


def confident_class(scores: LabelledScores, thresholds: Floats) -> Labels:
    """Return the class that each sample is confidently of, -1 where of none, shape (n_samples,).

    A class is confident where its score is at least its threshold - 1e-6; of several the one with
    the highest score.
    """
    n = len(scores.labels)
    place = np.full(n, -1)
    for rows in blocks(n):
        best = np.full(rows.stop - rows.start, -1.0)
        for index, (column, threshold) in enumerate(
            zip(scores.columns, thresholds - _SLACK, strict=True)
        ):
            score = column[rows].astype(np.float64)
            better = (score >= threshold) & (score > best)
            np.copyto(best, score, where=better)
            np.copyto(place[rows], index, where=better)
    return place


def confident_joint(labels: Labels, confident: Labels, n_classes: int) -> Labels:
    """Return samples by label (row) and confident class (column), shape (n_classes, n_classes)."""
    known = confident >= 0
    cells = labels[known] * n_classes + confident[known]
    return np.bincount(cells, minlength=n_classes**2).reshape(n_classes, n_classes)


def prune_by_noise_rate(
    scores: LabelledScores, y_pred: NDArray[np.integer], joint: Labels
) -> NDArray[np.bool_]:
    """Return which samples have a wrong label, as many a pair of classes as the joint estimates.

    The joint is scaled to the number of samples of each label; for label i and other class j, as
    many samples labelled i as cell (i, j) says, with the largest score j - score i, are marked
    (with all that equal the last of them). What the model predicts as labelled is never marked,
    and a class of one sample keeps it.

    References
    ----------
    Northcutt, Jiang & Chuang (2021), Journal of Artificial Intelligence Research 70, 1373-1411.
    """
    to_prune = _calibrated(joint, scores.n_labelled)
    marked = np.zeros(len(scores.labels), dtype=bool)
    for label in np.flatnonzero(to_prune.any(axis=1)).tolist():
        marked[scores.rows[label]] = _wrong_ones(scores, label, to_prune[label])
    return np.asarray(marked & (y_pred != scores.labels))


def _wrong_ones(scores: LabelledScores, label: int, to_prune: Labels) -> NDArray[np.bool_]:
    """Return which samples of one label are as many wrong ones as *to_prune* says, by class."""
    rows = scores.rows[label]
    marked, own = np.zeros(len(rows), dtype=bool), scores.own[rows]
    for other in np.flatnonzero(to_prune > 0).tolist():
        if other != label:
            marked |= _largest(scores.columns[other][rows] - own, int(to_prune[other]))
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
