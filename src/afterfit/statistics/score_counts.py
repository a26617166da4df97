"""Positives and negatives at every score that occurs."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.falling_order import falling_order


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
        rising = np.sort(scores + 0.0)  # -0.0 and 0.0 are one level
        first = np.flatnonzero(np.append(rising[:1] == rising[:1], rising[1:] != rising[:-1]))
        levels, totals = rising[first], np.diff(first, append=len(rising))
        # Finding the levels of sorted positives beats one argsort of all scores several times over.
        places = np.searchsorted(levels, np.sort(scores[positive]))
        positives = np.bincount(places, minlength=len(levels))
        return cls(levels[::-1], positives[::-1], (totals - positives)[::-1])

    def __add__(self, other: Self) -> Self:
        levels = np.concatenate([self.levels, other.levels])
        order = falling_order(levels)
        falling = levels[order]
        first = np.flatnonzero(np.append(falling[:1] == falling[:1], falling[1:] != falling[:-1]))
        return type(self)(
            falling[first],
            _sums(np.concatenate([self.positives, other.positives])[order], first),
            _sums(np.concatenate([self.negatives, other.negatives])[order], first),
        )

    @property
    def n_positives(self) -> int:
        """Samples of the class."""
        return int(self.positives.sum())

    @property
    def n_negatives(self) -> int:
        """All other samples."""
        return int(self.negatives.sum())


def _sums(values: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the sum of *values* from each start to the next."""
    if len(starts) == len(values):  # floats of a model are mostly all different
        return values
    return np.add.reduceat(values, starts)
