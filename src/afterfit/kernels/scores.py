"""What C counts of scores, for arrays of NumPy.

Only where `are_compiled`. Scores come as one array a class, all of float32 or all of float64, and
each contiguous; indices are within the tables they point into.
"""

from collections.abc import Sequence
from ctypes import Array, c_void_p
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.kernels.library import addresses as _addresses
from afterfit.kernels.library import loaded_library as _library

Columns = Sequence[NDArray[Any]]
Codes = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class RowTables:
    """What `count_rows` adds to, 0 at first."""

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
    fine = _library().find_highest(*_given(columns), low, high, *_addresses(y_pred))
    return y_pred if fine else None


def count_rows(
    columns: Columns, y_true: Codes, y_pred: Codes, source: Codes, tables: RowTables
) -> tuple[Floats, Floats]:
    """Count what the scores of a row say together; return that of the true class and the highest.

    Parameters
    ----------
    columns : sequence of arrays
        Probabilities of each class, (n_samples,).
    y_true, y_pred, source : arrays of shape (n_samples,)
    tables : RowTables
        Is added to.
    """
    n = len(y_true)
    p_true, highest = np.empty(n), np.empty(n)
    written = (tables.margins, tables.ranks, *tables.brier, p_true, highest)
    _library().count_rows(*_given(columns), *_addresses(y_true, y_pred, source, *written))
    return p_true, highest


def count_places(column: NDArray[Any], samples: Codes, excess: Codes) -> None:
    """Add the probabilities of one class to *samples* and *excess*, (7681,); see `Reliability`."""
    narrow = column.dtype == np.float32
    _library().count_places(len(column), narrow, *_addresses(column, samples, excess))


def count_hits(probability: Floats, group: Codes, hits: Codes) -> None:
    """Add rows to *hits*, (n_groups, 7681), by their group and the place of a probability."""
    _library().count_hits(len(probability), *_addresses(probability, group, hits))


def count_highest(
    highest: Floats, y_true: Codes, y_pred: Codes, samples: Codes, excess: Codes, hits: Codes
) -> None:
    """Add highest scores to *samples* and *excess* as `count_places` does, right ones to *hits*."""
    rows = _addresses(highest, y_true, y_pred)
    _library().count_highest(len(highest), *rows, *_addresses(samples, excess, hits))


def find_errors(y_true: Codes, y_pred: Codes, highest: Floats, limit: int, n_classes: int) -> Codes:
    """Return wrong rows, rising; of each true class the *limit* with the highest scores are there.

    Others may be there too: those that were among the highest so far.
    """
    heaps, found = np.full((n_classes, limit), -1.0), np.empty(len(y_true), dtype=np.int64)
    rows = _addresses(y_true, y_pred, highest)
    n = _library().find_errors(len(y_true), *rows, limit, *_addresses(heaps, found))
    return found[:n].copy()


def count_cells(
    y_true: Codes, y_pred: Codes, source: Codes, highest: Floats, least: float, n_classes: int,
    n_sources: int,
) -> tuple[Codes, Codes]:  # fmt: skip
    """Return rows by number of their cell in `SourceConfusion`: all of them, and the sure ones.

    Both of shape (n_sources · n_classes²,); sure are rows whose *highest* score is *least* or more.
    """
    every, sure = np.zeros((2, n_sources * n_classes**2), dtype=np.int64)
    rows = _addresses(y_true, y_pred, source, highest)
    _library().count_cells(len(y_true), n_classes, *rows, least, *_addresses(every, sure))
    return every, sure


def merge_cells(one: Sequence[Codes], other: Sequence[Codes]) -> list[Codes]:
    """Return rising cells and counts of two such lists, counts of equal cells added.

    Parameters
    ----------
    one, other : sequences of arrays
        Cells, each once, and after them as many arrays of counts; all of the same length.
    """
    room, n_kinds = len(one[0]) + len(other[0]), len(one) - 1
    cells, counts = np.empty(room, dtype=np.int64), np.empty((n_kinds, room), dtype=np.int64)
    lists = [[np.ascontiguousarray(part) for part in parts] for parts in (one, other)]
    of_one, of_other = (_pointers(parts[1:]) for parts in lists)
    n = _library().merge_cells(
        len(one[0]), *_addresses(lists[0][0]), len(other[0]), *_addresses(lists[1][0]),
        n_kinds, of_one, of_other, *_addresses(cells, counts),
    )  # fmt: skip
    return [cells[:n].copy(), *(row[:n].copy() for row in counts)]


def sum_exactly(values: Floats, place: Codes, n_sums: int) -> Codes:
    """Return the limbs of `ExactSums`, shape (2, n_sums)."""
    limbs = np.zeros((2, n_sums), dtype=np.int64)
    _library().sum_exactly(len(values), *_addresses(values, place, *limbs))
    return limbs


def _given(columns: Columns) -> tuple[int, int, bool, Array[c_void_p]]:
    """Return rows, classes, whether they are float32, and where each column starts."""
    narrow = columns[0].dtype == np.float32
    return len(columns[0]), len(columns), narrow, _pointers(columns)


def _pointers(arrays: Columns) -> Array[c_void_p]:
    return (c_void_p * len(arrays))(*_addresses(*arrays))
