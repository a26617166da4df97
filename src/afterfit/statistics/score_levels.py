"""Scores in levels, and whether a level is one score or a narrow bin of them."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.score_counts import ScoreCounts


@dataclass(frozen=True, slots=True, eq=False)
class ScoreLevels:
    """Positives and negatives of one class by score, as finely as they were kept."""

    counts: ScoreCounts
    mixed: NDArray[np.bool_]
    """Whether the scores of a level may differ, so that their order is not known, (n_levels,)."""

    @classmethod
    def exact(cls, counts: ScoreCounts) -> Self:
        """Return levels that are each a single score."""
        return cls(counts, np.zeros(len(counts.levels), dtype=np.bool_))
