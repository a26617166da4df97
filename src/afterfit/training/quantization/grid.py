"""Ranges and weights → scales and zero points of an integer grid."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_CANDIDATES = np.linspace(1.0, 0.2, 33)
"""Shares of the largest weight that the end of a narrow grid may stand for."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The integers that a tensor may hold."""

    lowest: int
    highest: int


def activation_grid(bits: int) -> Grid:
    """Return all integers of that width.

    Examples
    --------
    >>> activation_grid(4)
    Grid(lowest=-8, highest=7)
    """
    return Grid(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def weight_grid(bits: int) -> Grid:
    """Return the integers of that width that have their negative too.

    Examples
    --------
    >>> weight_grid(2)
    Grid(lowest=-1, highest=1)
    """
    return Grid(1 - 2 ** (bits - 1), 2 ** (bits - 1) - 1)


def fit_range(low: float, high: float, grid: Grid) -> tuple[float, int]:
    """Return scale and zero point that spread a range, with 0 in it, over the grid.

    Examples
    --------
    >>> fit_range(0.0, 3.0, activation_grid(2))
    (1.0, -2)
    """
    low, high = min(low, 0.0), max(high, 0.0)
    scale = (high - low) / (grid.highest - grid.lowest) or 1.0
    return scale, zero_point_of(low, scale, grid)


def zero_point_of(low: float, scale: float, grid: Grid) -> int:
    """Return the integer that stands for 0 when the lowest one stands for *low*."""
    place = grid.lowest - low / scale
    return int(np.clip(np.rint(place), grid.lowest, grid.highest))


def next_power_of_two(scale: Array) -> Array:
    """Return the smallest powers of two that are not below; ranges are never cut.

    Examples
    --------
    >>> next_power_of_two(np.array([0.3, 0.5])).tolist()
    [0.5, 0.5]
    """
    powers: Array = np.exp2(np.ceil(np.log2(scale)))
    return powers


def weight_scales(weights: Array, grid: Grid) -> Array:
    """Return for each row the scale with the least squared rounding error.

    Parameters
    ----------
    weights : array of shape (n_channels, n)
    grid
        On 8 bits the whole range is kept, as ONNX Runtime does; on fewer, cutting off the largest
        weights lets the others be told apart.

    Examples
    --------
    >>> weight_scales(np.array([[0.5, -1.27]]), weight_grid(8)).round(4).tolist()
    [0.01]
    """
    largest = np.abs(weights).max(axis=1)
    whole = np.where(largest > 0, largest, grid.highest) / grid.highest
    if grid.highest == weight_grid(8).highest:
        return whole
    tried = np.multiply.outer(_CANDIDATES, whole)[:, :, None]
    rounded = np.clip(np.rint(weights / tried), grid.lowest, grid.highest) * tried
    errors = ((weights - rounded) ** 2).sum(axis=2)
    best: Array = tried[errors.argmin(axis=0), np.arange(len(weights)), 0]
    return best
