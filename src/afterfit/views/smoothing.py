"""TensorBoard's smoothing, to the letter, and fewer points for drawing."""

import math
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

MOST_POINTS = 600
"""Longer lines are drawn by the ends and extremes of a quarter as many stretches."""


def tensorboard_smoothing(values: Sequence[float], weight: float) -> list[float]:
    """Return the exponential moving average that TensorBoard draws at that *weight*, 0 to 1.

    s = w s + (1 - w) y, shown as s / (1 - wᵗ) with t the number of finite values so far. Values
    that are not finite, and series that are constant, pass through.

    Examples
    --------
    >>> tensorboard_smoothing([1.0, 2.0, 4.0], 0.5)
    [1.0, 1.6666666666666667, 3.0]
    """
    finite = [value for value in values if math.isfinite(value)]
    if weight == 0 or all(value == values[0] for value in values):
        return list(values)
    sums = accumulate(finite, lambda last, y: last * weight + (1 - weight) * y, initial=0.0)
    next(sums)
    debiased = (
        total / (1 - weight**t if weight < 1 else 1.0) for t, total in enumerate(sums, start=1)
    )
    return [next(debiased) if math.isfinite(value) else value for value in values]


def drawn_points(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the indices of the points to draw: all of them, or the extremes of each stretch.

    Of each stretch the first, the last, the lowest and the highest value stay, so that no peak
    is lost however long the line.

    Examples
    --------
    >>> peak = np.zeros(100_000)
    >>> peak[54_321] = 1
    >>> 54_321 in drawn_points(peak), len(drawn_points(peak)) <= MOST_POINTS
    (True, True)
    """
    if len(values) <= MOST_POINTS:
        return np.arange(len(values))
    stretches = np.array_split(np.arange(len(values)), MOST_POINTS // 4)
    kept = [
        index
        for one in stretches
        for index in (one[0], one[-1], one[values[one].argmin()], one[values[one].argmax()])
    ]
    return np.unique(kept).astype(np.int64)
