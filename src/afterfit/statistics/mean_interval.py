"""How far a mean of numbers near 0 can be trusted, where windows share recordings."""

import math

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.paired_tests import FEWEST_FLIPS
from afterfit.statistics.source_numbers import SourceNumbers
from afterfit.statistics.student import t_95
from afterfit.statistics.wilson import Z_95, wilson_interval


def mean_interval(
    values: NDArray[np.float64], sources: SourceNumbers, n_effective: float | None = None
) -> tuple[float, float] | None:
    """Return the 95 % interval of the mean of *values*, None where a single source hides it.

    The variance is that of independent samples, or the linearised one between the m sources if
    that is larger, with Student's t on m - 1 degrees of freedom, as `accuracy_change_interval`
    has it for changes of -1, 0 and 1; and as there, the half width is at least the upper Wilson
    bound of a share of 0 among *n_effective* samples where fewer than ten differ from 0.

    Parameters
    ----------
    values : array of shape (n_samples,)
        Differences of what two tests of one sample said, most of them 0.
    sources : SourceNumbers
        Of the same samples.
    n_effective : float, optional
        Independent samples that the rarer of the shares compared rests on (`share_of`); the number
        of sources when not given.

    References
    ----------
    Cochran (1977), Sampling Techniques, 3rd edition, section 9A (clusters).

    Examples
    --------
    >>> sources = SourceNumbers(("a", "b"), 2, np.array([0, 0, 1, 1]), independent=False)
    >>> mean_interval(np.array([-1.0, -1.0, 0.0, 0.0]), sources)
    (-1.0, 1.0)
    """
    n = len(values)
    sizes = np.bincount(sources.index, minlength=sources.n)
    m = n if sources.independent else int(np.count_nonzero(sizes))
    if n == 0 or (m == 1 and n > 1):
        return None
    mean = float(values.mean())
    half = _half_width(values - mean, sources, n, m)
    if half == 0 or np.count_nonzero(values) < FEWEST_FLIPS:
        half = max(half, float(wilson_interval(0.0, n_effective or m)[1]))
    return max(-1.0, mean - half), min(1.0, mean + half)


def _half_width(residuals: NDArray[np.float64], sources: SourceNumbers, n: int, m: int) -> float:
    independent = float(residuals @ residuals)
    if m == n:
        return Z_95 * math.sqrt(independent) / n
    sums = np.bincount(sources.index, weights=residuals, minlength=sources.n)
    clustered = m / (m - 1) * float(sums @ sums)
    return t_95(m - 1) * math.sqrt(max(independent, clustered)) / n
