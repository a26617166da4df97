"""What one pass over two models on the same samples keeps of how they differ."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from afterfit.errors import InputError
from afterfit.records import Predictions
from afterfit.statistics.paired_counts import PairedCounts
from afterfit.statistics.same_samples import check_same_samples
from afterfit.statistics.source_numbers import number_sources
from afterfit.statistics.vocabulary import places, united


@dataclass(frozen=True, slots=True, eq=False)
class PairedTally:
    """Samples of each source that only one of two models got right; batches add in any order."""

    reference: str
    """Variant of the first model."""
    candidate: str
    """Variant of the second model."""
    split: str
    source_names: tuple[str, ...]
    """Sources that have samples, sorted; empty where samples have no recording."""
    counts: PairedCounts
    """By source; where samples have no recording, by groups they were dealt to."""
    n_disagreements: int
    """Samples where the two predicted different classes."""

    @classmethod
    def of(cls, reference: Predictions, candidate: Predictions, first_row: int = 0) -> Self:
        """Count one batch whose rows are the same samples in the same order.

        Raises
        ------
        InputError
            When they are not; *first_row* is the number of the first row, for the message.
        """
        check_same_samples(reference, candidate, first_row)
        sources = number_sources(reference)
        return cls(
            reference=reference.variant,
            candidate=candidate.variant,
            split=reference.split,
            source_names=sources.names,
            counts=PairedCounts.of(
                sources, reference.y_pred == reference.y_true, candidate.y_pred == candidate.y_true
            ),
            n_disagreements=int(np.count_nonzero(reference.y_pred != candidate.y_pred)),
        )

    def __add__(self, other: Self) -> Self:
        mine = (self.reference, self.candidate, self.split)
        if mine != (other.reference, other.candidate, other.split):
            raise InputError("only batches of the same two variants on one split add up")
        names = united(self.source_names, other.source_names)
        return replace(
            self,
            source_names=names,
            counts=self._placed(names) + other._placed(names),
            n_disagreements=self.n_disagreements + other.n_disagreements,
        )

    def _placed(self, names: tuple[str, ...]) -> PairedCounts:
        if names == self.source_names:
            return self.counts
        return self.counts.placed(places(self.source_names, names), len(names))
