"""How often something happened where the model gave it a probability, counted by probability."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.cells import add_at, add_floats_at, count_codes, merge_two
from afterfit.statistics.fine_bins import EDGES, N_FINE, N_PLACES, STEPS, FineBins
from afterfit.statistics.reliability_bins import ReliabilityBins
from afterfit.statistics.score_counts import ScoreCounts
from afterfit.statistics.score_levels import ScoreLevels
from afterfit.statistics.scored_rows import at_class


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
    """group · 7681 + fine bin, 7680 for a probability of 1; rising, shape (n_cells,)."""
    n: NDArray[np.int64]
    """Samples of each cell, at least 1, shape (n_cells,)."""
    hits: NDArray[np.int64]
    """Samples of each cell where it happened, shape (n_cells,)."""
    excess: NDArray[np.int64]
    """Sum of probability above the lower edge of the fine bin, in 2^-31 of a bin, (n_cells,)."""

    @classmethod
    def zero(cls, n_groups: int) -> Self:
        """Return the counts of no samples."""
        none = np.zeros(0, dtype=np.int64)
        return cls(n_groups, none, none, none, none)

    @classmethod
    def from_columns(cls, probability: NDArray[np.float64], happened: NDArray[np.bool_]) -> Self:
        """Count one batch; both arrays of shape (n_samples, n_groups), each column a group."""
        columns, bins = np.ascontiguousarray(probability.T), FineBins()
        fine = [
            bins.places(column)[outcome]
            for column, outcome in zip(columns, happened.T, strict=True)
        ]
        group = np.repeat(np.arange(len(columns)), [len(part) for part in fine])
        return cls._of(columns, group * N_PLACES + np.concatenate(fine), bins)

    @classmethod
    def one_vs_rest(cls, columns: NDArray[np.float64], y_true: NDArray[np.int64]) -> Self:
        """Count the scores of every class, each a group, as to whether samples belong to it.

        Parameters
        ----------
        columns : array of shape (n_classes, n_samples)
            Scores, each class contiguous.
        y_true : array of shape (n_samples,)
        """
        bins = FineBins()
        own = bins.places(at_class(columns, y_true))
        return cls._of(columns, y_true * N_PLACES + own, bins)

    @classmethod
    def of_tables(
        cls, n: NDArray[np.int64], hits: NDArray[np.int64], excess: NDArray[np.int64]
    ) -> Self:
        """Return counts from tables of all cells, each of shape (n_groups, 7681)."""
        cells = np.flatnonzero(n)
        return cls(len(n), cells, *(table.reshape(-1)[cells] for table in (n, hits, excess)))

    @classmethod
    def _of(
        cls, columns: NDArray[np.float64], hit_cells: NDArray[np.int64], bins: FineBins
    ) -> Self:
        counted = [bins.count(column) for column in columns]
        seen = [np.flatnonzero(n) for n, _ in counted]
        cells = np.concatenate([group * N_PLACES + fine for group, fine in enumerate(seen)])
        n, excess = (
            np.concatenate([part[fine] for part, fine in zip(parts, seen, strict=True)])
            for parts in zip(*counted, strict=True)
        )
        hit, times = count_codes(hit_cells, len(columns) * N_PLACES)
        hits = np.zeros(len(cells), dtype=np.int64)
        hits[np.searchsorted(cells, hit)] = times
        return cls(len(columns), cells, n, hits, excess)

    def __add__(self, other: Self) -> Self:
        both = ((one.cells, one.n, one.hits, one.excess) for one in (self, other))
        return type(self)(self.n_groups, *merge_two(*both))

    def equal_width(self, group: int, n_bins: int) -> ReliabilityBins:
        """Return bins of the same width; *n_bins* divides 7680. A bin holds its lower edge."""
        return self._bins(group, np.arange(n_bins + 1) * (N_FINE // n_bins))

    def equal_mass(self, group: int, n_bins: int) -> ReliabilityBins:
        """Return at most *n_bins* bins of nearly the same number of samples.

        Edges lie on fine bins, so equal scores are never split. A score that many samples share
        makes its bin larger, and the bins fewer.
        """
        fine = self._fine(group)
        reached = fine.n.cumsum()
        wanted = np.arange(1, n_bins) * reached[-1] / n_bins
        inner = np.searchsorted(reached, wanted, side="left") + 1
        edges = np.concatenate([[0], inner, [N_FINE]])
        # NumPy's unique would import all of its masked arrays to ask whether this is one.
        return self._bins(group, edges[np.append(edges[1:] > edges[:-1], True)])

    def levels(self, group: int) -> ScoreLevels:
        """Return hits as positives, others as negatives, at falling lower edges of fine bins.

        A threshold at an edge takes the whole bin and no other, so counts at it are exact.
        """
        fine, own = self._own(group)
        edges, n, hits = EDGES[fine], self.n[own], self.hits[own]
        mixed = (self.excess[own] > 0) & (n > 1)  # else all of them lie on the edge itself
        counts = ScoreCounts(edges[::-1], hits[::-1], (n - hits)[::-1])
        return ScoreLevels(counts, mixed[::-1])

    def _fine(self, group: int) -> ReliabilityBins:
        fine, own = self._own(group)
        probability = (self.n[own] * fine + self.excess[own] / STEPS) / N_FINE
        last = np.minimum(fine, N_FINE - 1)
        n, hits = add_at(last, self.n[own], N_FINE), add_at(last, self.hits[own], N_FINE)
        return ReliabilityBins(EDGES, n, hits, add_floats_at(last, probability, N_FINE))

    def _own(self, group: int) -> tuple[NDArray[np.int64], slice]:
        """Return the fine bins of a group, and where its cells are."""
        start, end = np.searchsorted(self.cells, [group * N_PLACES, (group + 1) * N_PLACES])
        return self.cells[start:end] - group * N_PLACES, slice(start, end)

    def _bins(self, group: int, starts: NDArray[np.int64]) -> ReliabilityBins:
        fine = self._fine(group)
        sums = (
            np.add.reduceat(values, starts[:-1]) for values in (fine.n, fine.hits, fine.probability)
        )
        return ReliabilityBins(EDGES[starts], *sums)
