"""Numbers of a column of any length, counted so finely that quantiles can be told."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.cells import Codes

MOST_CELLS = 1 << 16
"""With more different numbers, neighbours share a cell."""


@dataclass(frozen=True, slots=True, eq=False)
class NumberLevels:
    """How often each number, or each small range of numbers, was seen.

    Numbers are kept as they are while there are few. With more of them, the last bits of their
    floats are dropped, for all alike and no more of them than needed: how many are dropped
    depends on the set of numbers alone, so sums do not depend on how a table is cut or who adds.

    Examples
    --------
    >>> halves = NumberLevels.of(np.array([3.0, 1.0])), NumberLevels.of(np.array([1.0, 2.0]))
    >>> (halves[0] + halves[1]).limits(2)
    (2.0,)
    """

    dropped_bits: int
    """Last bits of each float that were dropped; 0 while numbers are exact."""
    cells: NDArray[np.int64]
    """Codes in the order of their numbers, rising, shape (n_cells,)."""
    counts: NDArray[np.int64]
    """Numbers of each cell, at least 1, shape (n_cells,)."""

    @classmethod
    def of(cls, numbers: NDArray[np.float64], most: int = MOST_CELLS) -> Self:
        """Count *numbers*, none of them nan; at most *most* cells are kept."""
        cells, counts = np.unique(_ordered(numbers), return_counts=True)
        return cls(0, cells, counts.astype(np.int64))._fitting(most)

    def plus(self, other: Self, most: int = MOST_CELLS) -> Self:
        """Return the counts of both, in at most *most* cells."""
        bits = max(self.dropped_bits, other.dropped_bits)
        one, more = self._dropping(bits), other._dropping(bits)
        cells = np.concatenate([one.cells, more.cells])
        order = np.argsort(cells, kind="stable")
        counts = np.concatenate([one.counts, more.counts])
        return type(self)(bits, *_joined(cells[order], counts[order]))._fitting(most)

    def __add__(self, other: Self) -> Self:
        return self.plus(other)

    @property
    def is_exact(self) -> bool:
        """Whether each cell holds one number."""
        return self.dropped_bits == 0

    @property
    def lowest(self) -> NDArray[np.float64]:
        """Lowest number that each cell could hold, shape (n_cells,)."""
        return _numbers(self.cells << self.dropped_bits)

    def limits(self, n_ranges: int) -> tuple[float, ...]:
        """Return the limits between *n_ranges* ranges of about equal counts, rising.

        They are rounded to the fewest digits, three or more, with which no range loses half of its
        rows, so that they read well; there are fewer of them where many numbers are equal.
        """
        exact = self._limits(n_ranges)
        wanted = self._sizes(exact)
        for digits in range(3, 17):
            rounded = np.array([float(f"{limit:.{digits}g}") for limit in exact])
            sizes = self._sizes(rounded)
            if (np.diff(rounded) > 0).all() and (2 * sizes >= wanted).all():
                return tuple(rounded.tolist())
        return tuple(exact.tolist())

    def _limits(self, n_ranges: int) -> NDArray[np.float64]:
        below = np.cumsum(self.counts) - self.counts  # rows below each cell
        targets = self.counts.sum() * np.arange(1, n_ranges) / n_ranges
        nearest = [int(np.abs(below - target).argmin()) for target in targets]
        limits = self.lowest[sorted({place for place in nearest if place > 0})]
        return np.asarray(limits[np.isfinite(limits)])

    def _sizes(self, limits: NDArray[np.float64]) -> NDArray[np.int64]:
        place = np.searchsorted(limits, self.lowest, side="right")
        sizes = np.bincount(place, weights=self.counts, minlength=len(limits) + 1)
        return sizes.astype(np.int64)

    def _dropping(self, bits: int) -> Self:
        if bits == self.dropped_bits:
            return self
        cells = self.cells >> (bits - self.dropped_bits)
        return type(self)(bits, *_joined(cells, self.counts))

    def _fitting(self, most: int) -> Self:
        levels = self
        while len(levels.cells) > most:
            levels = levels._dropping(levels.dropped_bits + 1)
        return levels


def _joined(cells: Codes, counts: Codes) -> tuple[Codes, Codes]:
    """Return the distinct of some rising cells, and the sums of their counts."""
    if not len(cells):
        return cells, counts
    starts = np.flatnonzero(np.append(True, cells[1:] != cells[:-1]))
    return cells[starts], np.add.reduceat(counts, starts)


def _ordered(numbers: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the bits of floats as whole numbers of the same order."""
    bits = (numbers.astype(np.float64) + 0.0).view(np.int64)  # + 0.0 turns -0.0 into 0.0
    return np.where(bits < 0, bits ^ np.int64(0x7FFF_FFFF_FFFF_FFFF), bits)


def _numbers(ordered: NDArray[np.int64]) -> NDArray[np.float64]:
    bits = np.where(ordered < 0, ordered ^ np.int64(0x7FFF_FFFF_FFFF_FFFF), ordered)
    return bits.view(np.float64)
