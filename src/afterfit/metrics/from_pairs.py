"""Metrics of two models on the same samples."""

import math

from afterfit.statistics import PairedCounts


def accuracy_change(pairs: PairedCounts) -> float:
    """Return candidate minus reference accuracy; below 0 is a loss, nan without samples."""
    n = int(pairs.n_samples.sum())
    return (pairs.n_candidate_only - pairs.n_reference_only) / n if n else math.nan
