"""Values of one sample → what is kept of them to be drawn."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from afterfit.results.pipeline_trace import TracedValues

MOST_POINTS = 160
"""Most values of a line that are kept."""
MOST_SIDE = 64
"""Most values along a side of a picture that are kept, gaps between planes not counted."""
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
        For one window. More than one axis of length above 1 behind the channels makes a grid, with
        nan between planes.

    Examples
    --------
    >>> picture_of(np.array([1.0, 2.0]))
    ((1.0, 2.0),)
    >>> picture_of(np.ones((2, 2, 2)))
    ((1.0, 1.0, nan, 1.0, 1.0), (1.0, 1.0, nan, 1.0, 1.0))
    """
    return tuple(tuple(rounded(row)) for row in _plane(np.asarray(values, np.float64)))


def rounded(values: NDArray[np.float64]) -> list[float]:
    """Return numbers with no more digits than a picture shows."""
    return [float(f"{value:.{_DIGITS}g}") for value in values.tolist()]


def _plane(values: NDArray[np.float64]) -> NDArray[np.float64]:
    if values.ndim < 2:
        return _small(values.reshape(1, -1), MOST_SIDE)
    sides = [side for side in values.shape[1:] if side > 1]
    if len(sides) < 2:
        channels = values.reshape(len(values), -1)
        return _small(channels.T if channels.shape[1] == 1 else channels, MOST_SIDE)
    return _grid(values.reshape(len(values), sides[0], -1))


def _grid(planes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return planes side by side in rows; nan between them, and where there is none."""
    n_columns = int(np.ceil(np.sqrt(len(planes))))
    n_rows = -(-len(planes) // n_columns)
    small = np.stack([_small(plane, max(1, MOST_SIDE // n_columns)) for plane in planes])
    height, width = small.shape[1:]
    whole = np.full((n_rows * n_columns, height + 1, width + 1), np.nan)
    whole[: len(small), :-1, :-1] = small
    rows = whole.reshape(n_rows, n_columns, height + 1, width + 1).transpose(0, 2, 1, 3)
    return rows.reshape(n_rows * (height + 1), -1)[:-1, :-1]


def _small(plane: NDArray[np.float64], most: int) -> NDArray[np.float64]:
    """Return means over blocks, so that no side has more than *most* values."""
    return _by_blocks(_by_blocks(plane, most).T, most).T


def _by_blocks(plane: NDArray[np.float64], most: int) -> NDArray[np.float64]:
    if len(plane) <= most:
        return plane
    return np.stack([part.mean(axis=0) for part in np.array_split(plane, most)])


def _thinned(line: NDArray[np.float64]) -> NDArray[np.float64]:
    if len(line) <= MOST_POINTS:
        return line
    return np.array([part.mean() for part in np.array_split(line, MOST_POINTS)])
