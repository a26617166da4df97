"""What one pass over two models on the same samples keeps of how they differ."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from afterfit.errors import InputError
from afterfit.records import Predictions
from afterfit.statistics.paired_classes import PairedClasses
from afterfit.statistics.paired_counts import PairedCounts
from afterfit.statistics.same_samples import check_same_samples
from afterfit.statistics.score_drift import DriftCounts
from afterfit.statistics.source_numbers import number_sources
from afterfit.statistics.top_flips import TopFlips
from afterfit.statistics.vocabulary import places, united


@dataclass(frozen=True, slots=True, eq=False)
class PairedTally:
    """Where two models differ: in outcomes by source and class, in scores, sample by sample.

    Batches add in any order.
    """

    reference: str
    """Variant of the first model."""
    candidate: str
    """Variant of the second model."""
    split: str
    source_names: tuple[str, ...]
    """Sources that have samples, sorted; empty where samples have no recording."""
    counts: PairedCounts
    """By source; where samples have no recording, by groups they were dealt to."""
    classes: PairedClasses
    """The same for each true class."""
    n_disagreements: int
    """Samples where the two predicted different classes."""
    drift: DriftCounts
    flips: TopFlips

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
        right = reference.y_pred == reference.y_true, candidate.y_pred == candidate.y_true
        return cls(
            reference=reference.variant,
            candidate=candidate.variant,
            split=reference.split,
            source_names=sources.names,
            counts=PairedCounts.of(sources, *right),
            classes=PairedClasses.of(sources, reference.y_true, len(reference.class_names), *right),
            n_disagreements=int(np.count_nonzero(reference.y_pred != candidate.y_pred)),
            drift=DriftCounts.of(reference, candidate),
            flips=TopFlips.of(reference, candidate, sources, first_row),
        )

    def __add__(self, other: Self) -> Self:
        mine = (self.reference, self.candidate, self.split)
        if mine != (other.reference, other.candidate, other.split):
            raise InputError("only batches of the same two variants on one split add up")
        names = united(self.source_names, other.source_names)
        one, more = self._placed(names), other._placed(names)
        return replace(
            one,
            counts=one.counts + more.counts,
            classes=one.classes + more.classes,
            n_disagreements=one.n_disagreements + more.n_disagreements,
            drift=one.drift + more.drift,
            flips=one.flips + more.flips,
        )

    def _placed(self, names: tuple[str, ...]) -> Self:
        """Return the same tally with sources numbered as in *names*, which holds them all."""
        if names == self.source_names:
            return self
        place, n = places(self.source_names, names), len(names)
        return replace(
            self,
            source_names=names,
            counts=self.counts.placed(place, n),
            classes=self.classes.placed(place, n),
            flips=self.flips.placed(place),
        )
