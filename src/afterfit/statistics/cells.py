"""Counts kept only for the cells that occur: sorted codes, and how often each was seen."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from afterfit import kernels

Codes = NDArray[np.int64]
_EXACT = 2.0**52  # whole numbers up to twice as large are floats

_WORTH = 2


def is_worth_a_table(n_cells: int, n_codes: int) -> bool:
    """Return whether a table of all cells is about as small as the data; it needs no sort."""
    return n_cells <= _WORTH * n_codes


def count_codes(codes: Codes, n_cells: int) -> tuple[Codes, Codes]:
    """Return the distinct *codes*, rising, and the number of times each occurs.

    Parameters
    ----------
    codes : array of shape (n,)
        Whole numbers from 0 to ``n_cells - 1``.
    n_cells : int
        How many different codes there could be.
    """
    if is_worth_a_table(n_cells, len(codes)):
        table = np.bincount(codes, minlength=n_cells)
        cells = np.flatnonzero(table)
        return cells, table[cells]
    cells, counts = np.unique(codes, return_counts=True)
    return cells, counts


def merge_cells(cells: Codes, *counts: Codes) -> tuple[Codes, ...]:
    """Return the distinct *cells*, rising, and the sums of each of *counts* over equal cells."""
    if len(cells) and is_worth_a_table(int(cells.max()) + 1, len(cells)):
        return _sum_in_table(cells, counts)
    # Cells are mostly a few rising runs, which a stable sort merges without comparing all pairs.
    order = np.argsort(cells, kind="stable")
    rising = cells[order]
    first = np.flatnonzero(np.append(rising[:1] == rising[:1], rising[1:] != rising[:-1]))
    if not len(first):
        return rising, *counts
    return rising[first], *(np.add.reduceat(values[order], first) for values in counts)


def _sum_in_table(cells: Codes, counts: Sequence[Codes]) -> tuple[Codes, ...]:
    present = np.flatnonzero(np.bincount(cells))
    length = int(present[-1]) + 1
    return present, *(add_at(cells, values, length)[present] for values in counts)


def merge_two(one: Sequence[Codes], other: Sequence[Codes]) -> Sequence[Codes]:
    """Return cells and counts of both; each holds rising cells, and then arrays of counts.

    Examples
    --------
    >>> one, other = (np.array([2, 5]), np.array([1, 1])), (np.array([5]), np.array([3]))
    >>> [part.tolist() for part in merge_two(one, other)]
    [[2, 5], [1, 4]]
    """
    if kernels.are_compiled():
        return kernels.merge_cells(one, other)
    return merge_cells(*(np.concatenate(parts) for parts in zip(one, other, strict=True)))


def add_at(place: Codes, values: Codes, length: int) -> Codes:
    """Return whole-number sums of *values*, 0 or more, by *place*, shape (length,)."""
    if values.sum(dtype=np.float64) < _EXACT:  # so are all sums in floats, several times faster
        return np.bincount(place, weights=values, minlength=length).astype(np.int64)
    sums = np.zeros(length, dtype=np.int64)
    np.add.at(sums, place, values)
    return sums


def add_floats_at(place: Codes, values: NDArray[np.generic], length: int) -> NDArray[np.float64]:
    """Return sums of *values* by *place* as floats, shape (length,); several times faster."""
    return np.bincount(place, weights=values, minlength=length).astype(np.float64)
