"""What C counts of scores, for arrays of NumPy.

Only where `are_compiled`. Scores come as one array a class, all of float32 or all of float64, and
each contiguous; indices are within the tables they point into.
"""

from collections.abc import Sequence
from ctypes import CDLL, Array, c_void_p
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.kernels.library import library

Columns = Sequence[NDArray[Any]]
Codes = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ScoreTables:
    """What `count_scores` adds to, 0 at first."""

    cells: Codes
    """(n_classes + 1, 7681, 2), the last ones those of the highest score: samples in the lower 32
    bits and hits in the upper ones, then excess; see `Reliability`."""
    margins: Codes
    """(n_classes, 2, 20); see `MarginCounts`."""
    ranks: Codes
    """(n_sources, 6); see `RankCounts`."""
    brier: Codes
    """Limbs of the Brier score by source, (2, n_sources); see `ExactSums`."""


def find_highest(columns: Columns, low: float, high: float) -> Codes | None:
    """Return the class with the highest score of each row, the lowest index among equals, (n,).

    None where a score is negative or nan, or where the sum of a row is not from *low* to *high*.
    """
    n = len(columns[0])
    y_pred = np.empty(n, dtype=np.int64)
    fine = _library().find_highest(*_given(columns), low, high, y_pred.ctypes.data)
    return y_pred if fine else None


def count_scores(
    columns: Columns, y_true: Codes, y_pred: Codes, source: Codes, tables: ScoreTables
) -> tuple[Floats, Floats]:
    """Count all that scores say of their rows; return that of the true class and the highest one.

    Parameters
    ----------
    columns : sequence of arrays
        Probabilities of each class, (n_samples,).
    y_true, y_pred, source : arrays of shape (n_samples,)
    tables : ScoreTables
        Is added to.
    """
    n = len(y_true)
    p_true, highest = np.empty(n), np.empty(n)
    rows = [np.ascontiguousarray(codes) for codes in (y_true, y_pred, source)]
    written = (tables.cells, tables.margins, tables.ranks, *tables.brier, p_true, highest)
    addresses = (array.ctypes.data for array in (*rows, *written))
    _library().count_scores(*_given(columns), *addresses)
    return p_true, highest


def sum_exactly(values: Floats, place: Codes, n_sums: int) -> Codes:
    """Return the limbs of `ExactSums`, shape (2, n_sums)."""
    limbs = np.zeros((2, n_sums), dtype=np.int64)
    arrays = (np.ascontiguousarray(values), np.ascontiguousarray(place), *limbs)
    _library().sum_exactly(len(values), *(array.ctypes.data for array in arrays))
    return limbs


def _given(columns: Columns) -> tuple[int, int, bool, Array[c_void_p]]:
    """Return rows, classes, whether they are float32, and where each column starts."""
    addresses = [column.ctypes.data for column in columns]
    narrow = columns[0].dtype == np.float32
    return len(columns[0]), len(columns), narrow, (c_void_p * len(columns))(*addresses)


def _library() -> CDLL:
    loaded = library()
    if loaded is None:
        raise RuntimeError("loops were not compiled; ask are_compiled() first")
    return loaded
