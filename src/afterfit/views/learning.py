"""Learning curves as charts: the raw line under the smoothed one, and what happened when."""

from collections.abc import Sequence
from typing import Any

from afterfit.results.learning import Curve, LearningCurves
from afterfit.views.charts import Chart, make_chart
from afterfit.views.numbers import counted, significant
from afterfit.views.palette import CANDIDATE, CLASS_COLOURS, FAINT_INK, REFERENCE
from afterfit.views.smoothing import MOST_POINTS, drawn_points, tensorboard_smoothing

SMOOTHING_LEVELS = tuple(i / 10 for i in range(10))
"""Weights that the slider offers."""
_AT_FIRST = ((100, 0.0), (1000, 0.6))
"""Weight at first, by the most values a line may have for it: short lines show themselves."""
_FOR_LONG = 0.9
_SPLIT_NAMES = {"train": "train", "eval": "evaluation", "none": ""}
_COMPONENTS = {
    "classification_loss": "classification",
    "localisation_loss": "localisation",
    "regularisation_loss": "regularisation",
    "other_loss": "other",
}

Line = tuple[str, Curve]


def chart_losses(curves: LearningCurves) -> Chart | None:
    """Return the total loss on training and evaluation data; None where the log has none."""
    return _chart_parts(curves, "loss", "Loss", "Loss")


def chart_metric(curves: LearningCurves) -> Chart | None:
    """Return the judged metric on training and evaluation data; None where there is none."""
    judged = curves.judged_curve("eval metric") or curves.judged_curve("train metric")
    return _chart_parts(curves, "metric", "Metric", judged.name if judged else "Metric")


def chart_components(curves: LearningCurves, split: str = "eval") -> Chart | None:
    """Return the parts of the loss on one split; None with fewer than two."""
    lines = [
        (f"{_COMPONENTS[one.role]} ({one.name})", one)
        for one in curves.curves
        if one.split == split and one.role in _COMPONENTS and len(one.steps)
    ]
    if len(lines) < 2:
        return None
    title = f"Losses by part, {_SPLIT_NAMES[split]}"
    return _chart(curves, title, "Loss", lines, CLASS_COLOURS, None)


def chart_learning_rate(curves: LearningCurves) -> Chart | None:
    """Return the learning rate by step; None where the log has none."""
    rate = curves.judged_curve("learning rate")
    if rate is None or not len(rate.steps):
        return None
    return _chart(curves, "Learning rate", rate.name, [("", rate)], (REFERENCE,), None)


def chart_runs(runs: Sequence[LearningCurves], part: str = "eval loss") -> Chart | None:
    """Return several trainings over the same axes, by *part*, a key of ``judged``.

    None where fewer than two of them have it, where their steps count different things, or where
    the metrics that they are judged by are not the same.
    """
    lines = [(one.name, c) for one in runs if (c := one.judged_curve(part)) and len(c.steps)]
    if len(lines) < 2 or len({one.step_unit for one in runs}) > 1:
        return None
    if part.endswith("metric") and len({curve.name for _, curve in lines}) > 1:
        return None
    title = f"{len(lines)} trainings: {part.replace('eval', 'evaluation')}"
    return _chart(runs[0], title, part.capitalize(), lines, CLASS_COLOURS, None, events=False)


def _chart_parts(curves: LearningCurves, what: str, title: str, axis: str) -> Chart | None:
    lines = [
        (_SPLIT_NAMES[split], curve)
        for split in ("train", "eval")
        if (curve := curves.judged_curve(f"{split} {what}")) and len(curve.steps)
    ]
    if not lines:
        return None
    return _chart(curves, title, axis, lines, (REFERENCE, CANDIDATE), lines[-1][1])


def _chart(
    curves: LearningCurves,
    title: str,
    axis: str,
    lines: Sequence[Line],
    colours: Sequence[str],
    judged: Curve | None,
    *,
    events: bool = True,
) -> Chart:
    layers = [_lines(lines, axis, curves.step_unit, colours)]
    if judged is not None and judged.higher_is_better is not None:
        layers += [_equals(judged, axis), _best(judged, curves.step_unit)]
    if events:
        layers += _events(curves)
    body = {"width": 560, "height": 240, "params": [_slider(lines)], "layer": layers}
    return make_chart(
        title, _describe(curves, lines), body, subtitle=_legend(curves, lines, judged, events)
    )


def _slider(lines: Sequence[Line]) -> dict[str, Any]:
    longest = max(len(curve.steps) for _, curve in lines)
    bind = {"input": "range", "min": 0, "max": SMOOTHING_LEVELS[-1], "step": 0.1}
    return {
        "name": "smoothing",
        "value": next((weight for most, weight in _AT_FIRST if longest <= most), _FOR_LONG),
        "bind": {**bind, "name": "Smoothing "},
    }


