"""Steps that go backwards: one training that started again, or two trainings in one place."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.readers.training_logs.raw_log import RawSeries


@dataclass(frozen=True, slots=True, eq=False)
class Straightened:
    """One training whose steps only rise."""

    series: Mapping[str, RawSeries]
    restarts: tuple[float, ...]
    """Steps at which it went on again."""
    n_superseded: int
    """Values that a restart wrote again; the later ones stand."""


def split_runs(series: Mapping[str, RawSeries]) -> list[dict[str, RawSeries]]:
    """Return each training of a log apart; one begins where steps return to their start.

    The series with most values tells where. A return to a later step is a restart, which
    `straighten` takes care of.
    """
    if not series:
        return []
    longest = max(series.values(), key=lambda one: len(one.steps))
    runs = []
    edges = [(-1, -1), *_beginnings(longest)]
    for i, begin in enumerate(edges):
        end = edges[i + 1] if i + 1 < len(edges) else None
        cut = {name: _between(one, begin, end) for name, one in series.items()}
        runs.append({name: one for name, one in cut.items() if len(one.steps)})
    return runs


def straighten(series: Mapping[str, RawSeries]) -> Straightened:
    """Return the series with what a restart wrote again taken out."""
    kept = {name: _last_written(one) for name, one in series.items()}
    longest = max(series.values(), key=lambda one: len(one.steps), default=None)
    restarts = () if longest is None else _restarts(longest.steps)
    lost = sum(len(series[name].steps) - len(one.steps) for name, one in kept.items())
    return Straightened(kept, restarts, lost)


def _beginnings(one: RawSeries) -> list[tuple[int, int]]:
    """Return for each later training the places of the last value before and the first of it."""
    falls = np.flatnonzero(np.diff(one.steps) < 0) + 1
    found, first = [], one.steps[0] if len(one.steps) else 0.0
    for i in falls:
        if one.steps[i] <= first:
            found.append((int(one.places[i - 1]), int(one.places[i])))
            first = one.steps[i]
    return found


def _between(one: RawSeries, begin: tuple[int, int], end: tuple[int, int] | None) -> RawSeries:
    inside = slice(_cut(one, begin), len(one.steps) if end is None else _cut(one, end))
    walls = None if one.wall_times is None else one.wall_times[inside]
    return RawSeries(one.steps[inside], one.values[inside], one.places[inside], walls)


def _cut(one: RawSeries, edge: tuple[int, int]) -> int:
    """Return the index of the first value that belongs behind *edge*."""
    before, after = edge
    low, high = np.searchsorted(one.places, [before, after], side="right")
    own = np.flatnonzero(np.diff(one.steps[max(low - 1, 0) : high]) < 0)
    if len(own):
        return int(max(low - 1, 0) + own[0] + 1)
    return int(np.searchsorted(one.places, after, side="left"))


def _last_written(one: RawSeries) -> RawSeries:
    keep = _not_superseded(one.steps)
    walls = None if one.wall_times is None else one.wall_times[keep]
    return RawSeries(one.steps[keep], one.values[keep], one.places[keep], walls)


def _not_superseded(steps: NDArray[np.float64]) -> NDArray[np.bool_]:
    falls = np.flatnonzero(np.diff(steps) < 0) + 1
    if not len(falls):
        return np.ones(len(steps), bool)
    later_start = np.minimum.accumulate(steps[falls][::-1])[::-1]
    limit = np.append(later_start, np.inf)[np.searchsorted(falls, np.arange(len(steps)), "right")]
    return np.asarray(steps < limit)


def _restarts(steps: NDArray[np.float64]) -> tuple[float, ...]:
    falls = np.flatnonzero(np.diff(steps) < 0) + 1
    kept = _not_superseded(steps)
    return tuple(float(steps[i]) for i in falls if kept[i])
