"""What the scores of each row say of its true class."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.records import MultilabelPredictions, PredictionColumns, Predictions

# A float model's smallest step below 1; a score of 0 for the true class (common after int8) would
# otherwise make the mean infinite. scikit-learn clips at the same place.
_SMALLEST = float(np.finfo(np.float64).eps)
# Rows of one block: a few columns of 256 kB each stay in a core's own cache.
BLOCK = 1 << 15

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class ScoredRows:
    """Numbers of single rows, each of shape (n_samples,).

    A number is computed from its row alone, by the same operations in the same order, so that it
    is the same to the last bit in whatever batch the row comes.
    """

    confidence: Floats
    """Highest score."""
    margin: Floats
    """Highest minus second-highest score; with a single class, its score."""
    rank: Codes
    """Classes that come before the true one, equal scores in class order; 0 is a hit."""
    log_loss: Floats
    """-ln(score of the true class), at most 36.05."""
    brier: Floats
    """Half the squared distance between scores and truth, ½ Σ_k (p_k - y_k)²."""

    @classmethod
    def of(cls, columns: Floats, y_true: Codes) -> "ScoredRows":
        """Return the numbers of all rows; *columns* as `columns_of` makes them."""
        n = len(y_true)
        p_true = at_class(columns, y_true)
        highest, second, squares = np.empty(n), np.empty(n), np.empty(n)
        for rows in blocks(n):
            _highest_two(columns[:, rows], highest[rows], second[rows])
            _sum_squares(columns[:, rows], squares[rows])
        return cls(
            confidence=highest,
            margin=highest - second,
            rank=ranks_of(columns, y_true, p_true),
            log_loss=log_losses(p_true),
            # Σ (p - y)², with y one-hot, is Σ p² - 2 p_true + 1.
            brier=np.maximum(squares - 2 * p_true + 1, 0.0) / 2,
        )


def columns_of(scores: Floats) -> Floats:
    """Return *scores* with each class contiguous, (n_classes, n_samples); a copy only if needed."""
    return np.ascontiguousarray(scores.T)


def score_column(
    rows: Predictions | PredictionColumns | MultilabelPredictions, index: int
) -> NDArray[Any]:
    """Return the scores of one class as they are, float32 or float64, shape (n_samples,)."""
    if isinstance(rows, PredictionColumns):
        return rows.columns[index]
    return rows.scores[:, index]


def blocks(n: int) -> Iterator[slice]:
    """Give the slices of *n* rows that are short enough for a core's cache."""
    return (slice(start, min(start + BLOCK, n)) for start in range(0, n, BLOCK))


def at_class(columns: NDArray[np.generic], classes: Codes) -> NDArray[Any]:
    """Return the value of each row at its class, shape (n_samples,)."""
    n = len(classes)
    # One flat index is several times faster than a pair of them.
    return np.asarray(columns.reshape(-1).take(classes * n + np.arange(n)))


def log_losses(p_true: Floats) -> Floats:
    """Return -ln(score of the true class) of each row, at most 36.05, shape (n_samples,)."""
    losses = np.maximum(p_true, _SMALLEST)
    np.minimum(losses, 1.0, out=losses)
    np.log(losses, out=losses)
    return np.negative(losses, out=losses)


def ranks_of(columns: Floats, y_true: Codes, p_true: Floats | None = None) -> Codes:
    """Return how many classes come before the true one, equal scores in class order, (n,).

    *columns* as `columns_of` makes them; *p_true* spares looking up the score of the true class.
    """
    own = at_class(columns, y_true) if p_true is None else p_true
    rank = np.empty(len(y_true), dtype=np.int64)
    for rows in blocks(len(y_true)):
        rank[rows] = _rank(columns[:, rows], y_true[rows], own[rows])
    return rank


def _highest_two(columns: Floats, highest: Floats, second: Floats) -> None:
    """Write the highest and the second-highest score of each row, 0 where there is no second."""
    highest[:], second[:] = columns[0], 0.0
    lower = np.empty_like(second)
    for column in columns[1:]:
        np.minimum(highest, column, out=lower)
        np.maximum(second, lower, out=second)
        np.maximum(highest, column, out=highest)


def _sum_squares(columns: Floats, squares: Floats) -> None:
    square = np.empty_like(squares)
    squares[:] = 0.0
    for column in columns:
        np.multiply(column, column, out=square)
        squares += square


def _rank(columns: Floats, y_true: Codes, p_true: Floats) -> NDArray[np.uint8 | np.uint32]:
    small = np.dtype(np.uint8 if len(columns) <= np.iinfo(np.uint8).max else np.uint32)
    before: NDArray[np.uint8 | np.uint32] = np.zeros(len(y_true), dtype=small)
    label = y_true.astype(small)
    for index, column in enumerate(columns):
        np.add(before, column > p_true, out=before)
        np.add(before, (column == p_true) & (label > index), out=before)
    return before
