"""Learning curves as tables: the training insights, and what each epoch did."""

import math
from collections.abc import Sequence

import numpy as np

from afterfit.results.learning import Curve, LearningCurves
from afterfit.views.numbers import NO_VALUE, counted
from afterfit.views.tables import Table, make_table

MOST_ROWS = 40
_SETTINGS = {"batch size": "Batch size", "resolution": "Resolution", "optimizer": "Optimizer"}
_LOSSES = {
    "total_loss": "Total loss",
    "classification_loss": "Classification loss",
    "localisation_loss": "Localisation loss",
    "regularisation_loss": "Regularisation loss",
}


def table_insights(curves: LearningCurves) -> Table:
    """Return steps, batch size, learning rate and resolution, then final and best losses."""
    rows = [[f"{curves.step_unit.capitalize()}s", _number(curves.last_step), ""]]
    rows += [[_SETTINGS[k], v, ""] for k, v in curves.settings.items() if k in _SETTINGS]
    rows += _rate_row(curves)
    for role, title in _LOSSES.items():
        pair = [_loss(curves, role, split) for split in ("train", "eval")]
        if any(pair):
            rows.append([f"{title}, final", *(_number(c.final) if c else NO_VALUE for c in pair)])
            rows.append([f"{title}, best", *(_best(c, curves) for c in pair)])
    rows += _metric_rows(curves)
    return make_table(
        "Training insights",
        ["", ">Training", ">Evaluation"],
        rows,
        note="Final: median of the last tenth. Best: of the running median.",
    )


def _rate_row(curves: LearningCurves) -> list[list[str]]:
    rate = curves.judged_curve("learning rate")
    if rate is not None and len(rate.values):
        first, last = _number(float(rate.values[0])), _number(float(rate.values[-1]))
        return [["Learning rate", first if first == last else f"{first} → {last}", ""]]
    given = curves.settings.get("learning rate")
    return [["Learning rate", given, ""]] if given else []


def _loss(curves: LearningCurves, role: str, split: str) -> Curve | None:
    if role == "total_loss":
        return curves.judged_curve(f"{split} loss")
    found = [one for one in curves.curves if (one.role, one.split) == (role, split)]
    return found[0] if found else None


def _metric_rows(curves: LearningCurves) -> list[list[str]]:
    pair = [curves.judged_curve(f"{split} metric") for split in ("train", "eval")]
    names = list(dict.fromkeys(one.name for one in pair if one))
    if not names:
        return []
    title = ", ".join(names)
    finals = [_number(one.final) if one else NO_VALUE for one in pair]
    return [
        [f"{title}, final", *finals],
        [f"{title}, best", *(_best(one, curves) for one in pair)],
    ]


def _best(curve: Curve | None, curves: LearningCurves) -> str:
    if curve is None or math.isnan(curve.best):
        return NO_VALUE
    return f"{_number(curve.best)} ({curves.step_unit} {_number(curve.best_step)})"


def _number(value: float) -> str:
    if math.isnan(value):
        return NO_VALUE
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}".replace("-", "−")


def table_trace(curves: LearningCurves, most: int = MOST_ROWS) -> Table:
    """Return one row an evaluation: losses, metric, and an observation that is true of it.

    With more than *most* of them, evenly spaced ones are shown and those where something
    happened: the best, a restart, a change of the learning rate, a value that is not finite.
    """
    steps = _trace_steps(curves)
    shown = _shown(steps, curves, most)
    rows = [_trace_row(i, steps, curves) for i in shown]
    left = len(steps) - len(shown)
    of = f"{counted(left, 'other row')} left out. " if left else ""
    heads = [curves.step_unit.capitalize(), ">Training loss", ">Evaluation loss"]
    return make_table(
        f"What each {curves.step_unit} did",
        [*heads, *_metric_heads(curves), "Observation"],
        rows,
        note=f"{of}Each row is compared with the evaluation just before it; a change within the "
        "noise of one value is no change.",
    )


def _trace_steps(curves: LearningCurves) -> list[float]:
    losses = [curves.judged_curve(f"{split} loss") for split in ("eval", "train")]
    base = next((one for one in losses if one is not None), None)
    if base is None:
        return []
    return [float(step) for step in np.union1d(base.steps, base.not_finite)]


