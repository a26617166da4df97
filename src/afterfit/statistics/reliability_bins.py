"""Bins of probability, with what happened in each."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class ReliabilityBins:
    """Samples, hits and summed probability of each bin, of one model or of many replicates."""

    edges: NDArray[np.float64]
    """From 0 to 1, rising, shape (n_bins + 1,)."""
    n: NDArray[np.int64]
    """Samples of each bin, shape (..., n_bins)."""
    hits: NDArray[np.int64]
    """Samples of each bin where it happened, shape (..., n_bins)."""
    probability: NDArray[np.float64]
    """Sum of the probabilities of each bin, shape (..., n_bins)."""
