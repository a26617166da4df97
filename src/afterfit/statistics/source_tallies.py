"""Hits and samples of each source, the raw material of intervals that respect recordings."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class SourceTallies:
    """Hits among samples, for each pair of a group and a source that occurs.

    A group is whatever a share is wanted for: all samples, the samples of one true class, or the
    samples that were taken for one class.
    """

    n_groups: int
    group: NDArray[np.int64]
    """Group of each pair, shape (n_pairs,)."""
    hits: NDArray[np.int64]
    """Samples of the pair that count for the share, shape (n_pairs,)."""
    totals: NDArray[np.int64]
    """All samples of the pair, at least 1, shape (n_pairs,)."""
    independent: bool = False
    """True where samples have no recording: a source is a group they were dealt to, no more."""
