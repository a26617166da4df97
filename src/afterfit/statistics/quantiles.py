"""Quantiles of replicates."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def quantiles(values: NDArray[Any], levels: Sequence[float]) -> list[NDArray[np.float64]]:
    """Return the quantile of each level, over the first axis of *values*, to the bit NumPy's.

    By linear interpolation between sorted values, `numpy.quantile`'s default and the seventh
    definition of Hyndman & Fan (1996), The American Statistician 50(4), 361-365; NumPy's own
    imports all of its masked arrays first, which takes longer than all quantiles of a report.

    Examples
    --------
    >>> [float(one) for one in quantiles(np.array([3.0, 1.0, 2.0]), [0.25, 1])]
    [1.5, 3.0]
    """
    rising = np.sort(values, axis=0)
    return [_at(rising, level * (len(rising) - 1)) for level in levels]


def _at(rising: NDArray[Any], place: float) -> NDArray[np.float64]:
    below = min(int(place), len(rising) - 1)
    low, high = rising[below], rising[min(below + 1, len(rising) - 1)]
    part = place - below
    # From the nearer end, as NumPy does.
    return np.asarray(
        high - (high - low) * (1 - part) if part >= 0.5 else low + (high - low) * part
    )
