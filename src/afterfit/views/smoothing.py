"""TensorBoard's smoothing, to the letter, a time-weighted one, and fewer points for drawing."""

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

MOST_POINTS = 600
"""Longer lines are drawn by the ends and extremes of a quarter as many stretches."""
_STRONGEST, _THOUSANDTHS = 0.999, 1000


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


def time_weighted_smoothing(
    steps: Sequence[float], values: Sequence[float], weight: float
) -> list[float]:
    """Return the exponential moving average in which values far apart forget more of each other.

    With w = min(√weight, 0.999) and Δ the distance to the value before, in thousandths of the
    whole range of steps: s = w^Δ s + y and n = w^Δ n + 1, shown as s / n. A training that was
    written down unevenly is thus smoothed evenly along its axis. Values that are not finite pass
    through.

    References
    ----------
    Weights & Biases, "Smooth line plots", time weighted exponential moving average.

    Examples
    --------
    >>> time_weighted_smoothing([0, 1, 1000], [0.0, 1.0, 5.0], 0.25)
    [0.0, 0.6666666666666666, 5.0]
    """
    if weight == 0:
        return list(values)
    kept = [i for i, value in enumerate(values) if math.isfinite(value)]
    smoothed = list(values)
    if not kept or steps[-1] <= steps[0]:
        return smoothed
    base, span = min(math.sqrt(weight), _STRONGEST), steps[-1] - steps[0]
    total = count = 0.0
    before = steps[kept[0]]
    for i in kept:
        keep = base ** ((steps[i] - before) / span * _THOUSANDTHS)
        total, count, before = total * keep + values[i], count * keep + 1, steps[i]
        smoothed[i] = total / count
    return smoothed


def tensorboard_smoothing_at(values: Floats, at: Places, weight: float) -> Floats:
    """Return `tensorboard_smoothing` at the places *at* alone, of series too long for a loop.

    Examples
    --------
    >>> tensorboard_smoothing_at(np.array([1.0, 2.0, 4.0]), np.array([0, 2]), 0.5).tolist()
    [1.0, 3.0]
    """
    finite = np.isfinite(values)
    if weight == 0 or (values == values[0]).all():
        return values[at]
    n_before = np.cumsum(finite)
    terms = np.where(finite, (1 - weight) * values, 0.0)
    with np.errstate(invalid="ignore"):
        sums = _forgetful_sums(terms, n_before, at, weight)
        smoothed = sums / (1 - weight ** n_before[at] if weight < 1 else 1.0)
    return np.where(finite[at], smoothed, values[at])


def time_weighted_smoothing_at(steps: Floats, values: Floats, at: Places, weight: float) -> Floats:
    """Return `time_weighted_smoothing` at the places *at* alone, of series too long for a loop.

    Examples
    --------
    >>> steps, values = np.array([0.0, 1.0, 1000.0]), np.array([0.0, 1.0, 5.0])
    >>> time_weighted_smoothing_at(steps, values, np.array([0, 2]), 0.25).tolist()
    [0.0, 5.0]
    """
    finite = np.isfinite(values)
    if weight == 0 or not finite.any() or steps[-1] <= steps[0]:
        return values[at]
    base, span = min(math.sqrt(weight), _STRONGEST), steps[-1] - steps[0]
    places = (steps - steps[0]) / span * _THOUSANDTHS
    # Long after the last finite value its weight is 0; what is shown there is not finite anyway.
    with np.errstate(invalid="ignore", divide="ignore"):
        total = _forgetful_sums(np.where(finite, values, 0.0), places, at, base)
        smoothed = total / _forgetful_sums(finite.astype(np.float64), places, at, base)
    return np.where(finite[at], smoothed, values[at])


def _forgetful_sums(terms: Floats, places: NDArray[Any], at: Places, keep: float) -> Floats:
    """Return at each of *at* the sum of the terms so far, each times keep^(its distance).

    *at* rises and ends at the last term. Each stretch between two of them is one sum.
    """
    starts = np.concatenate([[0], at[:-1] + 1])
    ends = np.repeat(places[at], np.diff(at, prepend=-1))
    stretches = np.add.reduceat(terms * np.exp(math.log(keep) * (ends - places)), starts)
    kept = keep ** np.diff(places[at].astype(np.float64), prepend=places[at][0])
    sums, total = [], 0.0
    for share, added in zip(kept.tolist(), stretches.tolist(), strict=True):
        total = total * share + added
        sums.append(total)
    return np.array(sums)


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
