"""Samples of one class and all others by falling score, each known by its independent unit."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.falling_order import falling_order
from afterfit.statistics.sorted_scores import score_bits

Codes = NDArray[np.int64]
Keys = NDArray[np.uint64]

_UNIT_BITS = np.uint64(32)
_UNIT = np.uint64((1 << 32) - 1)
_HIGHEST = np.uint64((1 << 31) - 1)


@dataclass(frozen=True, slots=True, eq=False)
class PlacedSamples:
    """Which units' samples have each score; the order within a score says nothing.

    Examples
    --------
    >>> score, positive = np.array([0.2, 0.9, 0.9]), np.array([True, True, False])
    >>> placed = PlacedSamples.of(score, positive, np.array([7, 5, 6]))
    >>> placed.positives.tolist(), placed.negatives.tolist()
    ([5, 7], [6])
    """

    keys: Keys
    """By falling score, shape (n_samples,): 31 bits that are equal for equal scores and rise, one
    that is 1 for a positive, and 32 of the unit."""

    @classmethod
    def of(cls, score: NDArray[Any], positive: NDArray[np.bool_], unit: Codes) -> Self:
        """Return the samples in order.

        Parameters
        ----------
        score : array of shape (n_samples,)
            float32 or float64, neither negative nor nan.
        positive : array of shape (n_samples,)
        unit : array of shape (n_samples,)
            Whole numbers below 2^32.
        """
        bits = score_bits(score)
        if bits.dtype != np.uint32:
            return cls(_by_level(score, positive, unit))
        keys = bits.astype(np.uint64)
        np.subtract(_HIGHEST, keys, out=keys)
        _append(keys, positive, unit)
        keys.sort()
        return cls(keys)

    @property
    def positives(self) -> Codes:
        """Units of the positives, by falling score."""
        return (self.keys[self._are_positive()] & _UNIT).astype(np.int64)

    @property
    def negatives(self) -> Codes:
        """Units of the negatives, by falling score."""
        return (self.keys[~self._are_positive()] & _UNIT).astype(np.int64)

    def _are_positive(self) -> NDArray[np.bool_]:
        return ((self.keys >> _UNIT_BITS) & np.uint64(1)).astype(np.bool_)


def _by_level(score: NDArray[Any], positive: NDArray[np.bool_], unit: Codes) -> Keys:
    """Return the keys of scores that 31 bits do not hold: their levels are numbered."""
    order = falling_order(score)
    falling = score[order]
    keys = np.zeros(len(order), dtype=np.uint64)
    np.cumsum(falling[1:] != falling[:-1], out=keys[1:])
    _append(keys, positive[order], unit[order])
    return keys


def _append(keys: Keys, positive: NDArray[np.bool_], unit: Codes) -> None:
    """Write the lower bits of *keys*, which are levels so far."""
    keys <<= np.uint64(1)
    keys |= positive.astype(np.uint64)
    keys <<= _UNIT_BITS
    keys |= unit.view(np.uint64)
