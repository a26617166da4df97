"""Noise, trend and level of a curve, by medians: a few wild values do not move them."""

import math

import numpy as np
from numpy.typing import NDArray

from afterfit.results.learning import Trend

Floats = NDArray[np.float64]

_FEWEST = 5
_MOST_FOR_SLOPES = 200
_Z_95 = 1.959964


def noise_level(values: Floats) -> float:
    """Return the standard deviation of one value around its trend; nan with fewer than five.

    From the median of absolute second differences, which no straight trend moves: with
    independent normal noise, they have the standard deviation √6 σ.

    Examples
    --------
    >>> noise_level(np.arange(10.0))
    0.0
    """
    if len(values) < _FEWEST:
        return math.nan
    wiggles = np.abs(np.diff(values, n=2))
    return float(1.4826 * np.median(wiggles) / math.sqrt(6))


def running_median(values: Floats) -> Floats:
    """Return the running median over a twentieth of the values, at least over 5 of 20 or more.

    Curves of 8 values or more use 3, shorter ones stay as they are. Ends are mirrored.

    Examples
    --------
    >>> running_median(np.array([1.0, 1, 1, 9, 1, 1, 1, 1])).max().item()
    1.0
    """
    width = smoothing_width(len(values))
    if width == 1:
        return values
    from scipy.ndimage import median_filter

    return np.asarray(median_filter(values, width, mode="reflect"), dtype=np.float64)


def smoothing_width(n_values: int) -> int:
    """Return over how many values the running median of a curve of that length goes."""
    if n_values < 8:
        return 1
    if n_values < 20:
        return 3
    return max(5, n_values // 20 | 1)


def end_trend(steps: Floats, values: Floats) -> Trend:
    """Return the slope of the last fifth of a curve, by Theil and Sen.

    Long ends are first made 200 medians.

    References
    ----------
    Sen (1968), Journal of the American Statistical Association 63, 1379-1389.
    """
    if len(values) < _FEWEST:
        first = float(steps[0]) if len(steps) else math.nan
        return Trend(first, math.nan, math.nan, math.nan)
    begin = max(0, len(values) - max(_FEWEST, len(values) // 5))
    slope, low, high = theil_sen(*_thinned(steps[begin:], values[begin:]))
    return Trend(float(steps[begin]), slope, low, high)


def theil_sen(x: Floats, y: Floats) -> tuple[float, float, float]:
    """Return the median slope over all pairs of points, and its 95 % interval.

    Examples
    --------
    >>> theil_sen(np.arange(6.0), 2 * np.arange(6.0))
    (2.0, 2.0, 2.0)
    """
    i, j = np.triu_indices(len(x), k=1)
    apart = x[j] != x[i]
    slopes = np.sort((y[j] - y[i])[apart] / (x[j] - x[i])[apart])
    if not len(slopes):
        return math.nan, math.nan, math.nan
    n = len(x)
    spread = _Z_95 * math.sqrt(n * (n - 1) * (2 * n + 5) / 18)
    low = max(0, round((len(slopes) - spread) / 2) - 1)
    high = min(len(slopes) - 1, round((len(slopes) + spread) / 2))
    return float(np.median(slopes)), float(slopes[low]), float(slopes[high])


def _thinned(steps: Floats, values: Floats) -> tuple[Floats, Floats]:
    if len(values) <= _MOST_FOR_SLOPES:
        return steps, values
    parts = np.array_split(np.arange(len(values)), _MOST_FOR_SLOPES)
    return (
        np.array([np.median(steps[part]) for part in parts]),
        np.array([np.median(values[part]) for part in parts]),
    )
