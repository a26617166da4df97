"""Values of a loss that stand out above their neighbours."""

import math

import numpy as np
from numpy.typing import NDArray

from afterfit.results.learning import Spike

Floats = NDArray[np.float64]

NEIGHBOURS = 21
HIGHEST_USUAL_Z = 8.0
"""For a hundred values; the highest of more, where tails are long, grows as the logarithm."""
LEAST_FACTOR = 1.5
LEAST_SHARE_OF_PROGRESS = 0.2


def find_spikes(
    steps: Floats, values: Floats, breaks: Floats, progress: float
) -> tuple[Spike, ...]:
    """Return the spikes of a loss; those that touch each other count once, at their highest.

    A spike is 8 robust standard deviations (16 among ten thousand values) and 1.5 times above the
    median of 21 neighbours, and a fifth of the *progress* of the whole training. Its like below
    the median, the drop at a change of the learning rate, is none, nor is anything just behind
    one of *breaks*, nor in the first tenth of the training.
    """
    if len(values) < NEIGHBOURS or not progress > 0:
        return ()
    from scipy.ndimage import median_filter

    usual = np.asarray(median_filter(values, NEIGHBOURS, mode="nearest"), dtype=np.float64)
    above = values - usual
    scale = _scale(np.abs(above))
    usual_z = HIGHEST_USUAL_Z * max(1.0, math.log(len(values)) / math.log(100))
    high = (above > usual_z * scale) & (above >= LEAST_SHARE_OF_PROGRESS * progress)
    high &= values > usual + (LEAST_FACTOR - 1) * np.abs(usual)
    high[: len(values) // 10] = False
    for place in np.searchsorted(steps, breaks):
        high[max(0, place - 1) : place + 3] = False
    return tuple(_highest(steps, values, usual, group) for group in _groups(high))


def _scale(away: Floats) -> Floats:
    """Return the robust standard deviation here or overall, whichever is larger.

    Noise is often a share of the loss, so it is wider where the loss is high.
    """
    from scipy.ndimage import median_filter

    near = np.asarray(median_filter(away, 10 * NEIGHBOURS, mode="nearest"), dtype=np.float64)
    return 1.4826 * np.maximum(near, np.median(away))


def _groups(high: NDArray[np.bool_]) -> list[NDArray[np.int64]]:
    places = np.flatnonzero(high)
    if not len(places):
        return []
    return np.split(places, np.flatnonzero(np.diff(places) > 2) + 1)


def _highest(steps: Floats, values: Floats, usual: Floats, group: NDArray[np.int64]) -> Spike:
    at = group[np.argmax(values[group])]
    return Spike(float(steps[at]), float(values[at]), float(usual[at]))
