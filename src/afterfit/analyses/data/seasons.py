"""How strongly a series repeats itself, and after how many rows."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_FEWEST_CYCLES = 3
_LOWEST_PEAK = 0.3
"""Autocorrelation below which a peak is no season."""


def season_of(series: Array) -> int | None:
    """Return the rows after which *series* is most like itself; None where no lag stands out.

    The lag is the highest peak of the autocorrelation of the series without its straight trend,
    at least 0.3, of those that fit three times into it.

    Examples
    --------
    >>> season_of(np.sin(np.arange(200) * 2 * np.pi / 25)), season_of(np.arange(200.0))
    (25, None)
    """
    n = len(series)
    if n < 4 * _FEWEST_CYCLES:
        return None
    time = np.arange(n)
    rest = series - np.polyval(np.polyfit(time, series, 1), time)
    if rest.std() <= 1e-9 * max(float(np.abs(series).max()), 1e-300):
        return None
    spectrum = np.fft.rfft(rest, 2 * n)
    correlation = np.fft.irfft(np.abs(spectrum) ** 2)[: n // _FEWEST_CYCLES + 2]
    correlation /= correlation[0] * (1 - np.arange(len(correlation)) / n)
    inner = correlation[1:-1]
    peaks = np.flatnonzero((inner > correlation[:-2]) & (inner >= correlation[2:])) + 1
    peaks = peaks[(peaks >= 2) & (correlation[peaks] >= _LOWEST_PEAK)]
    if not len(peaks):
        return None
    highest = correlation[peaks].max()
    return int(peaks[correlation[peaks] >= 0.95 * highest][0])  # not a multiple of it


def seasonal_strength(series: Array, season: int) -> float:
    """Return 1 - Var(rest) / Var(season + rest) after a moving average is taken off, 0 to 1.

    References
    ----------
    Wang, Smith & Hyndman (2006), Data Mining and Knowledge Discovery 13(3), 335-364.

    Examples
    --------
    >>> round(seasonal_strength(np.tile([0.0, 1.0, 5.0, 2.0], 20), 4), 6)
    1.0
    """
    if len(series) < 2 * season:
        return float("nan")
    weights = np.full(season, 1 / season)
    if season % 2 == 0:  # half a step at both ends, so that the mean stands in the middle
        weights = np.convolve(weights, [0.5, 0.5])
    half = len(weights) // 2
    trend = np.convolve(series, weights, mode="valid")
    detrended = series[half : half + len(trend)] - trend
    phase = np.arange(len(detrended)) % season
    means = np.bincount(phase, detrended, season) / np.maximum(np.bincount(phase, None, season), 1)
    whole = float(detrended.var())
    if whole <= 0:
        return float("nan")
    return max(0.0, 1 - float((detrended - means[phase]).var()) / whole)
