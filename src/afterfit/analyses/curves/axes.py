"""What else than its steps a training can be laid along: epochs, and time."""

import numpy as np
from numpy.typing import NDArray

from afterfit.records import Series, TrainingLog
from afterfit.results.learning import StepAxis

Floats = NDArray[np.float64]

_MINUTE = 60.0


def step_axes(log: TrainingLog) -> tuple[StepAxis, ...]:
    """Return the epoch and the minutes since the first value, as far as the log tells them.

    Examples
    --------
    >>> from afterfit.records import Meaning
    >>> epochs = Series("epoch", [0, 50, 100], [0, 0.5, 1], Meaning("other"))
    >>> step_axes(TrainingLog("run", "list", "step", (epochs,)))[0].name
    'epoch'
    """
    found = (_epochs(log), _minutes(log))
    return tuple(one for one in found if one is not None)


def _epochs(log: TrainingLog) -> StepAxis | None:
    if log.step_unit == "epoch":
        return None
    known = next((one for one in log.series if one.name.lower() in ("epoch", "epochs")), None)
    return None if known is None else _rising("epoch", known.steps, known.values)


def _minutes(log: TrainingLog) -> StepAxis | None:
    timed = [(one.steps, one.wall_times) for one in log.series if one.wall_times is not None]
    if timed:
        steps, walls = max(timed, key=lambda pair: len(pair[0]))
        return _rising("minutes", steps, (walls - walls[:1]) / _MINUTE)
    seconds = _seconds(log)
    if seconds is None:
        return None
    return _rising("minutes", seconds.steps, np.cumsum(seconds.values) / _MINUTE)


def _seconds(log: TrainingLog) -> Series | None:
    """Return the seconds of each epoch, which afterfit's own history tells."""
    if "afterfit" not in log.kind:
        return None
    return next((one for one in log.series if one.name == "seconds"), None)


def _rising(name: str, steps: Floats, values: Floats) -> StepAxis | None:
    known = np.isfinite(values)
    steps, values = steps[known], values[known]
    if len(steps) < 2 or (np.diff(values) < 0).any() or values[0] == values[-1]:
        return None
    return StepAxis(name, steps, values)
