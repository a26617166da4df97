"""Sources of a batch, numbered so that batches agree."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.records import (
    AnomalyScores,
    MultilabelPredictions,
    Predictions,
)
from afterfit.statistics.dealt_groups import N_GROUPS, deal
from afterfit.statistics.vocabulary import places


@dataclass(frozen=True, slots=True, eq=False)
class SourceNumbers:
    """Sources that occur in a batch, in the order of their names."""

    names: tuple[str, ...]
    """Empty where samples have no recording."""
    n: int
    """Sources, or groups that stand in for them."""
    index: NDArray[np.int64]
    """Source or group of each sample, shape (n_samples,)."""
    independent: bool
    """True where samples have no recording, and were dealt to groups."""

    @classmethod
    def as_given(cls, predictions: Predictions) -> "SourceNumbers":
        """Return the sources as *predictions* number them."""
        names = predictions.source_names
        return cls(names, len(names), predictions.source, independent=False)


def number_sources(
    predictions: Predictions | MultilabelPredictions | AnomalyScores,
) -> SourceNumbers:
    """Return the sources of *predictions*, those without samples left out."""
    if not predictions.has_sources:
        return SourceNumbers((), N_GROUPS, deal(predictions.offset), independent=True)
    given = predictions.source_names
    occurs = np.zeros(len(given), dtype=np.bool_)
    occurs[predictions.source] = True
    seen = np.flatnonzero(occurs)
    present = tuple(given[index] for index in seen.tolist())
    names = tuple(sorted(present))
    if names == given:
        return SourceNumbers(names, len(names), predictions.source, independent=False)
    place = np.zeros(len(given), dtype=np.int64)
    place[seen] = places(present, names)
    return SourceNumbers(names, len(names), place[predictions.source], independent=False)
