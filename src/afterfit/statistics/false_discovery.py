"""Many tests at once, and what their p-values are then worth."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def benjamini_hochberg(p_values: ArrayLike) -> NDArray[np.float64]:
    """Return p-values corrected for the number of tests: reject those below the rate accepted.

    Of the tests rejected at q, at most the share q is expected to be wrong, and where no effect
    is real the chance of rejecting any is at most q. Tests without a p-value (nan) do not count.

    Parameters
    ----------
    p_values : array of shape (n_tests,)

    References
    ----------
    Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57(1), 289-300.
    Benjamini & Yekutieli (2001), Annals of Statistics 29(4): also under positive dependence.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, float("nan"), 0.03]).round(3).tolist()
    [0.03, 0.04, nan, 0.04]
    """
    p = np.asarray(p_values, dtype=np.float64)
    adjusted = np.full(len(p), np.nan)
    known = np.flatnonzero(~np.isnan(p))
    falling = known[np.argsort(-p[known], kind="stable")]
    rank = np.arange(len(falling), 0, -1)
    adjusted[falling] = np.minimum(np.minimum.accumulate(p[falling] * len(falling) / rank), 1)
    return adjusted
