"""Whether two models on the same samples differ in accuracy, and by how much."""

import math

import numpy as np

from afterfit.statistics.paired_counts import PairedCounts
from afterfit.statistics.student import t_95
from afterfit.statistics.wilson import Z_95, wilson_interval

FEWEST_FLIPS = 10
"""With fewer samples that only one model got right, their spread over sources is guesswork."""


def mcnemar_p_value(n_reference_only: int, n_candidate_only: int) -> float:
    """Return the exact two-sided p-value of equal accuracy; 1 where the two never differ.

    min(1, 2 · P(B <= smaller count)) with B binomial over the samples that only one model got
    right, each side equally likely. It takes samples as independent.

    References
    ----------
    McNemar (1947), Psychometrika 12(2), 153-157.

    Examples
    --------
    >>> round(mcnemar_p_value(10, 4), 4)
    0.1796
    """
    from scipy.special import bdtr

    discordant = n_reference_only + n_candidate_only
    if discordant == 0:
        return 1.0
    return min(1.0, 2 * float(bdtr(min(n_reference_only, n_candidate_only), discordant, 0.5)))


def accuracy_change_interval(
    pairs: PairedCounts, n_effective: float | None = None
) -> tuple[float, float] | None:
    """Return the 95 % interval of candidate minus reference accuracy, None where unknown.

    With c and b samples that only the candidate and only the reference got right, the change is
    (c - b) / n and its variance (b + c - (b - c)² / n) / n². Where sources repeat, the linearised
    variance between the m sources, m / (m - 1) · Σ (c_s - b_s - change · n_s)² / n², takes its
    place if it is larger, with Student's t on m - 1 degrees of freedom. Where fewer than ten
    samples tell the models apart, or all do one way, the variance is nearly blind: the half width
    is then at least the upper Wilson bound of a share of 0 among *n_effective* samples, so that one
    flip never makes a change more certain than none. A single source of several samples has no
    interval.

    Parameters
    ----------
    pairs : PairedCounts
    n_effective : float, optional
        Independent samples that the accuracy of either model rests on (`share_of`): flips are
        taken to be as alike within a source as errors are. The number of sources when not given.

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17(22), 2635-2650, method 1 (unclustered variance).
    Cochran (1977), Sampling Techniques, 3rd edition, section 9A (clusters).
    """
    n = int(pairs.n_samples.sum())
    m = n if pairs.independent else int(np.count_nonzero(pairs.n_samples))
    if n == 0 or (m == 1 and n > 1):
        return None
    change = (pairs.n_candidate_only - pairs.n_reference_only) / n
    half = _half_width(pairs, change, n, m)
    if half == 0 or pairs.n_candidate_only + pairs.n_reference_only < FEWEST_FLIPS:
        half = max(half, float(wilson_interval(0.0, n_effective or m)[1]))
    return max(-1.0, change - half), min(1.0, change + half)


def _half_width(pairs: PairedCounts, change: float, n: int, m: int) -> float:
    discordant = pairs.n_reference_only + pairs.n_candidate_only
    independent = discordant - change**2 * n
    if m == n:
        return Z_95 * math.sqrt(independent) / n
    residual = pairs.candidate_only - pairs.reference_only - change * pairs.n_samples
    clustered = m / (m - 1) * float(residual @ residual)
    return t_95(m - 1) * math.sqrt(max(independent, clustered)) / n
