"""Learning curves as charts: the raw line under the smoothed one, and what happened when."""

from collections.abc import Sequence
from typing import Any

from afterfit.results.learning import Curve, LearningCurves
from afterfit.views.charts import Chart, make_chart
from afterfit.views.learning_controls import Controls, smoothed_levels
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
    return _chart(runs[0], title, part.capitalize(), lines, CLASS_COLOURS, None, happened=False)


def _chart_parts(curves: LearningCurves, what: str, title: str, axis: str) -> Chart | None:
    lines = [
        (_SPLIT_NAMES[split], curve)
        for split in ("train", "eval")
        if (curve := curves.judged_curve(f"{split} {what}")) and len(curve.steps)
    ]
    if not lines:
        return None
    colours = [_SPLIT_COLOURS[label] for label, _ in lines]
    return _chart(curves, title, axis, lines, colours, lines[-1][1])


def _chart(
    curves: LearningCurves,
    title: str,
    axis: str,
    lines: Sequence[Line],
    colours: Sequence[str],
    judged: Curve | None,
    *,
    happened: bool = True,
) -> Chart:
    drawn = [curve for _, curve in lines]
    controls, ceiling = Controls(curves, drawn), ceiling_of(drawn)
    layers = [_lines(lines, axis, controls, colours, ceiling)]
    if judged is not None and judged.higher_is_better is not None:
        layers += [equals(judged, axis, controls, ceiling), best(judged, controls)]
    if happened:
        layers += events(curves, controls)
    if ceiling is not None:
        layers += outliers(drawn, ceiling, controls)
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
    colour = _colour([label for label, _ in lines], colours)
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
                {"field": "step", "type": "quantitative", "title": controls.title("step")},
                {"field": "value", "type": "quantitative", "title": axis, "format": ".4~g"},
                {"field": "smooth", "type": "quantitative", "title": "Smoothed", "format": ".4~g"},
            ],
        },
    }
    return {
        "data": {"values": [p for label, curve in lines for p in _points(label, curve, controls)]},
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


def _points(label: str, curve: Curve, controls: Controls) -> list[dict[str, Any]]:
    """Return the points of a line; each level is smoothed over all values, then thinned."""
    levels, timed = smoothed_levels(curve)
    return [
        {
            "line": label,
            **controls.places(float(curve.steps[i])),
            "value": significant(float(curve.values[i]), 5),
            "levels": [significant(level[i], 5) for level in levels],
            "timed": [significant(level[i], 5) for level in timed],
        }
        for i in drawn_points(curve.values)
    ]


def _dots(lines: Sequence[Line]) -> dict[str, Any]:
    # a lone value is no line, and beyond a hundred, dots hide it
    few = max(len(curve.steps) for _, curve in lines) <= 100
    return {"size": 16, "filled": True, "opacity": 1 if few else 0}


def _legend(
    curves: LearningCurves,
    lines: Sequence[Line],
    judged: Curve | None,
    happened: bool,
    ceiling: float | None,
) -> str:
    parts = []
    if judged is not None and judged.higher_is_better is not None:
        n = counted(len(judged.equal_steps), curves.step_unit)
        parts.append(
            f"Dashed: best, {curves.step_unit} {judged.best_step:,g}; ticks: {n} as good within "
            "noise"
        )
    if happened and curves.rate_changes:
        parts.append("Dotted: learning rate changes")
    if happened and curves.restarts:
        parts.append("Long dashes: restarts")
    if ceiling is not None:
        above = sum(int((curve.values > ceiling).sum()) for _, curve in lines)
        values = counted(above, "value")
        parts.append(f"Triangles: {values} above {ceiling:.4g}, the highest with their numbers")
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
