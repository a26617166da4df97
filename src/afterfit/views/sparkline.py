"""A curve in one line of text."""

import math
from collections.abc import Sequence

import numpy as np

_LEVELS = "▁▂▃▄▅▆▇█"
_UNKNOWN = "·"
WIDTH = 40


def sparkline(values: Sequence[float], width: int = WIDTH) -> str:
    """Return *values* as blocks between their lowest and highest; "·" where none is finite.

    More values than *width* are shown by the mean of each stretch.

    Examples
    --------
    >>> sparkline([4, 3, 2, 1])
    '█▆▃▁'
    >>> sparkline([1.0, float("nan"), 1.0])
    '▁·▁'
    """
    parts = np.array_split(np.asarray(values, dtype=np.float64), max(1, min(width, len(values))))
    means = [_mean(part[np.isfinite(part)].tolist()) for part in parts if len(part)]
    finite = [mean for mean in means if math.isfinite(mean)]
    low, high = min(finite, default=0.0), max(finite, default=0.0)
    return "".join(_block(mean, low, high) for mean in means)


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values) if values else math.nan


def _block(value: float, low: float, high: float) -> str:
    if not math.isfinite(value):
        return _UNKNOWN
    share = (value - low) / (high - low) if high > low else 0.0
    return _LEVELS[round(share * (len(_LEVELS) - 1))]
