"""Where in 7680 bins a probability lies, fast and exactly."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.scored_rows import BLOCK, blocks

N_FINE = 7680
"""Fine bins from 0 to 1. A multiple of 10 and 15, the usual numbers of bins, and of 256: every
level of an int8 output, k / 256, is the lower edge of a fine bin, so no edge falls between, and
levels that a text file rounded to four digits still have bins of their own."""

EDGES = np.arange(N_FINE + 1) / N_FINE
"""Lower edge of each fine bin, and 1."""
N_PLACES = N_FINE + 1
"""The fine bins, and one place for a probability of 1 alone."""
STEPS = 2.0**31
"""Parts of a fine bin that sums are kept in; those of 2^31 samples fit in 63 bits."""
NEAR = 2.0**-38
"""Part of a bin: so close to an edge, rounding could have crossed it."""

_SHIFT = 47  # the excess of a block is at most 2^15 · 2^31, its samples 2^15
_ONE = 1 << _SHIFT

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


def _floats() -> Floats:
    return np.empty(BLOCK)


def _codes() -> Codes:
    return np.empty(BLOCK, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class FineBins:
    """Arrays of one block to write to again and again: fresh ones would cost more than the work."""

    within: Floats = field(default_factory=_floats)
    whole: Floats = field(default_factory=_floats)
    place: Codes = field(default_factory=_codes)
    above: Codes = field(default_factory=_codes)

    def count(self, probability: Floats) -> tuple[Codes, Codes]:
        """Return samples and excess of each place, both of shape (7681,)."""
        n, excess = np.zeros(N_PLACES, dtype=np.int64), np.zeros(N_PLACES, dtype=np.int64)
        both = np.zeros(N_PLACES, dtype=np.int64)
        for rows in blocks(len(probability)):
            place, above = self._settle(probability[rows])
            above += _ONE  # samples in the upper bits, excess in the lower: one pass for two sums
            np.add.at(both, place, above)
            n += both >> _SHIFT
            excess += both & (_ONE - 1)
            both[:] = 0
        return n, excess

    def places(self, probability: Floats) -> Codes:
        """Return the place of each probability, shape (n,)."""
        places = np.empty(len(probability), dtype=np.int64)
        for rows in blocks(len(probability)):
            places[rows], _ = self._settle(probability[rows])
        return places

    def _settle(self, probability: Floats) -> tuple[Codes, Codes]:
        """Return the place of each probability of a block, and its excess above the lower edge.

        The excess is in whole 2^-31 of a bin, rounded up, so that it is 0 on the edge itself
        alone. 1 and what rounding put above it have the place after the last bin. Both arrays are
        written over by the next block.
        """
        n = len(probability)
        within, whole, place, above = (
            self.within[:n],
            self.whole[:n],
            self.place[:n],
            self.above[:n],
        )
        np.multiply(probability, N_FINE, out=within)
        np.floor(within, out=whole)
        np.subtract(within, whole, out=within)
        np.copyto(place, whole, casting="unsafe")
        unsure = within.min() < NEAR or within.max() > 1 - NEAR or whole.max() >= N_FINE
        near = _near_edges(within, whole) if unsure else None
        np.multiply(within, STEPS, out=within)
        np.ceil(within, out=within)
        np.copyto(above, within, casting="unsafe")
        if near is not None:
            _settle_by_edges(probability, place, above, near)
        return place, above


def _near_edges(within: Floats, whole: Floats) -> Codes:
    return np.flatnonzero((within < NEAR) | (within > 1 - NEAR) | (whole >= N_FINE))


def _settle_by_edges(probability: Floats, place: Codes, above: Codes, near: Codes) -> None:
    """Write again what is *near* an edge, by comparing with the edges themselves."""
    p = np.minimum(probability[near], 1.0)
    nearest = np.rint(p * N_FINE).astype(np.int64)
    nearest -= p < EDGES[nearest]
    place[near] = nearest
    above[near] = np.ceil((p - EDGES[nearest]) * (N_FINE * STEPS)).astype(np.int64)
