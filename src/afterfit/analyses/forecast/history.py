"""What is known of a series before each of its forecasts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.records import Forecasts

Floats = NDArray[np.float64]
_SHORTEST = 24
"""Values before a forecast that a chart likes to show."""
_FEWEST_PAIRS = 3
_OVERLAPPING = 0.5
"""Share of neighbours that must agree: others start a new stretch."""


@dataclass(frozen=True, slots=True, eq=False)
class KnownPast:
    """Values before each forecast, the last one last."""

    values: Floats
    """Shape (n_samples, length, n_variables), nan where not known; length may be 0."""
    note: str
    """Where it came from, or why there is none; empty where it was given."""


def past_of(forecasts: Forecasts) -> KnownPast:
    """Return what came before each forecast.

    Where the record has no history, forecasts that overlap tell it: when row i + 1 starts d steps
    after row i, the true values of both agree in horizon - d places, and the first d values of
    row i came before row i + 1. A horizon of one step never overlaps.
    """
    if forecasts.history is not None:
        return KnownPast(forecasts.history, "")
    n, horizon, n_variables = forecasts.y_true.shape
    order = np.lexsort((forecasts.offset, forecasts.source))
    shift, follows = _overlap(forecasts.y_true[order], forecasts.source[order])
    if not shift:
        nothing = np.zeros((n, 0, n_variables))
        return KnownPast(
            nothing,
            "The values before the forecasts are not known: the file holds no history, and its "
            "forecasts do not overlap. So there is no baseline.",
        )
    length = max(forecasts.season or 1, min(horizon, _SHORTEST))
    values = np.empty((n, length, n_variables))
    values[order] = _chained(forecasts.y_true[order], follows, shift, length)
    steps = "each forecast starts one step" if shift == 1 else f"forecasts start {shift} steps"
    return KnownPast(
        values,
        f"The values before the forecasts were read off their overlap: {steps} after the one "
        "before it.",
    )


def _overlap(y_true: Floats, source: NDArray[np.int64]) -> tuple[int, NDArray[np.bool_]]:
    """Return the steps between neighbours, 0 if they do not overlap, and which pairs agree."""
    same = source[1:] == source[:-1]
    changes = np.ptp(y_true, axis=1).max(axis=1, initial=0.0)[:-1] > 0
    if (same & changes).sum() >= _FEWEST_PAIRS:
        for shift in range(1, y_true.shape[1]):
            agree = (y_true[1:, :-shift] == y_true[:-1, shift:]).all(axis=(1, 2)) & same
            if agree[same & changes].mean() >= _OVERLAPPING:
                return shift, agree
    return 0, np.zeros(len(same), dtype=np.bool_)


def _chained(y_true: Floats, follows: NDArray[np.bool_], shift: int, length: int) -> Floats:
    _, horizon, n_variables = y_true.shape
    steps = np.where(follows, shift, horizon + length)
    start = np.concatenate([[0], np.cumsum(steps)]) + length
    series = np.full((int(start[-1]) + horizon, n_variables), np.nan)
    series[start[:, None] + np.arange(horizon)] = y_true
    past: Floats = series[start[:, None] + np.arange(-length, 0)]
    return past
