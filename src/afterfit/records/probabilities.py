"""What counts as a row of probabilities, for records and for those who make them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.kernels import are_compiled, find_highest

_SHORT_ROW = 32
_BLOCK = 1 << 14  # rows whose columns stay in a core's cache
_ROUNDING = 1e-9  # far more than sums of the same numbers in another order differ by


def sum_tolerance(n_classes: int) -> float:
    """Return how far the sum of one row may be from 1.

    An int8 softmax answers in steps of 1/256, and text files round again, so each class may be
    off by up to one step: 1/256 a class, at least 0.01 and at most 0.1. Beyond 0.1 a row tells
    too little of what the model said, whatever the number of classes.

    Examples
    --------
    >>> [sum_tolerance(k) for k in (2, 12, 1000)]
    [0.01, 0.046875, 0.1]
    """
    return min(max(0.01, n_classes / 256), 0.1)


def improbable_rows(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the indices of rows that are no probabilities: negative, not finite or of another sum.

    Parameters
    ----------
    scores : array of shape (n_samples, n_classes)

    Examples
    --------
    >>> improbable_rows(np.array([[0.9, 0.1], [0.9, 0.9], [np.nan, 1.0]])).tolist()
    [1, 2]
    """
    if not scores.size:
        return np.arange(len(scores))
    starts = range(0, len(scores), _BLOCK)
    return np.concatenate([_improbable(scores[at : at + _BLOCK]) + at for at in starts])


def _improbable(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    tolerance = sum_tolerance(scores.shape[1])
    with np.errstate(invalid="ignore"):  # inf - inf
        sums = np.einsum("ij->i", scores)  # twice as fast as sum(axis=1) where rows are short
    low, high = 1 - tolerance, 1 + tolerance
    # The usual case needs no mask; a nan is neither above nor below, so it fails here.
    if scores.min() >= 0 and sums.min() >= low and sums.max() <= high:
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(~((sums >= low) & (sums <= high)) | (scores < 0).any(axis=1))


def sure_classes(columns: Sequence[NDArray[Any]]) -> NDArray[np.int32] | None:
    """Return `highest_class` of scores in columns; None unless all rows surely are probabilities.

    A sum within rounding of what is allowed is not sure: `improbable_rows` has the last word.

    Examples
    --------
    >>> sure_classes([np.array([0.2, 0.5]), np.array([0.8, 0.5])]).tolist()
    [1, 0]
    """
    tolerance = sum_tolerance(len(columns)) - _ROUNDING
    if are_compiled():
        return find_highest(columns, 1 - tolerance, 1 + tolerance)
    scores = np.asarray(columns, dtype=np.float64).T
    return None if len(improbable_rows(scores)) else highest_class(scores).astype(np.int32)


def highest_class(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the class with the highest score of each row, the lowest index among equals.

    ``scores.argmax(axis=1)``, several times faster where rows are short.

    Examples
    --------
    >>> highest_class(np.array([[0.2, 0.8], [0.5, 0.5]])).tolist()
    [1, 0]
    """
    n, k = scores.shape
    if not 0 < k <= _SHORT_ROW:
        return np.asarray(scores.argmax(axis=1))
    highest = np.empty(n, dtype=np.int64)
    for start in range(0, n, _BLOCK):
        columns = scores[start : start + _BLOCK].T
        best, place = columns[0].copy(), np.zeros(columns.shape[1], dtype=np.uint8)
        for index, column in enumerate(columns):
            # Rising indices make the largest that was better the place of the best.
            np.maximum(place, (column > best).view(np.uint8) * np.uint8(index), out=place)
            np.maximum(best, column, out=best)
        highest[start : start + _BLOCK] = place
    return highest
