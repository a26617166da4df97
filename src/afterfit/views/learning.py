"""Learning curves as charts: the raw line under the smoothed one, and what happened when."""

from collections.abc import Sequence
from typing import Any

from afterfit.results.learning import LearningCurves
from afterfit.views.charts import Chart, make_chart
from afterfit.views.learning_controls import Controls, Line, common_axes, smoothed_levels
from afterfit.views.learning_marks import best, ceiling_of, equals, events, outliers
from afterfit.views.numbers import counted, significant
from afterfit.views.palette import CANDIDATE, CLASS_COLOURS, REFERENCE
from afterfit.views.smoothing import MOST_POINTS, drawn_points

_SPLIT_NAMES = {"train": "train", "eval": "evaluation", "none": ""}
_SPLIT_COLOURS = {"train": REFERENCE, "evaluation": CANDIDATE}
_COMPONENTS = {
    "classification_loss": "classification",
    "localisation_loss": "localisation",
    "regularisation_loss": "regularisation",
    "other_loss": "other",
}


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
        Line(f"{_COMPONENTS[one.role]} ({one.name})", one, curves)
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
    return _chart(curves, "Learning rate", rate.name, [Line("", rate, curves)], (REFERENCE,), None)


def chart_runs(runs: Sequence[LearningCurves], part: str = "eval loss") -> Chart | None:
    """Return several trainings over the same axes, by *part*, a key of ``judged``.

    They can be laid along whatever all of them tell: epochs or time, where steps count different
    things. None where fewer than two have that part, where nothing can be told of all, or where
    the metrics that they are judged by are not the same.
    """
    drawn = [(one, curve) for one in runs if (curve := one.judged_curve(part))]
    names = told_apart([one.name for one, _ in drawn])
    lines = [
        Line(name, curve, one)
        for name, (one, curve) in zip(names, drawn, strict=True)
        if len(curve.steps)
    ]
    if len(lines) < 2 or not common_axes([line.run for line in lines]):
        return None
    if part.endswith("metric") and len({line.curve.name for line in lines}) > 1:
        return None
    title = f"{len(lines)} trainings: {part.replace('eval', 'evaluation')}"
    return _chart(runs[0], title, part.capitalize(), lines, CLASS_COLOURS, None, happened=False)


def told_apart(names: Sequence[str]) -> list[str]:
    """Return *names* without the folders that all share and the file name that all share.

    Examples
    --------
    >>> told_apart(["runs/a/history.csv", "runs/b/history.csv"])
    ['a', 'b']
    """
    parts = [name.split("/") for name in names]
    while len({tuple(one[:1]) for one in parts}) == 1 and min(map(len, parts)) > 1:
        parts = [one[1:] for one in parts]
    while len({tuple(one[-1:]) for one in parts}) == 1 and min(map(len, parts)) > 1:
        parts = [one[:-1] for one in parts]
    return ["/".join(one) for one in parts]


def _chart_parts(curves: LearningCurves, what: str, title: str, axis: str) -> Chart | None:
    lines = [
        Line(_SPLIT_NAMES[split], curve, curves)
        for split in ("train", "eval")
        if (curve := curves.judged_curve(f"{split} {what}")) and len(curve.steps)
    ]
    if not lines:
        return None
    colours = [_SPLIT_COLOURS[line.label] for line in lines]
    return _chart(curves, title, axis, lines, colours, lines[-1])


def _chart(
    curves: LearningCurves,
    title: str,
    axis: str,
    lines: Sequence[Line],
    colours: Sequence[str],
    judged: Line | None,
    *,
    happened: bool = True,
) -> Chart:
    controls, ceiling = Controls(lines), ceiling_of(lines)
    layers = [_lines(lines, axis, controls, colours, ceiling)]
    if judged is not None and judged.curve.higher_is_better is not None:
        layers += [equals(judged, axis, controls, ceiling), best(judged, controls)]
    if happened:
        layers += events(curves, controls)
    if ceiling is not None:
        layers += outliers(lines, ceiling, controls)
    layers += controls.axis_title()
    body = {
        "width": 560,
        "height": 240,
        # the labels of another height are wider
        "autosize": {"type": "pad", "resize": True},
        "params": controls.params(),
        "layer": layers,
    }
    told = _legend(curves, lines, judged, happened, ceiling)
    return make_chart(title, _describe(curves, lines), body, subtitle=told)


