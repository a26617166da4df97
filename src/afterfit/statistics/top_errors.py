"""The most confident mistakes of one pass."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
_COLUMNS = ("row", "true_class", "predicted_class", "source", "offset", "scores")


@dataclass(frozen=True, slots=True, eq=False)
class TopErrors:
    """Wrong predictions of each true class, the most confident first, as many as the limit.

    Equally confident ones stay in the order of their rows, so what is kept depends on nothing
    but the rows.
    """

    limit: int | None
    """Most rows to keep for a true class; None keeps all."""
    row: Codes
    """Number of the row, unique, shape (n_kept,)."""
    true_class: Codes
    """Rising, shape (n_kept,)."""
    predicted_class: Codes
    """Shape (n_kept,)."""
    source: Codes
    """Index of the source, shape (n_kept,)."""
    offset: Codes
    """Place in the source, shape (n_kept,)."""
    scores: NDArray[np.float64]
    """Score of each class, shape (n_kept, n_classes)."""

    @classmethod
    def zero(cls, n_classes: int, limit: int | None) -> Self:
        """Return no rows."""
        none = np.zeros(0, dtype=np.int64)
        return cls(limit, none, none, none, none, none, np.zeros((0, n_classes)))

    def __len__(self) -> int:
        return len(self.row)

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Return the sum of at least one part."""
        columns = {
            name: np.concatenate([getattr(part, name) for part in parts]) for name in _COLUMNS
        }
        return cls(limit=parts[0].limit, **columns).first_of_each_class()

    def __add__(self, other: Self) -> Self:
        return self.joined([self, other])

    def placed(self, place: Codes) -> Self:
        """Return the same rows with source i called ``place[i]``."""
        return replace(self, source=place[self.source])

    def at_most(self, limit: int | None) -> Self:
        """Return the rows within *limit* for each true class, if fewer than were kept."""
        if limit is None or (self.limit is not None and self.limit <= limit):
            return self
        return replace(self, limit=limit).first_of_each_class()

    def first_of_each_class(self) -> Self:
        """Return the rows in order, those beyond the limit left out."""
        confidence = self.scores[np.arange(len(self)), self.predicted_class]
        kept = most_confident(self.true_class, confidence, self.row, self.limit)
        return type(self)(limit=self.limit, **{n: getattr(self, n)[kept] for n in _COLUMNS})


def most_confident(
    labels: Codes, confidence: NDArray[np.float64], row: Codes, limit: int | None
) -> Codes:
    """Return the indices of the first *limit* of each label, by falling confidence, then by row.

    Parameters
    ----------
    labels, confidence, row : arrays of shape (n,)
    limit : int or None
        None keeps all.

    Examples
    --------
    >>> most_confident(np.array([1, 0, 0]), np.array([0.9, 0.6, 0.8]), np.arange(3), 1).tolist()
    [2, 0]
    """
    near = _in_reach(labels, confidence, limit)
    order = near[np.lexsort((row[near], -confidence[near], labels[near]))]
    if limit is None:
        return order
    label = labels[order]
    rank = np.arange(len(order)) - np.searchsorted(label, label, side="left")
    return np.asarray(order[rank < limit])


def _in_reach(labels: Codes, confidence: NDArray[np.float64], limit: int | None) -> Codes:
    """Return indices among which are the first *limit* of each label, to spare most sorting."""
    if limit is None:
        return np.arange(len(labels))
    # NumPy sorts the narrowest numbers by counting.
    order = np.argsort(labels.astype(np.min_scalar_type(labels.max(initial=0))), kind="stable")
    ends = np.flatnonzero(np.diff(labels[order])) + 1
    groups = [_highest(group, confidence, limit) for group in np.split(order, ends)]
    return np.concatenate(groups)


def _highest(group: Codes, confidence: NDArray[np.float64], limit: int) -> Codes:
    if len(group) <= limit:
        return group
    if limit == 0:
        return group[:0]
    values = confidence[group]
    lowest = np.partition(values, len(values) - limit)[len(values) - limit]
    return np.asarray(group[values >= lowest])
