"""Which windows are tried where there are more than time allows."""

import numpy as np
from numpy.typing import NDArray


def drawn_rows(source: NDArray[np.int64], most: int, seed: int) -> NDArray[np.int64]:
    """Return at most *most* rows in rising order, the same share of each source.

    Every source keeps a window while there is room for it, since recordings, not windows, carry
    the intervals; where there are more sources than room, sources are drawn.

    Examples
    --------
    >>> drawn_rows(np.array([0, 0, 0, 0, 1, 1, 1, 1]), 4, 1).tolist()
    [0, 1, 4, 5]
    >>> drawn_rows(np.array([0, 0, 1]), 5, 1).tolist()
    [0, 1, 2]
    """
    n = len(source)
    if n <= most:
        return np.arange(n)
    shuffled = np.random.default_rng(seed).permutation(n)
    # the place of each window within its recording, as a share: the lowest of all come first
    order = shuffled[np.argsort(source[shuffled], kind="stable")]
    _, starts, sizes = np.unique(source[order], return_index=True, return_counts=True)
    rank = np.arange(n) - np.repeat(starts, sizes)
    share = rank / np.repeat(sizes, sizes)
    luck = np.random.default_rng([seed, 1]).random(n)
    chosen = np.lexsort((luck, share))[:most]
    return np.sort(order[chosen])
