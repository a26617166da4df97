"""What each epoch of a training did, with an observation that is true of it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from afterfit.results.learning import Curve, LearningCurves
from afterfit.views.learning_tables import shown_number
from afterfit.views.numbers import counted
from afterfit.views.tables import Table, make_table

MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One evaluation of a training."""

    step: float
    train_loss: float
    """nan where no finite value was written at that step."""
    eval_loss: float
    metric: float
    observation: str
    """What happened since the evaluation before, in words."""


def trace_rows(curves: LearningCurves, most: int = MOST_ROWS) -> list[TraceRow]:
    """Return what each evaluation says, in numbers and words.

    With more than *most* of them, evenly spaced ones and those where something happened: the
    best, a restart, a change of the learning rate, a value that is not finite.
    """
    steps = _trace_steps(curves)
    train, evaluation = (curves.judged_curve(f"{split} loss") for split in ("train", "eval"))
    metric = _metric(curves)
    return [
        TraceRow(
            step=(step := steps[i]),
            train_loss=_value(train, step),
            eval_loss=_value(evaluation, step),
            metric=_value(metric, step),
            observation=observation(i, steps, curves),
        )
        for i in _shown(steps, curves, most)
    ]


def table_trace(curves: LearningCurves, most: int = MOST_ROWS) -> Table:
    """Return `trace_rows` as a table: losses, metric, and the observation."""
    shown = trace_rows(curves, most)
    left = len(_trace_steps(curves)) - len(shown)
    of = f"{counted(left, 'other row')} left out. " if left else ""
    heads = [curves.step_unit.capitalize(), ">Training loss", ">Evaluation loss"]
    metric = _metric(curves)
    return make_table(
        f"What each {curves.step_unit} did",
        [*heads, *([f">{metric.name}"] if metric is not None else []), "Observation"],
        [_cells(row, curves) for row in shown],
        note=f"{of}Each row is compared with the evaluation just before it; a change within the "
        "noise of one value is no change.",
    )


def _metric(curves: LearningCurves) -> Curve | None:
    return curves.judged_curve("eval metric") or curves.judged_curve("train metric")


def _cells(row: TraceRow, curves: LearningCurves) -> list[str]:
    losses = [curves.judged_curve(f"{split} loss") for split in ("train", "eval")]
    pairs = [(losses[0], row.train_loss), (losses[1], row.eval_loss)]
    metric = _metric(curves)
    if metric is not None:
        pairs.append((metric, row.metric))
    cells = [
        "not finite" if one is not None and row.step in one.not_finite else shown_number(value)
        for one, value in pairs
    ]
    return [shown_number(row.step), *cells, row.observation]


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
    metric = _metric(curves)
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
