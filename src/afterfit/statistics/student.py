"""Quantiles of the normal and Student's distribution that intervals are made of.

`scipy.special` has them too, and judges these in the tests, but importing it takes longer than all
intervals of a million rows (docs/decisions/0015).
"""

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.wilson import Z_95

TAIL = 0.025
"""Probability beyond each end of a 95 % interval."""
_MANY = 1000  # degrees of freedom from which the expansion around the normal quantile is exact


def normal_cdf(z: float) -> float:
    """Return the probability that a standard normal number is at most *z*.

    Examples
    --------
    >>> round(normal_cdf(-1.96), 6)
    0.024998
    """
    return math.erfc(-z / math.sqrt(2)) / 2


def logit(share: float) -> float:
    """Return the logarithm of the odds of a *share* between 0 and 1."""
    return math.log(share) - math.log1p(-share)


def expit(odds: float) -> float:
    """Return the share whose `logit` is *odds*."""
    if odds < 0:
        return math.exp(odds) / (1 + math.exp(odds))
    return 1 / (1 + math.exp(-odds))


@cache
def t_95(degrees_of_freedom: float) -> float:
    """Return Student's quantile of a 95 % interval, to about 1e-13; nan below one half.

    References
    ----------
    Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 26.7.5 and 26.7.8.

    Examples
    --------
    >>> [round(t_95(n), 3) for n in (1, 4, 30, math.inf)]
    [12.706, 2.776, 2.042, 1.96]
    """
    if not degrees_of_freedom >= 0.5:
        return math.nan
    if degrees_of_freedom >= _MANY:
        return _expanded(degrees_of_freedom)
    return _solved(degrees_of_freedom)


def t_95_of(degrees_of_freedom: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return `t_95` of each number, in the same shape."""
    different, place = np.unique(degrees_of_freedom, return_inverse=True)
    quantiles = np.array([t_95(one) for one in different.tolist()], dtype=np.float64)
    return np.asarray(quantiles[place].reshape(degrees_of_freedom.shape))


def _expanded(n: float) -> float:
    z = Z_95
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / n**power for power, term in enumerate(terms, start=1))


def _solved(n: float) -> float:
    """Return the quantile by Newton's method on the logarithm of the tail, from below."""
    t = Z_95
    constant = math.lgamma((n + 1) / 2) - math.lgamma(n / 2) - math.log(n * math.pi) / 2
    for _ in range(100):
        density = math.exp(constant - (n + 1) / 2 * math.log1p(t * t / n))
        tail = _tail(t, n, constant)
        step = math.log(tail / TAIL) * tail / density
        t += step
        if abs(step) <= 1e-15 * t:
            break
    return t


def _tail(t: float, n: float, constant: float) -> float:
    """Return the probability above *t*, half the incomplete beta function at n / (n + t²)."""
    share = n / (n + t * t)
    front = math.exp(constant + math.log(n * (1 - share)) / 2 + n / 2 * math.log(share)) / n
    return front * _continued_fraction(n / 2, share)


def _continued_fraction(a: float, x: float) -> float:
    """Return the fraction of the incomplete beta function with b = 1/2, by Lentz's method."""
    b, c, d = 0.5, 1.0, 1 / (1 - (a + 0.5) * x / (a + 1))
    value = d
    for m in range(1, 1000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for numerator in (even, odd):
            d = 1 / (1 + numerator * d)
            c = 1 + numerator / c
            value *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return value
