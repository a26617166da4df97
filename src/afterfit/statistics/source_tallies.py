"""Hits and samples of each source, the raw material of intervals that respect recordings."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.source_numbers import SourceNumbers


@dataclass(frozen=True, slots=True, eq=False)
class SourceTallies:
    """Hits among samples, for each pair of a group and a source that occurs.

    A group is whatever a share is wanted for: all samples, the samples of one true class, or the
    samples that were taken for one class.
    """

    n_groups: int
    group: NDArray[np.int64]
    """Group of each pair, shape (n_pairs,)."""
    hits: NDArray[np.int64]
    """Samples of the pair that count for the share, shape (n_pairs,)."""
    totals: NDArray[np.int64]
    """All samples of the pair, at least 1, shape (n_pairs,)."""
    independent: bool = False
    """True where samples have no recording: a source is a group they were dealt to, no more."""

    @classmethod
    def of_samples(
        cls, sources: SourceNumbers, hit: NDArray[np.bool_], among: NDArray[np.bool_]
    ) -> Self:
        """Count hits among some samples, one group; masks of shape (n_samples,)."""
        totals = np.bincount(sources.index[among], minlength=sources.n)
        hits = np.bincount(sources.index[among & hit], minlength=sources.n)
        seen = totals > 0
        group = np.zeros(int(seen.sum()), dtype=np.int64)
        return cls(1, group, hits[seen], totals[seen], sources.independent)
