"""Values of one sample → what is kept of them to be drawn."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from afterfit.results.pipeline_trace import TracedValues

MOST_POINTS = 160
"""Most values of a line that are kept."""
MOST_SIDE = 64
"""Most values along a side of a picture that are kept."""
_DIGITS = 5


def traced_values(what: str, values: NDArray[np.floating], names: Sequence[str]) -> TracedValues:
    """Return *values* as lines to draw, one for each entry of the first axis.

    A line of more than `MOST_POINTS` values is given by the mean of each stretch; lowest, mean and
    highest are those of all values.

    Examples
    --------
    >>> traced_values("window", np.array([[1.0, 3.0]]), ["x"]).lines
    ((1.0, 3.0),)
    """
    array = np.asarray(values, np.float64)
    flat = array.reshape(len(array), -1) if array.size else np.empty((0, 0))
    nothing = float("nan")
    return TracedValues(
        what=what,
        shape=array.shape,
        names=tuple(names),
        lines=tuple(tuple(rounded(_thinned(line))) for line in flat),
        lowest=float(array.min()) if array.size else nothing,
        mean=float(array.mean()) if array.size else nothing,
        highest=float(array.max()) if array.size else nothing,
        picture=picture_of(array) if _is_plane(array) else (),
    )


def _is_plane(array: NDArray[np.float64]) -> bool:
    return array.size > 0 and sum(side > 1 for side in array.shape[1:]) > 1


def picture_of(values: NDArray[np.floating]) -> tuple[tuple[float, ...], ...]:
    """Return the output of a layer as a plane: channels above each other, or planes in a grid.

    Parameters
    ----------
    values : array of shape (n_channels, …)
        For one window. More than one axis of length above 1 behind the channels makes a grid.

    Examples
    --------
    >>> picture_of(np.array([1.0, 2.0]))
    ((1.0, 2.0),)
    """
    plane = _plane(np.asarray(values, np.float64))
    return tuple(tuple(rounded(row)) for row in _by_blocks(_by_blocks(plane).T).T)


def rounded(values: NDArray[np.float64]) -> list[float]:
    """Return numbers with no more digits than a picture shows."""
    return [float(f"{value:.{_DIGITS}g}") for value in values.tolist()]


def _plane(values: NDArray[np.float64]) -> NDArray[np.float64]:
    if values.ndim < 2:
        return values.reshape(1, -1)
    sides = [side for side in values.shape[1:] if side > 1]
    if len(sides) < 2:
        channels = values.reshape(len(values), -1)
        return channels.T if channels.shape[1] == 1 else channels
    return _grid(values.reshape(len(values), sides[0], -1))


def _grid(planes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return planes side by side in rows; places without a plane are 0."""
    n_columns = int(np.ceil(np.sqrt(len(planes))))
    n_rows = -(-len(planes) // n_columns)
    missing = n_rows * n_columns - len(planes)
    whole = np.concatenate([planes, np.zeros((missing, *planes.shape[1:]))])
    rows = whole.reshape(n_rows, n_columns, *planes.shape[1:])
    return rows.transpose(0, 2, 1, 3).reshape(n_rows * planes.shape[1], -1)


def _by_blocks(plane: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return means over rows, so that there are at most `MOST_SIDE`."""
    if len(plane) <= MOST_SIDE:
        return plane
    return np.stack([part.mean(axis=0) for part in np.array_split(plane, MOST_SIDE)])


def _thinned(line: NDArray[np.float64]) -> NDArray[np.float64]:
    if len(line) <= MOST_POINTS:
        return line
    return np.array([part.mean() for part in np.array_split(line, MOST_POINTS)])
