"""Sums of floats that come out the same in whatever order they are added."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.scored_rows import blocks

COARSE = 2.0**20
FINE = 2.0**32


@dataclass(frozen=True, slots=True, eq=False)
class ExactSums:
    """Sums of values in [0, 64), each value as a whole number of 2⁻⁵² in two int64 limbs.

    Floating-point addition rounds, so sums depend on the order of adding; whole numbers do not.
    Only the split of a value rounds, by at most 2⁻⁵³ (1.1e-16), and not at all where the value
    is 0.5 or more. Up to 2³¹ values of one sum fit the limbs.

    References
    ----------
    Demmel & Nguyen (2015), IEEE Transactions on Computers 64(7), 2060-2070: reproducible sums.

    Examples
    --------
    >>> 0.1 + (0.2 + 0.3) == (0.1 + 0.2) + 0.3
    False
    >>> a, b, c = (ExactSums.of(np.array([x]), np.array([0]), n_sums=1) for x in (0.1, 0.2, 0.3))
    >>> (a + (b + c)).floats() == ((a + b) + c).floats()
    array([ True])
    """

    coarse: NDArray[np.int64]
    """Whole parts of the values times 2²⁰, summed, shape (n_sums,)."""
    fine: NDArray[np.int64]
    """What is left of the values in units of 2⁻⁵², summed, shape (n_sums,)."""

    @classmethod
    def zero(cls, n_sums: int) -> Self:
        """Return the sums of no values."""
        none = np.zeros(n_sums, dtype=np.int64)
        return cls(none, none)

    @classmethod
    def of(cls, values: NDArray[np.float64], place: NDArray[np.int64], n_sums: int) -> Self:
        """Sum *values* by *place*, an index of the sum for each of them; both shape (n,)."""
        coarse, fine = np.zeros(n_sums, dtype=np.int64), np.zeros(n_sums, dtype=np.int64)
        for rows in blocks(len(values)):
            scaled = values[rows] * COARSE
            whole = np.floor(scaled)
            rest = np.rint((scaled - whole) * FINE)
            np.add.at(coarse, place[rows], whole.astype(np.int64))
            np.add.at(fine, place[rows], rest.astype(np.int64))
        return cls(coarse, fine)

    def __add__(self, other: Self) -> Self:
        return type(self)(self.coarse + other.coarse, self.fine + other.fine)

    def placed(self, place: NDArray[np.int64], n_sums: int) -> Self:
        """Return *n_sums* sums where sum i of these is number ``place[i]``, the others 0."""
        moved = type(self).zero(n_sums)
        coarse, fine = moved.coarse.copy(), moved.fine.copy()
        coarse[place], fine[place] = self.coarse, self.fine
        return type(self)(coarse, fine)

    def floats(self) -> NDArray[np.float64]:
        """Return the sums as floats, shape (n_sums,)."""
        return np.asarray(self.coarse / COARSE + self.fine / (COARSE * FINE))
