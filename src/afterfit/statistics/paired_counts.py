"""Where two models on the same samples were right together, and where only one was."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.records import Predictions
from afterfit.statistics.source_numbers import SourceNumbers


@dataclass(frozen=True, slots=True, eq=False)
class PairedCounts:
    """Samples of each source that only one of two models got right.

    Examples
    --------
    >>> pair = PairedCounts(np.array([3]), np.array([1]), np.array([0]))
    >>> (pair + pair).n_reference_only
    2
    """

    n_samples: NDArray[np.int64]
    """Samples of each source, shape (n_sources,)."""
    reference_only: NDArray[np.int64]
    """Samples that the reference alone got right, shape (n_sources,)."""
    candidate_only: NDArray[np.int64]
    """Samples that the candidate alone got right, shape (n_sources,)."""
    independent: bool = False
    """True where samples have no recording: a source is a group they were dealt to, no more."""

    @classmethod
    def zero(cls, n_sources: int) -> Self:
        """Return the counts of no samples."""
        none = np.zeros(n_sources, dtype=np.int64)
        return cls(none, none, none)

    @classmethod
    def from_predictions(cls, reference: Predictions, candidate: Predictions) -> Self:
        """Count two models whose rows are the same samples in the same order."""
        return cls.of(
            SourceNumbers.as_given(reference),
            reference.y_pred == reference.y_true,
            candidate.y_pred == candidate.y_true,
        )

    @classmethod
    def of(
        cls,
        sources: SourceNumbers,
        reference_right: NDArray[np.bool_],
        candidate_right: NDArray[np.bool_],
    ) -> Self:
        """Count outcomes of two models on the same samples, arrays of shape (n_samples,)."""

        def by_source(mask: NDArray[np.bool_]) -> NDArray[np.int64]:
            return np.bincount(sources.index[mask], minlength=sources.n)

        return cls(
            np.bincount(sources.index, minlength=sources.n),
            by_source(reference_right & ~candidate_right),
            by_source(candidate_right & ~reference_right),
            sources.independent,
        )

    def placed(self, place: NDArray[np.int64], n_sources: int) -> Self:
        """Return the same counts with source i called ``place[i]``, one of *n_sources*."""

        def moved(values: NDArray[np.int64]) -> NDArray[np.int64]:
            sums = np.zeros(n_sources, dtype=np.int64)
            sums[place] = values
            return sums

        return type(self)(
            moved(self.n_samples),
            moved(self.reference_only),
            moved(self.candidate_only),
            self.independent,
        )

    def __add__(self, other: Self) -> Self:
        return type(self)(
            self.n_samples + other.n_samples,
            self.reference_only + other.reference_only,
            self.candidate_only + other.candidate_only,
            self.independent,
        )

    @property
    def n_reference_only(self) -> int:
        """Samples that only the reference got right."""
        return int(self.reference_only.sum())

    @property
    def n_candidate_only(self) -> int:
        """Samples that only the candidate got right."""
        return int(self.candidate_only.sum())
