"""What C counts of scores, for arrays of NumPy.

Only where `are_compiled`. Scores come as one array a class, all of float32 or all of float64, and
each contiguous; indices are within the tables they point into.
"""

from collections.abc import Sequence
from ctypes import Array, Structure, byref, c_double, c_int64, c_void_p
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.kernels.library import addresses as _addresses
from afterfit.kernels.library import loaded_library as _library

Columns = Sequence[NDArray[Any]]
Codes = NDArray[np.int64]
ShortCodes = NDArray[np.int32]
Floats = NDArray[np.float64]
Runs = tuple[Codes, Codes]
"""Source of rows that follow each other, and how many these are; each of shape (n_runs,)."""


@dataclass(frozen=True, slots=True, eq=False)
class RowTables:
    """What `count_rows` adds to, 0 at first where nothing else is said."""

    least: float
    """Lowest highest score of a sure row."""
    margins: Codes
    """(n_classes, 2, 20); see `MarginCounts`."""
    top: Codes
    """Rows by the place of their highest score, those of them that are right, and what the scores
    are above the lower edge of their bin, (7681, 3); see `Reliability`."""
    class_hits: Codes
    """Rows by true class and the place of its score, (n_classes, 7681)."""
    heaps: Floats
    """Highest scores of wrong rows so far, (n_classes, limit), -1 at first; no errors are looked
    for where the limit is 0."""
    ranks: Codes
    """(n_sources, 6); see `RankCounts`."""
    brier: Codes
    """Limbs of the Brier score by source, (2, n_sources); see `ExactSums`."""
    cells: Codes | None
    """All rows, then the sure ones, by cell of `SourceConfusion`, (2, n_sources · n_classes²); None
    where that is too large a table."""


class _Tables(Structure):
    _fields_ = (
        ("least", c_double),
        ("limit", c_int64),
        *((name, c_void_p) for name in ("margins", "top", "class_hits", "heaps")),
        *((name, c_void_p) for name in ("ranks", "coarse", "fine", "cells", "sure_cells")),
    )


def find_highest(columns: Columns, low: float, high: float) -> ShortCodes | None:
    """Return the class with the highest score of each row, the lowest index among equals, (n,).

    None where a score is negative or nan, or where the sum of a row is not from *low* to *high*.
    """
    n = len(columns[0])
    y_pred = np.empty(n, dtype=np.int32)
    fine = _library().find_highest(*_given(columns), low, high, *_addresses(y_pred))
    return y_pred if fine else None


def count_rows(
    columns: Columns,
    y_true: ShortCodes,
    y_pred: ShortCodes,
    runs: Runs,
    tables: RowTables,
    written: tuple[Floats, Floats, Codes],
) -> int:
    """Count what the scores of a row say together.

    Parameters
    ----------
    columns : sequence of arrays
        Probabilities of each class, (n_samples,).
    y_true, y_pred : arrays of shape (n_samples,)
    runs : pair of arrays
        Whose lengths sum to the number of samples, at least 1.
    tables : RowTables
        Is added to.
    written : three arrays of shape (n_samples,)
        Are written: the score of the true class of each row, at least what a logarithm takes and at
        most 1; the highest score of each row; and wrong rows, rising, among which are those of each
        true class with the highest scores.

    Returns
    -------
    int
        How many wrong rows were written.
    """
    rows = _addresses(y_true, y_pred, *runs)
    n_found: int = _library().count_rows(
        *_given(columns), *rows, byref(_tables(tables)), *_addresses(*written)
    )
    return n_found


def _tables(tables: RowTables) -> _Tables:
    cells = [None, None] if tables.cells is None else _addresses(*tables.cells)
    kept = (tables.margins, tables.top, tables.class_hits, tables.heaps)
    by_source = (tables.ranks, *tables.brier)
    return _Tables(tables.least, tables.heaps.shape[1], *_addresses(*kept, *by_source), *cells)


def count_places(columns: Columns, samples: Codes, excess: Codes) -> None:
    """Add the probabilities of each class to *samples* and *excess*, (n_classes, 7681).

    `Reliability` says what these are.
    """
    _library().count_places(*_given(columns), *_addresses(samples, excess))


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


def subtract_exactly(values: Floats, runs: Runs, limbs: Codes) -> None:
    """Add the negatives of *values*, from -64 to 0, to the *limbs* of `ExactSums`, (2, n_sources).

    *runs* tell the source of each value.
    """
    _library().subtract_exactly(len(values), *_addresses(values, *runs, *limbs))


def _given(columns: Columns) -> tuple[int, int, bool, Array[c_void_p]]:
    """Return rows, classes, whether they are float32, and where each column starts."""
    narrow = columns[0].dtype == np.float32
    return len(columns[0]), len(columns), narrow, _pointers(columns)


def _pointers(arrays: Columns) -> Array[c_void_p]:
    return (c_void_p * len(arrays))(*_addresses(*arrays))
