"""How far down the model's list the true class stands."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.records import Predictions
from afterfit.statistics.scored_rows import columns_of, ranks_of
from afterfit.statistics.source_tallies import SourceTallies

N_RANKS = 5
"""Ranks that are counted apart; samples beyond are counted together."""


@dataclass(frozen=True, slots=True, eq=False)
class RankCounts:
    """Samples of each source by the rank of their true class.

    The class with the highest score has rank 0; among equal scores the lower class index comes
    first, as it does for the predicted class.

    Examples
    --------
    >>> counts = RankCounts(np.array([[3, 1, 0, 0, 0, 2]]))
    >>> (counts + counts).top(2).hits.tolist()
    [8]
    """

    counts: NDArray[np.int64]
    """Samples at ranks 0 to 4, then beyond, shape (n_sources, 6)."""

    @classmethod
    def zero(cls, n_sources: int) -> Self:
        """Return the counts of no samples."""
        return cls(np.zeros((n_sources, N_RANKS + 1), dtype=np.int64))

    @classmethod
    def from_predictions(cls, predictions: Predictions) -> Self:
        """Count the predictions of one model on one split."""
        rank = ranks_of(columns_of(predictions.scores), predictions.y_true)
        return cls.of(rank, predictions.source, len(predictions.source_names))

    @classmethod
    def of(cls, rank: NDArray[np.int64], source: NDArray[np.int64], n_sources: int) -> Self:
        """Count one batch; both arrays of shape (n_samples,)."""
        width = N_RANKS + 1
        place = source * width + np.minimum(rank, N_RANKS)
        return cls(np.bincount(place, minlength=n_sources * width).reshape(n_sources, width))

    def __add__(self, other: Self) -> Self:
        return type(self)(self.counts + other.counts)

    def placed(self, place: NDArray[np.int64], n_sources: int) -> Self:
        """Return the same counts with source i called ``place[i]``, one of *n_sources*."""
        counts = np.zeros((n_sources, N_RANKS + 1), dtype=np.int64)
        counts[place] = self.counts
        return type(self)(counts)

    def top(self, k: int) -> SourceTallies:
        """Return samples whose true class is among the first *k*, at most 5; one group."""
        present = self.counts[self.counts.any(axis=1)]
        group = np.zeros(len(present), dtype=np.int64)
        return SourceTallies(1, group, present[:, :k].sum(axis=1), present.sum(axis=1))
