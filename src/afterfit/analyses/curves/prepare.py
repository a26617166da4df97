"""A series of a log → a curve: finite, one value a step, smoothed, with its key numbers."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.curves.robust import end_trend, noise_level, running_median
from afterfit.analyses.curves.spikes import find_spikes
from afterfit.records import Series
from afterfit.results.learning import Curve

Floats = NDArray[np.float64]

_LONG = 50


def prepare_curve(series: Series, breaks: Sequence[float] = ()) -> Curve:
    """Return *series* as a curve; *breaks* are steps across which nothing is smoothed.

    Breaks are changes of the learning rate and restarts. The last value of a break belongs to
    what follows it.
    """
    finite = np.isfinite(series.values)
    steps, values = _one_a_step(series.steps[finite], series.values[finite])
    edges = np.asarray(breaks, dtype=np.float64)
    smoothed = _smoothed(steps, values, edges)
    higher = series.meaning.higher_is_better
    noise = noise_level(values)
    start, final = _start(values), _final(values)
    best, best_step, equal = _best(steps, smoothed, noise, higher)
    is_loss = series.meaning.role.endswith("_loss")
    return Curve(
        name=series.name,
        role=series.meaning.role,
        split=series.meaning.split,
        higher_is_better=higher,
        steps=steps,
        values=values,
        smoothed=smoothed,
        not_finite=np.unique(series.steps[~finite]),
        ends_not_finite=bool(len(finite)) and not finite[-1],
        noise=noise,
        start=start,
        final=final,
        best=best,
        best_step=best_step,
        equal_steps=equal,
        trend=end_trend(steps, values),
        spikes=find_spikes(steps, values, edges, start - best) if is_loss else (),
    )


def _one_a_step(steps: Floats, values: Floats) -> tuple[Floats, Floats]:
    distinct, first = np.unique(steps, return_index=True)
    if len(distinct) == len(steps):
        return steps, values
    groups = np.split(values, first[1:])
    return distinct, np.array([np.median(group) for group in groups])


def _smoothed(steps: Floats, values: Floats, breaks: Floats) -> Floats:
    cuts = np.unique(np.searchsorted(steps, breaks))
    return np.concatenate([running_median(part) for part in np.split(values, cuts)])


def _start(values: Floats) -> float:
    if not len(values):
        return math.nan
    return float(
        np.median(values[: max(3, len(values) // 100)] if len(values) >= _LONG else values[:1])
    )


def _final(values: Floats) -> float:
    if not len(values):
        return math.nan
    return float(
        np.median(values[-max(3, len(values) // 10) :] if len(values) >= 5 else values[-1:])
    )


def _best(
    steps: Floats, smoothed: Floats, noise: float, higher: bool | None
) -> tuple[float, float, Floats]:
    if higher is None or not len(smoothed):
        return math.nan, math.nan, steps[:0]
    badness = -smoothed if higher else smoothed
    at = int(np.argmin(badness))
    band = 0.0 if math.isnan(noise) else noise
    return float(smoothed[at]), float(steps[at]), steps[badness <= badness[at] + band]