def _shown(steps: Sequence[float], curves: LearningCurves, most: int) -> list[int]:
    if len(steps) <= most:
        return list(range(len(steps)))
    special = {*curves.restarts, *curves.rate_changes}
    judged = curves.judged_curve("eval loss") or curves.judged_curve("train loss")
    if judged is not None:
        special |= {judged.best_step, *judged.not_finite[:1].tolist()}
    spaced = set(np.linspace(0, len(steps) - 1, most).round().astype(int).tolist())
    events = {min(int(np.searchsorted(steps, step)), len(steps) - 1) for step in special}
    return sorted(spaced | events)


def _metric_heads(curves: LearningCurves) -> list[str]:
    metric = curves.judged_curve("eval metric") or curves.judged_curve("train metric")
    return [f">{metric.name}"] if metric is not None else []


def _trace_row(i: int, steps: Sequence[float], curves: LearningCurves) -> list[str]:
    step = steps[i]
    losses = [curves.judged_curve(f"{split} loss") for split in ("train", "eval")]
    metric = curves.judged_curve("eval metric") or curves.judged_curve("train metric")
    cells = [_cell(one, step) for one in losses]
    if metric is not None:
        cells.append(_cell(metric, step))
    return [_number(step), *cells, observation(i, steps, curves)]


def _cell(curve: Curve | None, step: float) -> str:
    value = _value(curve, step)
    if curve is not None and step in curve.not_finite:
        return "not finite"
    return _number(value)


def _value(curve: Curve | None, step: float) -> float:
    if curve is None:
        return math.nan
    i = int(np.searchsorted(curve.steps, step))
    return float(curve.values[i]) if i < len(curve.steps) and curve.steps[i] == step else math.nan


def observation(i: int, steps: Sequence[float], curves: LearningCurves) -> str:
    """Return what happened between evaluation *i* and the one before it, in words."""
    step = steps[i]
    train, evaluation = (curves.judged_curve(f"{split} loss") for split in ("train", "eval"))
    said = [*_events_between(steps[i - 1] if i else -math.inf, step, curves)]
    said += [
        f"{name} loss is not finite"
        for name, one in (("training", train), ("evaluation", evaluation))
        if one is not None and step in one.not_finite
    ]
    if i == 0:
        said.append("the start")
    else:
        said += _moves(steps[i - 1], step, train, evaluation)
        said += _metric_moves(steps[i - 1], step, curves)
    judged = evaluation or train
    if judged is not None and len(judged.values):
        said += _record(judged, step, "evaluation" if evaluation is not None else "training")
    text = "; ".join(said)
    return text[:1].upper() + text[1:]


def _events_between(before: float, step: float, curves: LearningCurves) -> list[str]:
    said = []
    if any(before < one <= step for one in curves.restarts):
        said.append("the training was started again")
    if any(before < one <= step for one in curves.rate_changes):
        said.append("the learning rate changed")
    return said


def _moves(before: float, step: float, *losses: Curve | None) -> list[str]:
    named = [
        (name, move)
        for name, curve in zip(("training", "evaluation"), losses, strict=True)
        if (move := _move(curve, before, step))
    ]
    if len(named) == 2 and named[0][1] == named[1][1]:
        return [{"falls": "both losses fall", "rises": "both losses rise"}.get(
            named[0][1], "both losses hold")]  # fmt: skip
    return [" while ".join(f"{name} loss {move}" for name, move in named)] if named else []


def _metric_moves(before: float, step: float, curves: LearningCurves) -> list[str]:
    metric = curves.judged_curve("eval metric") or curves.judged_curve("train metric")
    move = _move(metric, before, step)
    return [f"{metric.name} {move}"] if metric is not None and move else []


def _move(curve: Curve | None, before: float, step: float) -> str:
    change = _value(curve, step) - _value(curve, before)
    if curve is None or math.isnan(change):
        return ""
    if abs(change) <= (0.0 if math.isnan(curve.noise) else curve.noise):
        return "holds"
    return "falls" if change < 0 else "rises"


def _record(curve: Curve, step: float, name: str) -> list[str]:
    value = _value(curve, step)
    if math.isnan(value):
        return []
    if step == curve.steps[curve.values.argmin()]:
        return [f"lowest {name} loss of all"]
    lower_before = curve.values[curve.steps < step]
    if len(lower_before) and value < lower_before.min():
        return [f"lowest {name} loss so far"]
    return []
