"""Positives and negatives at every score that occurs."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class ScoreCounts:
    """How many positives and negatives got each score; equal scores are one level.

    Those of many batches come from `SortedScores`, which add.

    Examples
    --------
    >>> counts = ScoreCounts.from_scores(np.array([0.2, 0.9, 0.9]), np.array([False, True, False]))
    >>> counts.positives.tolist(), counts.negatives.tolist()
    ([1, 0], [1, 1])
    """

    levels: NDArray[np.float64]
    """Distinct scores, falling, shape (n_levels,)."""
    positives: NDArray[np.int64]
    """Samples of the class at each level, shape (n_levels,)."""
    negatives: NDArray[np.int64]
    """All other samples at each level, shape (n_levels,)."""

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

    @property
    def n_positives(self) -> int:
        """Samples of the class."""
        return int(self.positives.sum())

    @property
    def n_negatives(self) -> int:
        """All other samples."""
        return int(self.negatives.sum())
