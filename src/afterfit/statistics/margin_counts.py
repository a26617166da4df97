"""How sure the model was when it was right, and when it was wrong."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError

N_MARGIN_BINS = 20


@dataclass(frozen=True, slots=True, eq=False)
class MarginCounts:
    """Predictions by class, outcome, and highest minus second-highest score.

    Examples
    --------
    >>> counts = MarginCounts.of(np.array([0.4, 0.9]), np.array([0, 0]), np.array([True, False]),
    ...                          n_classes=1)
    >>> (counts + counts).joined(2).counts.tolist()
    [[[2, 0], [0, 2]]]
    """

    counts: NDArray[np.int64]
    """Samples of each predicted class, right ones first and then wrong ones, in bins of equal
    width from 0 to 1 that hold their lower edge; shape (n_classes, 2, 20)."""

    @classmethod
    def zero(cls, n_classes: int) -> Self:
        """Return the counts of no samples."""
        return cls(np.zeros((n_classes, 2, N_MARGIN_BINS), dtype=np.int64))

    @classmethod
    def of(
        cls,
        margin: NDArray[np.float64],
        y_pred: NDArray[np.int64],
        right: NDArray[np.bool_],
        n_classes: int,
    ) -> Self:
        """Count one batch; arrays of shape (n_samples,), *y_pred* a class index."""
        bins = np.minimum((margin * N_MARGIN_BINS).astype(np.int64), N_MARGIN_BINS - 1)
        place = (y_pred * 2 + ~right) * N_MARGIN_BINS + bins
        cells = np.bincount(place, minlength=n_classes * 2 * N_MARGIN_BINS)
        return cls(cells.reshape(n_classes, 2, N_MARGIN_BINS))

    def __add__(self, other: Self) -> Self:
        return type(self)(self.counts + other.counts)

    def joined(self, n_bins: int) -> Self:
        """Return the same counts in fewer bins; *n_bins* divides their number."""
        k, outcomes, n_fine = self.counts.shape
        if n_bins < 1 or n_fine % n_bins:
            raise InputError(f"n_bins must divide {n_fine}, got {n_bins}")
        return type(self)(self.counts.reshape(k, outcomes, n_bins, -1).sum(axis=3))
