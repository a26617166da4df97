"""Training log → learning curves."""

import numpy as np

from afterfit.analyses.curves.axes import step_axes
from afterfit.analyses.curves.judged import losses_of, metrics_of
from afterfit.analyses.curves.mosaic import mosaic_end, told_end
from afterfit.analyses.curves.prepare import prepare_curve
from afterfit.records import Series, TrainingLog
from afterfit.results.learning import Curve, LearningCurves, LossGap

LEAST_CHANGE = 1.5
"""A learning rate that becomes 1.5 times as high or as low at once has changed,"""
LEAST_LEAP = 3.0
"""if this is three times the changes on both sides (in logarithms): else it glides."""


def measure_curves(log: TrainingLog) -> LearningCurves:
    """Return the curves of *log* with the numbers that rules judge and views draw.

    The full resolution is kept; values that are not finite are set apart; smoothing stops at
    restarts and at changes of the learning rate.
    """
    rate = next((one for one in log.series if one.meaning.role == "learning_rate"), None)
    changes = () if rate is None else rate_changes(rate)
    plain = mosaic_end(log)
    breaks = sorted({*changes, *log.restarts, *(() if plain is None else (plain,))})
    candidates = _candidates(log)
    sums = [one for found in candidates.values() for one in found if one not in log.series]
    curves = tuple(prepare_curve(one, breaks) for one in (*log.series, *sums))
    judged = {part: found[0].name for part, found in candidates.items() if found}
    by_name = {curve.name: curve for curve in curves}
    train, evaluation = (by_name.get(judged.get(f"{s} loss", "")) for s in ("train", "eval"))
    return LearningCurves(
        name=log.name,
        log_kind=log.kind,
        step_unit=log.step_unit,
        curves=curves,
        gap=_gap(train, evaluation),
        restarts=log.restarts,
        rate_changes=changes,
        notes=(*log.notes, *told_end(plain), *_choices(candidates)),
        settings=dict(log.settings),
        judged=judged,
        axes=step_axes(log),
    )


def rate_changes(rate: Series) -> tuple[float, ...]:
    """Return the steps at which the learning rate jumps.

    Examples
    --------
    >>> from afterfit.records import Meaning
    >>> rates = [0.1 if step < 20 else 0.01 for step in range(1, 31)]
    >>> rate_changes(Series("lr", range(1, 31), rates, Meaning("learning_rate")))
    (20.0,)
    """
    known = np.isfinite(rate.values) & (rate.values > 0)
    steps, values = rate.steps[known], np.log(rate.values[known])
    changes = np.abs(np.diff(values))
    beside = np.maximum(np.append(0.0, changes[:-1]), np.append(changes[1:], 0.0))
    jumps = (changes >= np.log(LEAST_CHANGE)) & (changes >= LEAST_LEAP * beside)
    return tuple(float(step) for step in steps[1:][jumps])


def _candidates(log: TrainingLog) -> dict[str, list[Series]]:
    series = log.series
    return {
        "train loss": losses_of(series, "train"),
        "eval loss": losses_of(series, "eval"),
        "train metric": metrics_of(series, "train"),
        "eval metric": metrics_of(series, "eval"),
        "learning rate": [one for one in series if one.meaning.role == "learning_rate"],
    }


def _choices(candidates: dict[str, list[Series]]) -> list[str]:
    return [
        f"{len(found)} series are a total {part}: {', '.join(one.name for one in found)}; "
        f"{found[0].name} is judged."
        for part, found in candidates.items()
        if part.endswith("loss") and len(found) > 1
    ]


def _gap(train: Curve | None, evaluation: Curve | None) -> LossGap | None:
    if train is None or evaluation is None or not len(train.steps) or not len(evaluation.steps):
        return None
    inside = evaluation.steps >= train.steps[0]
    steps, values = evaluation.steps[inside], evaluation.values[inside]
    if not len(steps):
        return None
    beside = np.interp(steps, train.steps, train.smoothed)
    if np.array_equal(train.steps, evaluation.steps):
        following = np.append(train.smoothed[1:], train.smoothed[-1])
        beside = (beside + following[inside]) / 2
    return LossGap(steps, beside, values)
