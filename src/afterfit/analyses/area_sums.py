"""What the samples of each independent unit, a recording or a sample, move an area by."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit import kernels
from afterfit.metrics import AVERAGE_PRECISION
from afterfit.metrics.from_ranks import roc_auc
from afterfit.records import MultilabelPredictions, PredictionColumns, Predictions
from afterfit.statistics import (
    AreaInfluence,
    ScoreCounts,
    average_precision_influence,
    roc_auc_influence,
)
from afterfit.statistics.placed_samples import PlacedSamples

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
GetCounts = Callable[[], ScoreCounts]


@dataclass(frozen=True, slots=True, eq=False)
class AreaSums:
    """An area under a curve of one class, and the influences of samples on it, by unit."""

    area: float
    of_positives: Floats
    """Summed over the samples of the class, shape (n_units,)."""
    of_negatives: Floats
    """Summed over all other samples, shape (n_units,)."""

    @classmethod
    def of_auc(
        cls, placed: PlacedSamples, n_positives: int, n_units: int, counts: GetCounts
    ) -> Self:
        """Return those of the ROC AUC; *counts* are those of the same samples."""
        if kernels.are_compiled():
            n_negatives = len(placed.keys) - n_positives
            return cls(*kernels.sum_auc_influences(placed.keys, n_positives, n_negatives, n_units))
        return cls._by_numpy(placed, n_units, counts(), roc_auc, roc_auc_influence)

    @classmethod
    def of_precision(
        cls, placed: PlacedSamples, n_positives: int, n_units: int, counts: GetCounts
    ) -> Self:
        """Return those of the average precision."""
        if kernels.are_compiled():
            return cls(*kernels.sum_precision_influences(placed.keys, n_positives, n_units))
        area, influence = AVERAGE_PRECISION.function, average_precision_influence
        return cls._by_numpy(placed, n_units, counts(), area, influence)

    @classmethod
    def _by_numpy(
        cls,
        placed: PlacedSamples,
        n_units: int,
        counts: ScoreCounts,
        area: Callable[[ScoreCounts], float],
        influence: Callable[[ScoreCounts], AreaInfluence],
    ) -> Self:
        of_one = influence(counts)
        a = np.repeat(of_one.positives, counts.positives)
        b = np.repeat(of_one.negatives, counts.negatives)
        return cls(
            area(counts),
            np.bincount(placed.positives, a, n_units).astype(np.float64),
            np.bincount(placed.negatives, b, n_units).astype(np.float64),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """What is independent of each other: recordings, or samples where there are none."""

    index: Codes
    """Unit of each sample, shape (n_samples,)."""
    n_samples: Codes
    """Samples of each unit, at least 1, shape (n_units,)."""

    @classmethod
    def of(cls, rows: Predictions | PredictionColumns | MultilabelPredictions) -> Self:
        """Return the units of *rows*; recordings without samples are none."""
        if not rows.has_sources:
            return cls(np.arange(len(rows)), np.ones(len(rows), dtype=np.int64))
        source = rows.source
        n_samples = np.bincount(source)
        present = n_samples > 0
        return cls((present.cumsum() - 1)[source], n_samples[present])

    def __len__(self) -> int:
        return len(self.n_samples)

    def with_both(self, positive: NDArray[np.bool_]) -> tuple[int, int]:
        """Return how many units hold positives, and how many hold negatives."""
        positives = np.bincount(self.index[positive], minlength=len(self))
        negatives = self.n_samples - positives
        return int(np.count_nonzero(positives)), int(np.count_nonzero(negatives))
