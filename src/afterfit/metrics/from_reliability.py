"""Metrics of how far probabilities are from what happened.

All take `ReliabilityBins` and return a number, or one a replicate where hits have that shape.
"""

from collections.abc import Sequence

import numpy as np

from afterfit.metrics.from_counts import Values, mean_of_defined, ratio
from afterfit.statistics import ReliabilityBins


def calibration_error(bins: ReliabilityBins) -> Values:
    """Return Σ n_b / n · |share of hits - mean probability|; 0 is perfect, nan without samples.

    With equal-width bins of the predicted class's score this is the expected calibration error
    (ECE); with equal-mass bins the adaptive one. It is above 0 for a perfect model too, the more
    the fewer samples: compare it with the band of a calibrated resample.

    Examples
    --------
    >>> calibration_error(ReliabilityBins(np.array([0, 0.5, 1]), np.array([0, 4]),
    ...                                   np.array([0, 3]), np.array([0.0, 3.5]))).item()
    0.125
    """
    return ratio(np.abs(bins.hits - bins.probability).sum(axis=-1), bins.n.sum(axis=-1))


def maximum_calibration_error(bins: ReliabilityBins) -> Values:
    """Return the largest |share of hits - mean probability| of a bin; nan without samples."""
    gaps = ratio(np.abs(bins.hits - bins.probability), np.broadcast_to(bins.n, bins.hits.shape))
    known = ~np.isnan(gaps)
    largest = np.where(known, gaps, 0).max(axis=-1, initial=0)
    return np.where(known.any(axis=-1), largest, np.nan)


def classwise_calibration_error(classes: Sequence[ReliabilityBins]) -> Values:
    """Return the mean calibration error of the classes, each one-vs-rest; nan without samples."""
    return mean_of_defined(np.stack([calibration_error(bins) for bins in classes], axis=-1))
