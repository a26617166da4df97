"""Outcomes that would have happened had every probability been true."""

import numpy as np

from afterfit.statistics.reliability import Reliability
from afterfit.statistics.reliability_bins import ReliabilityBins

N_REPLICATES = 200
SEED = 20_212
_FINEST = 320  # bins to draw in: within 1/320 the variance p (1 - p) is as good as constant
_MANY = 1e4  # variance of hits from which their skewness, below 1/100, is lost among 200 draws


def resample_calibrated(
    reliability: Reliability, group: int, n_bins: int, random: np.random.Generator
) -> ReliabilityBins:
    """Return equal-width bins of the same probabilities, with outcomes drawn to be calibrated.

    In bins of width 1/320, hits are drawn from the binomial distribution of the bin's mean
    probability, then summed into *n_bins*, which divides 320. Where their variance is above 10,000
    the sum itself is drawn, from the normal distribution. Samples count as independent. The cost
    depends on bins, never on samples.

    Returns
    -------
    ReliabilityBins
        ``hits`` of shape (200, n_bins); ``n`` and ``probability`` of shape (n_bins,).

    References
    ----------
    Bröcker & Smith (2007), Weather and Forecasting 22(3), 651-661: consistency resampling.
    """
    fine, coarse = reliability.equal_width(group, _FINEST), reliability.equal_width(group, n_bins)
    mean = np.clip(fine.probability / np.maximum(fine.n, 1), 0, 1)
    variance = (fine.n * mean * (1 - mean)).reshape(n_bins, -1).sum(axis=1)
    many = np.flatnonzero(variance > _MANY)
    few = np.flatnonzero((fine.n > 0) & np.repeat(variance <= _MANY, _FINEST // n_bins))
    hits = np.zeros((N_REPLICATES, _FINEST), dtype=np.int64)
    hits[:, few] = random.binomial(fine.n[few], mean[few], size=(N_REPLICATES, len(few)))
    summed = hits.reshape(N_REPLICATES, n_bins, -1).sum(axis=2)
    expected = (fine.n * mean).reshape(n_bins, -1).sum(axis=1)[many]
    drawn = random.normal(expected, np.sqrt(variance[many]), size=(N_REPLICATES, len(many)))
    summed[:, many] = np.rint(np.clip(drawn, 0, coarse.n[many])).astype(np.int64)
    return ReliabilityBins(coarse.edges, coarse.n, summed, coarse.probability)
