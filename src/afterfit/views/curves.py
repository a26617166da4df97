"""Points of a curve for drawing: fewer, but none that the eye would miss."""

import numpy as np
from numpy.typing import NDArray

GRID = 500
"""Neighbours in one cell of a 500 × 500 grid over the unit square are drawn as one point."""


def visible_points(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the indices of the points that a drawing on the unit square needs, in order.

    Of each run of neighbours in one cell of the grid, the first stays, and the end of the curve
    does: the drawn curve leaves the true one by less than a pixel at ordinary sizes.

    Examples
    --------
    >>> x = np.linspace(0, 1, 100_001)
    >>> len(visible_points(x, x))
    502
    """
    if len(x) == 0:
        return np.empty(0, np.int64)
    cell = np.round(x * GRID) * (GRID + 1) + np.round(y * GRID)
    entered = np.flatnonzero(np.diff(cell)) + 1
    return np.unique(np.concatenate([[0], entered, [len(x) - 1]])).astype(np.int64)


def bending_points(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the indices of the ends and of the points where a rising line changes direction.

    Examples
    --------
    >>> bending_points(np.array([0.0, 0.0, 0.0, 1.0]), np.array([0.0, 0.5, 1.0, 1.0])).tolist()
    [0, 2, 3]
    """
    distinct = np.flatnonzero(np.append(True, (np.diff(x) != 0) | (np.diff(y) != 0)))
    run, rise = np.diff(x[distinct]), np.diff(y[distinct])
    turns = np.abs(run[:-1] * rise[1:] - rise[:-1] * run[1:]) > 1e-12
    keep = np.ones(len(distinct), bool)
    keep[1:-1] = turns
    return distinct[keep].astype(np.int64)
