"""How often something happened where the model gave it a probability, counted by probability."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.cells import add_at, merge_cells
from afterfit.statistics.reliability_bins import ReliabilityBins

N_FINE = 3840
"""Fine bins from 0 to 1. A multiple of 10 and 15, the usual numbers of bins, and of 256: every
level of an int8 output, k / 256, is the lower edge of a fine bin, so no edge falls between."""

_EDGES = np.arange(N_FINE + 1) / N_FINE
_SCALE = 2.0**44  # resolution of kept sums; 2^31 samples in one fine bin still fit in 63 bits


@dataclass(frozen=True, slots=True, eq=False)
class Reliability:
    """For each group and fine bin of probability: samples, hits, and the sum of probabilities.

    All three are whole numbers, so that adding batches in any order gives the same to the last
    bit. A group is a class, or stands alone where the probability is that of the predicted class.

    Examples
    --------
    >>> batch = Reliability.from_columns(np.array([[0.25], [0.75]]), np.array([[False], [True]]))
    >>> bins = (batch + batch).equal_width(0, 2)
    >>> bins.n.tolist(), bins.hits.tolist(), bins.probability.tolist()
    ([2, 2], [0, 2], [0.5, 1.5])
    """

    n_groups: int
    cells: NDArray[np.int64]
    """group · 3840 + fine bin, rising, shape (n_cells,)."""
    n: NDArray[np.int64]
    """Samples of each cell, at least 1, shape (n_cells,)."""
    hits: NDArray[np.int64]
    """Samples of each cell where it happened, shape (n_cells,)."""
    excess: NDArray[np.int64]
    """Sum of probability above the lower edge of the fine bin, in 2^-44, shape (n_cells,)."""

    @classmethod
    def zero(cls, n_groups: int) -> Self:
        """Return the counts of no samples."""
        none = np.zeros(0, dtype=np.int64)
        return cls(n_groups, none, none, none, none)

    @classmethod
    def from_columns(cls, probability: NDArray[np.float64], happened: NDArray[np.bool_]) -> Self:
        """Count one batch; both arrays of shape (n_samples, n_groups), each column a group."""
        columns = range(probability.shape[1])
        counted = [_count(probability[:, column], happened[:, column]) for column in columns]
        shifted = [
            (fine + column * N_FINE, *rest)
            for column, (fine, *rest) in zip(columns, counted, strict=True)
        ]
        return cls(len(columns), *(np.concatenate(part) for part in zip(*shifted, strict=True)))

    def __add__(self, other: Self) -> Self:
        both = (
            np.concatenate([getattr(self, name), getattr(other, name)])
            for name in ("cells", "n", "hits", "excess")
        )
        return type(self)(self.n_groups, *merge_cells(*both))

    def equal_width(self, group: int, n_bins: int) -> ReliabilityBins:
        """Return bins of the same width; *n_bins* divides 3840. A bin holds its lower edge."""
        return self._bins(group, np.arange(n_bins + 1) * (N_FINE // n_bins))

    def equal_mass(self, group: int, n_bins: int) -> ReliabilityBins:
        """Return at most *n_bins* bins of nearly the same number of samples.

        Edges lie on fine bins, so equal scores are never split. A score that many samples share
        makes its bin larger, and the bins fewer.
        """
        fine = self._of(group)
        reached = fine.n.cumsum()
        wanted = np.arange(1, n_bins) * reached[-1] / n_bins
        inner = np.searchsorted(reached, wanted, side="left") + 1
        return self._bins(group, np.unique(np.concatenate([[0], inner, [N_FINE]])))

    def _of(self, group: int) -> ReliabilityBins:
        start, end = np.searchsorted(self.cells, [group * N_FINE, (group + 1) * N_FINE])
        fine = self.cells[start:end] - group * N_FINE
        n, hits = np.zeros(N_FINE, dtype=np.int64), np.zeros(N_FINE, dtype=np.int64)
        probability = np.zeros(N_FINE)
        n[fine], hits[fine] = self.n[start:end], self.hits[start:end]
        probability[fine] = self.excess[start:end] / _SCALE + n[fine] * _EDGES[fine]
        return ReliabilityBins(_EDGES, n, hits, probability)

    def _bins(self, group: int, starts: NDArray[np.int64]) -> ReliabilityBins:
        fine = self._of(group)
        sums = (
            np.add.reduceat(values, starts[:-1]) for values in (fine.n, fine.hits, fine.probability)
        )
        return ReliabilityBins(_EDGES[starts], *sums)


def _count(
    probability: NDArray[np.float64], happened: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], ...]:
    place = _fine_bin(probability)
    excess = np.rint((probability - _EDGES[place]) * _SCALE).astype(np.int64)
    n = np.bincount(place, minlength=N_FINE)
    hits = np.bincount(place[happened], minlength=N_FINE)
    seen = np.flatnonzero(n)
    return seen, n[seen], hits[seen], add_at(place, excess, N_FINE)[seen]


def _fine_bin(probability: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the bin of each probability; 1 and what rounding put above it are in the last."""
    guess = np.clip((probability * N_FINE).astype(np.int64), 0, N_FINE - 1)
    # The product may round across an edge; comparing with the edges themselves settles it.
    guess -= (probability < _EDGES[guess]) & (guess > 0)
    guess += (probability >= _EDGES[guess + 1]) & (guess < N_FINE - 1)
    return guess
