"""The samples on which two models answer differently, the furthest moved first."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.records import Predictions
from afterfit.statistics.source_numbers import SourceNumbers
from afterfit.statistics.top_errors import Codes, most_confident

FLIPS_KEPT = 100
"""Samples kept for each direction; more than one person looks through."""
LOST, WON, MOVED = 0, 1, 2
"""Directions: right to wrong, wrong to right, and from one wrong class to another."""
_COLUMNS = (
    *("row", "direction", "true_class", "reference_class", "candidate_class", "source", "offset"),
    *("reference_score", "candidate_score", "moved"),
)


@dataclass(frozen=True, slots=True, eq=False)
class TopFlips:
    """Samples with different predictions by direction, as many as the limit; batches add.

    All arrays have shape (n_kept,). What is kept depends on nothing but the rows.
    """

    row: Codes
    """Number of the row among those of the split, unique."""
    direction: Codes
    """`LOST`, `WON` or `MOVED`; rising."""
    true_class: Codes
    reference_class: Codes
    candidate_class: Codes
    source: Codes
    """Index of the source."""
    offset: Codes
    """Place in the source."""
    reference_score: NDArray[np.float64]
    """Score that the reference gave to its own class."""
    candidate_score: NDArray[np.float64]
    """Score that the candidate gave to its own class."""
    moved: NDArray[np.float64]
    """Σ|Δp| / 2 over the classes."""

    @classmethod
    def of(
        cls, reference: Predictions, candidate: Predictions, sources: SourceNumbers, first_row: int
    ) -> Self:
        """Select from one batch whose rows are the same samples in the same order."""
        rows = np.flatnonzero(reference.y_pred != candidate.y_pred)
        truth, old, new = (
            part[rows] for part in (reference.y_true, reference.y_pred, candidate.y_pred)
        )
        gaps = np.abs(reference.scores[rows] - candidate.scores[rows]).sum(axis=1) / 2
        return cls(
            row=rows + first_row,
            direction=np.where(old == truth, LOST, np.where(new == truth, WON, MOVED)),
            true_class=truth,
            reference_class=old,
            candidate_class=new,
            source=sources.index[rows],
            offset=reference.offset[rows],
            reference_score=reference.scores[rows, old],
            candidate_score=candidate.scores[rows, new],
            moved=gaps,
        ).first_of_each_direction()

    def __len__(self) -> int:
        return len(self.row)

    def __add__(self, other: Self) -> Self:
        both = {
            name: np.concatenate([getattr(self, name), getattr(other, name)]) for name in _COLUMNS
        }
        return type(self)(**both).first_of_each_direction()

    def placed(self, place: Codes) -> Self:
        """Return the same rows with source i called ``place[i]``."""
        return replace(self, source=place[self.source])

    def first_of_each_direction(self) -> Self:
        """Return the rows in order, those beyond the limit left out."""
        kept = most_confident(self.direction, self.moved, self.row, FLIPS_KEPT)
        return type(self)(**{name: getattr(self, name)[kept] for name in _COLUMNS})
