"""Rows without a recording, dealt to groups that stand in for sources."""

import numpy as np
from numpy.typing import NDArray

N_GROUPS = 2000
"""As many units as a bootstrap draws at most."""
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # 2⁶⁴ / golden ratio, odd


def deal(offset: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the group of each row, by its place in the file alone, shape (n_samples,).

    Steps of the golden ratio spread consecutive places evenly and regular ones well, and which
    batch a row comes in makes no difference.

    References
    ----------
    Knuth (1998), The Art of Computer Programming 3, 2nd edition, section 6.4: Fibonacci hashing.

    Examples
    --------
    >>> sizes = np.bincount(deal(np.arange(1_000_000)))
    >>> len(sizes), sizes.min().item(), sizes.max().item()
    (2000, 499, 503)
    """
    spread = offset.astype(np.uint64) * _GOLDEN >> np.uint64(40)
    return (spread * np.uint64(N_GROUPS) >> np.uint64(24)).astype(np.int64)
