"""The interval of a share."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z_95 = 1.959963984540054
"""Two-sided 95 % point of the normal distribution."""


def wilson_interval(
    share: ArrayLike, n: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the ends of Wilson's 95 % score interval; nan where *n* is 0 or nan.

    Never leaves [0, 1], and has a width at a share of 0 or 1 too, where the textbook interval
    share ± 1.96 · standard error has none.

    Parameters
    ----------
    share : array of shape (...)
        Hits / samples.
    n : array of shape (...)
        Samples; an effective number of samples, which need not be whole, where they depend on
        each other.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22(158), 209-212.
    Newcombe (1998), Statistics in Medicine 17(8), 857-872, method 3.

    Examples
    --------
    >>> low, high = wilson_interval(81 / 263, 263)
    >>> round(low.item(), 4), round(high.item(), 4)
    (0.2553, 0.3662)
    """
    p, size = np.asarray(share, dtype=np.float64), np.asarray(n, dtype=np.float64)
    size = np.where(size > 0, size, np.nan)
    shrink = 1 + Z_95**2 / size
    centre = (p + Z_95**2 / (2 * size)) / shrink
    half = Z_95 / shrink * np.sqrt(p * (1 - p) / size + Z_95**2 / (4 * size**2))
    # At 0 and 1 the formula meets the value itself, up to the last bit; keep the value inside.
    low, high = np.minimum(centre - half, p), np.maximum(centre + half, p)
    return np.clip(low, 0, 1), np.clip(high, 0, 1)
