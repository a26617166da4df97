"""What a format's reader found, before anybody asks what it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class RawSeries:
    """One column of a log, in the order of writing."""

    steps: NDArray[np.float64]
    """May go backwards where a training was started again."""
    values: NDArray[np.float64]
    places: NDArray[np.int64]
    """Row or record of each value, rising: what was written before what, across series."""
    wall_times: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class RawLog:
    """All columns of one log."""

    name: str
    kind: str
    step_unit: str
    series: Mapping[str, RawSeries]
    notes: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    """The file or folder that it was read from, for saying that another one tells the same."""


def raw_series(
    steps: Sequence[float],
    values: Sequence[float],
    places: Sequence[int] | None = None,
    wall_times: Sequence[float] | None = None,
) -> RawSeries:
    """Return a series from lists; without *places*, each value stands in a row of its own."""
    return RawSeries(
        np.asarray(steps, dtype=np.float64),
        np.asarray(values, dtype=np.float64),
        np.asarray(range(len(steps)) if places is None else places, dtype=np.int64),
        None if wall_times is None else np.asarray(wall_times, dtype=np.float64),
    )


def series_from_rows(rows: Sequence[tuple[float, Mapping[str, float]]]) -> dict[str, RawSeries]:
    """Return the series of *rows*, each a step with the values written at it.

    Examples
    --------
    >>> series_from_rows([(1, {"loss": 0.9}), (2, {"loss": 0.5, "eval_loss": 0.6})])[
    ...     "eval_loss"
    ... ].steps.tolist()
    [2.0]
    """
    gathered: dict[str, tuple[list[float], list[float], list[int]]] = {}
    for place, (step, values) in enumerate(rows):
        for name, value in values.items():
            steps, numbers, places = gathered.setdefault(name, ([], [], []))
            steps.append(step)
            numbers.append(value)
            places.append(place)
    return {name: raw_series(*columns) for name, columns in gathered.items()}