def _lines(lines: Sequence[Line], axis: str, unit: str, colours: Sequence[str]) -> dict[str, Any]:
    names = [label for label, _ in lines]
    colour: dict[str, Any] = {
        "field": "line",
        "type": "nominal",
        "sort": names,
        "scale": {"domain": names, "range": [colours[i % len(colours)] for i in range(len(names))]},
        "legend": {"title": None, "symbolStrokeWidth": 3, "symbolOpacity": 1}
        if any(names)
        else None,
    }
    raw = {
        "mark": {"type": "line", "strokeWidth": 1, "opacity": 0.35},
        "encoding": {"y": _y("value", axis), "color": colour},
    }
    smooth = {
        "transform": [{"calculate": "datum.levels[round(smoothing * 10)]", "as": "smooth"}],
        "mark": {"type": "line", "strokeWidth": 2, "point": _dots(lines)},
        "encoding": {
            "y": _y("smooth", axis),
            "color": colour,
            "tooltip": [
                {"field": "line", "type": "nominal", "title": "Line"},
                {"field": "step", "type": "quantitative", "title": unit.capitalize()},
                {"field": "value", "type": "quantitative", "title": axis, "format": ".4~g"},
                {"field": "smooth", "type": "quantitative", "title": "Smoothed", "format": ".4~g"},
            ],
        },
    }
    points = [point for label, curve in lines for point in _points(label, curve)]
    return {
        "data": {"values": points},
        "encoding": {"x": _x(unit)},
        "layer": [raw, smooth],
    }


def _points(label: str, curve: Curve) -> list[dict[str, Any]]:
    """Return the points of a line; each level is smoothed over all values, then thinned."""
    values = curve.values.tolist()
    levels = [tensorboard_smoothing(values, weight) for weight in SMOOTHING_LEVELS]
    return [
        {
            "line": label,
            "step": significant(float(curve.steps[i]), 9),
            "value": significant(values[i], 5),
            "levels": [significant(level[i], 5) for level in levels],
        }
        for i in drawn_points(curve.values)
    ]


def _dots(lines: Sequence[Line]) -> dict[str, Any]:
    # a lone value is no line, and beyond a hundred, dots hide it
    few = max(len(curve.steps) for _, curve in lines) <= 100
    return {"size": 16, "filled": True, "opacity": 1 if few else 0}


def _x(unit: str) -> dict[str, Any]:
    return {
        "field": "step",
        "type": "quantitative",
        "scale": {"nice": False, "zero": False},
        "axis": {"title": unit.capitalize(), "format": "~s", "grid": False},
    }


def _y(field: str, axis: str) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"zero": False},
        "axis": {"title": axis, "format": ".3~g", "tickCount": 5},
    }


def _equals(curve: Curve, axis: str) -> dict[str, Any]:
    equal = curve.equal_steps
    places = curve.steps.searchsorted(equal)
    shown = drawn_points(curve.smoothed[places])
    values = [
        {"step": float(equal[i]), "equal": significant(float(curve.smoothed[places[i]]), 5)}
        for i in shown
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "tick", "orient": "vertical", "height": 9, "color": FAINT_INK},
        "encoding": {"x": {"field": "step", "type": "quantitative"}, "y": _y("equal", axis)},
    }


def _best(curve: Curve, unit: str) -> dict[str, Any]:
    return _rule([curve.best_step], "Best", unit, [4, 3])


def _events(curves: LearningCurves) -> list[dict[str, Any]]:
    events = (("Learning rate changes", curves.rate_changes, [1, 3]),
              ("Training restarts", curves.restarts, [8, 3]))  # fmt: skip
    return [_rule(steps, what, curves.step_unit, dash) for what, steps, dash in events if steps]


def _rule(steps: Sequence[float], what: str, unit: str, dash: list[int]) -> dict[str, Any]:
    return {
        "data": {"values": [{"step": step, "event": what} for step in steps]},
        "mark": {"type": "rule", "strokeDash": dash, "color": FAINT_INK},
        "encoding": {
            "x": {"field": "step", "type": "quantitative"},
            "tooltip": [
                {"field": "event", "type": "nominal", "title": "Event"},
                {"field": "step", "type": "quantitative", "title": unit.capitalize()},
            ],
        },
    }


def _legend(
    curves: LearningCurves, lines: Sequence[Line], judged: Curve | None, events: bool
) -> str:
    parts = []
    if judged is not None and judged.higher_is_better is not None:
        n = counted(len(judged.equal_steps), curves.step_unit)
        parts.append(
            f"Dashed: best, {curves.step_unit} {judged.best_step:,g}; ticks: {n} as good within "
            "noise"
        )
    if events and curves.rate_changes:
        parts.append("Dotted: learning rate changes")
    if events and curves.restarts:
        parts.append("Long dashes: restarts")
    if any(len(curve.steps) > MOST_POINTS for _, curve in lines):
        n = counted(max(len(curve.steps) for _, curve in lines), "value")
        parts.append(f"Of up to {n} a line, the extremes of each stretch are drawn")
    return "\n".join(parts)


def _describe(curves: LearningCurves, lines: Sequence[Line]) -> str:
    told = [
        f"{label or curve.name} starts at {curve.start:.4g} and ends at {curve.final:.4g}"
        for label, curve in lines
    ]
    return f"{curves.name}: {'; '.join(told)}."
