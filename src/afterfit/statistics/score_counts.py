"""Positives and negatives at every score that occurs."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.cells import add_at


@dataclass(frozen=True, slots=True, eq=False)
class ScoreCounts:
    """How many positives and negatives got each score; equal scores are one level.

    Examples
    --------
    >>> batch = ScoreCounts.from_scores(np.array([0.2, 0.9, 0.9]), np.array([False, True, False]))
    >>> (batch + batch).positives.tolist(), (batch + batch).negatives.tolist()
    ([2, 0], [2, 2])
    """

    levels: NDArray[np.float64]
    """Distinct scores, falling, shape (n_levels,)."""
    positives: NDArray[np.int64]
    """Samples of the class at each level, shape (n_levels,)."""
    negatives: NDArray[np.int64]
    """All other samples at each level, shape (n_levels,)."""

    @classmethod
    def zero(cls) -> Self:
        """Return the counts of no samples."""
        none = np.zeros(0, dtype=np.int64)
        return cls(np.zeros(0), none, none)

    @classmethod
    def from_scores(cls, scores: NDArray[np.float64], positive: NDArray[np.bool_]) -> Self:
        """Count one batch; both arrays of shape (n_samples,)."""
        rising = np.sort(scores)
        first = np.flatnonzero(np.append(rising[:1] == rising[:1], rising[1:] != rising[:-1]))
        totals = _steps(first, len(rising))
        # Two sorts of plain numbers and a merge beat one argsort several times over.
        starts = np.searchsorted(np.sort(scores[positive]), rising[first], side="left")
        positives = _steps(starts, int(np.count_nonzero(positive)))
        return cls(rising[first][::-1], positives[::-1], (totals - positives)[::-1])

    def __add__(self, other: Self) -> Self:
        levels, place = np.unique(np.concatenate([self.levels, other.levels]), return_inverse=True)
        positives = np.concatenate([self.positives, other.positives])
        negatives = np.concatenate([self.negatives, other.negatives])
        return type(self)(
            levels[::-1],
            add_at(place, positives, len(levels))[::-1],
            add_at(place, negatives, len(levels))[::-1],
        )

    @property
    def n_positives(self) -> int:
        """Samples of the class."""
        return int(self.positives.sum())

    @property
    def n_negatives(self) -> int:
        """All other samples."""
        return int(self.negatives.sum())


def _steps(starts: NDArray[np.int64], end: int) -> NDArray[np.int64]:
    """Return how far each start is from the next, the last from *end*."""
    return np.append(starts[1:], end) - starts if len(starts) else starts
