"""Cells of the confusion matrices of sources that are numbered as they come."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.cells import is_worth_a_table, merge_cells

Codes = NDArray[np.int64]

_MOST = 1 << 20
"""Cells that are kept before those that occur twice are sought."""


@dataclass(frozen=True, slots=True, eq=False)
class FoundCells:
    """Cells that occur in a batch; its sources have numbers of their own."""

    place: Codes
    """What the counter calls each source of the batch, shape (n_sources,)."""
    cells: NDArray[Any]
    """(source · n_classes + true class) · n_classes + predicted class, shape (n_cells,)."""
    every: NDArray[Any]
    """Rows of each cell, at least 1, shape (n_cells,)."""
    sure: NDArray[Any]
    """Those whose answer is sure enough, the same shape."""

    @classmethod
    def of_tables(cls, place: Codes, every: Codes, sure: Codes) -> "FoundCells":
        """Return what two tables of all cells of a batch hold; rows of a batch are below 2³¹."""
        at = np.flatnonzero(every)
        cells = at.astype(np.int32) if len(every) < 1 << 31 else at
        return cls(place, cells, every[at].astype(np.int32), sure[at].astype(np.int32))

    def renumbered(self, place: Codes, n_pairs: int) -> Codes:
        """Return the cells, in matrices of *n_pairs*, with the counter's source i ``place[i]``."""
        source = self.cells // n_pairs
        shift = (place[self.place] - np.arange(len(self.place))) * n_pairs
        return np.asarray(self.cells + shift[source])


@dataclass(slots=True, eq=False)
class SourceCells:
    """Cells that occur in batches, and how often.

    They are kept as they come, and put together when all names of sources are known, or when there
    are so many that most must be the same again.

    Examples
    --------
    >>> cells = SourceCells(n_classes=2)
    >>> cells.take(FoundCells.of_tables(np.array([1]), np.array([3, 0, 0, 2]), np.zeros(4, int)))
    >>> cells.take(FoundCells.of_tables(np.array([1]), np.array([1, 0, 0, 0]), np.ones(4, int)))
    >>> [part.tolist() for part in cells.in_order(np.array([1, 0]))]
    [[0, 3], [4, 2], [1, 0]]
    """

    n_classes: int
    _found: list[FoundCells] = field(default_factory=list)
    _n_kept: int = 0
    _most: int = field(default_factory=lambda: _MOST)

    def take(self, found: FoundCells) -> None:
        """Add the cells of one more batch."""
        self._found.append(found)
        self._n_kept += len(found.cells)
        if self._n_kept > self._most:
            self._put_together()

    def absorb(self, other: "SourceCells", place: Codes) -> None:
        """Add what another has kept, whose sources are called *place* here."""
        for one in other._found:
            self.take(FoundCells(place[one.place], one.cells, one.every, one.sure))

    def in_order(self, place: Codes) -> tuple[Codes, Codes, Codes]:
        """Return all cells, rising, and both counts, with source i called ``place[i]``."""
        n_pairs, n_rows = self.n_classes**2, sum(int(one.every.sum()) for one in self._found)
        numbered = (one.renumbered(place, n_pairs) for one in self._found)
        if is_worth_a_table(len(place) * n_pairs, n_rows):
            every, sure = np.zeros((2, len(place) * n_pairs), dtype=np.int64)
            for cells, one in zip(numbered, self._found, strict=True):
                every[cells] += one.every  # each cell comes once in a batch
                sure[cells] += one.sure
            at = np.flatnonzero(every)
            return at, every[at], sure[at]
        none = np.zeros(0, dtype=np.int64)
        at = np.concatenate([none, *numbered])
        every = np.concatenate([none, *(one.every for one in self._found)])
        sure = np.concatenate([none, *(one.sure for one in self._found)])
        at, every, sure = merge_cells(at, every, sure)
        return at, every, sure

    def _put_together(self) -> None:
        n_sources = 1 + max(int(one.place.max(initial=-1)) for one in self._found)
        every = np.arange(n_sources)
        self._found = [FoundCells(every, *self.in_order(every))]
        self._n_kept = len(self._found[0].cells)
        self._most = max(_MOST, 2 * self._n_kept)  # each cell is moved but seldom