def _lines(
    lines: Sequence[Line],
    axis: str,
    controls: Controls,
    colours: Sequence[str],
    ceiling: float | None,
) -> dict[str, Any]:
    colour = _colour([line.label for line in lines], colours)
    raw = {
        "transform": [controls.up("datum.value", "height")],
        "mark": {"type": "line", "strokeWidth": 1, "opacity": 0.35, "clip": True},
        "encoding": {"y": controls.y("height", axis, ceiling), "color": colour},
    }
    level = "[round(smoothing * 10)]"
    chosen = f"(method == 'TensorBoard' ? datum.levels{level} : datum.timed{level})"
    smooth = {
        "transform": [
            {"calculate": chosen, "as": "smooth"},
            controls.up("datum.smooth", "height"),
        ],
        "mark": {"type": "line", "strokeWidth": 2, "point": _dots(lines), "clip": True},
        "encoding": {
            "y": controls.y("height", axis, ceiling),
            "color": colour,
            "tooltip": [
                {"field": "line", "type": "nominal", "title": "Line"},
                *controls.tooltips(),
                {"field": "value", "type": "quantitative", "title": axis, "format": ".4~g"},
                {"field": "smooth", "type": "quantitative", "title": "Smoothed", "format": ".4~g"},
            ],
        },
    }
    return {
        "data": {"values": [point for line in lines for point in _points(line, controls)]},
        "transform": [controls.across()],
        "encoding": {"x": controls.x()},
        "layer": [raw, smooth],
    }


def _colour(names: Sequence[str], colours: Sequence[str]) -> dict[str, Any]:
    return {
        "field": "line",
        "type": "nominal",
        "sort": names,
        "scale": {"domain": names, "range": [colours[i % len(colours)] for i in range(len(names))]},
        "legend": {"title": None, "symbolStrokeWidth": 3, "symbolOpacity": 1}
        if any(names)
        else None,
    }


def _points(line: Line, controls: Controls) -> list[dict[str, Any]]:
    """Return the points of a line; each level is smoothed over all values, then thinned."""
    curve = line.curve
    drawn = drawn_points(curve.values)
    levels, timed = smoothed_levels(curve, drawn)
    return [
        {
            "line": line.label,
            **controls.places(float(curve.steps[i]), line.run),
            "value": significant(float(curve.values[i]), 5),
            "levels": [significant(level[place], 5) for level in levels],
            "timed": [significant(level[place], 5) for level in timed],
        }
        for place, i in enumerate(drawn)
    ]


def _dots(lines: Sequence[Line]) -> dict[str, Any]:
    # a lone value is no line, and beyond a hundred, dots hide it
    few = max(len(line.curve.steps) for line in lines) <= 100
    return {"size": 16, "filled": True, "opacity": 1 if few else 0}


def _legend(
    curves: LearningCurves,
    lines: Sequence[Line],
    judged: Line | None,
    happened: bool,
    ceiling: float | None,
) -> str:
    parts = []
    if judged is not None and judged.curve.higher_is_better is not None:
        at = f"{curves.step_unit} {judged.curve.best_step:,g}"
        n = counted(len(judged.curve.equal_steps), curves.step_unit)
        parts.append(f"Dashed: best, {at}; ticks: {n} as good within noise")
    if happened and curves.rate_changes:
        parts.append("Dotted: learning rate changes")
    if happened and curves.restarts:
        parts.append("Long dashes: restarts")
    if ceiling is not None:
        above = sum(int((line.curve.values > ceiling).sum()) for line in lines)
        values = counted(above, "value")
        parts.append(f"Triangles: {values} above {ceiling:.4g}, the highest with their numbers")
    if any(len(line.curve.steps) > MOST_POINTS for line in lines):
        n = counted(max(len(line.curve.steps) for line in lines), "value")
        parts.append(f"Of up to {n} a line, the extremes of each stretch are drawn")
    return "\n".join(parts)


def _describe(curves: LearningCurves, lines: Sequence[Line]) -> str:
    told = [
        f"{label or curve.name} starts at {curve.start:.4g} and ends at {curve.final:.4g}"
        for label, curve, _ in lines
    ]
    return f"{curves.name}: {'; '.join(told)}."
