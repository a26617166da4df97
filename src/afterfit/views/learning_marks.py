"""What is marked on a learning curve: the best, its equals, what happened, and what stands out."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from afterfit.results.learning import LearningCurves
from afterfit.views.learning_controls import Controls, Line
from afterfit.views.numbers import significant
from afterfit.views.palette import FAINT_INK
from afterfit.views.smoothing import drawn_points

FAR = 3.0
"""A value is an outlier when it is above the 95th percentile by three times the 5-95 % range."""
LABEL_WIDTH = 0.08
"""Of the chart; labels nearer to each other than that would overlap."""
_FEWEST = 20


def ceiling_of(lines: Sequence[Line]) -> float | None:
    """Return the height above which values are clamped; None where none stands out."""
    values = np.concatenate([line.curve.values for line in lines])
    if len(values) < _FEWEST:
        return None
    low, high = np.quantile(values, [0.05, 0.95])
    limit = float(high + FAR * (high - low))
    if not high > low or not (values > limit).any():
        return None
    usual = float(values[values <= limit].max())
    return significant(usual + 0.05 * (usual - low), 4)


def outliers(lines: Sequence[Line], ceiling: float, controls: Controls) -> list[dict[str, Any]]:
    """Return the layers that mark each clamped value at the ceiling; the highest with its number.

    Where the reader chose logarithmic height, everything is in view and nothing is marked.
    """
    places = [
        (float(value), controls.places(float(step), line.run))
        for line in lines
        for step, value in zip(line.curve.steps, line.curve.values, strict=True)
        if value > ceiling
    ]
    high = sorted(places, key=lambda one: -one[0])
    values = [{**place, "value": significant(value, 4)} for value, place in high]
    named = _apart(values, controls.axes[0], lines, controls)
    hidden = {"opacity": {"expr": "logarithmic ? 0 : 1"}} if controls.can_be_log else {}
    place = {"x": {"field": "at", "type": "quantitative"}, "y": {"value": 0}}
    tooltip = [{"field": "value", "type": "quantitative", "title": "Clamped value"}]
    return [
        {
            "data": {"values": values},
            "transform": [controls.across()],
            "mark": {
                "type": "point",
                "shape": "triangle-up",
                "filled": True,
                "size": 45,
                **hidden,
            },
            "encoding": {**place, "color": {"value": FAINT_INK}, "tooltip": tooltip},
        },
        {
            "data": {"values": named},
            "transform": [controls.across()],
            "mark": {"type": "text", "dy": -9, "fontSize": 10, "color": FAINT_INK, **hidden},
            "encoding": {
                **place,
                "text": {"field": "value", "type": "quantitative", "format": ".3~g"},
            },
        },
    ]


def _apart(
    values: Sequence[dict[str, Any]], axis: str, lines: Sequence[Line], controls: Controls
) -> list[dict[str, Any]]:
    """Return those of *values*, the most important first, whose labels do not overlap."""
    ends = [
        controls.places(float(line.curve.steps[i]), line.run)[axis] or 0.0
        for line in lines
        for i in (0, -1)
    ]
    width = max(ends) - min(ends)
    kept: list[dict[str, Any]] = []
    for value in values:
        if all(abs(value[axis] - one[axis]) >= LABEL_WIDTH * width for one in kept):
            kept.append(value)
    return kept


def equals(line: Line, axis: str, controls: Controls, ceiling: float | None) -> dict[str, Any]:
    """Return a tick for each step whose smoothed value is within the noise of the best."""
    curve, equal = line.curve, line.curve.equal_steps
    places = curve.steps.searchsorted(equal)
    values = [
        {
            **controls.places(float(equal[i]), line.run),
            "equal": significant(float(curve.smoothed[places[i]]), 5),
        }
        for i in drawn_points(curve.smoothed[places])
    ]
    return {
        "data": {"values": values},
        "transform": [controls.across(), controls.up("datum.equal", "height")],
        "mark": {"type": "tick", "orient": "vertical", "height": 9, "color": FAINT_INK},
        "encoding": {
            "x": {"field": "at", "type": "quantitative"},
            "y": controls.y("height", axis, ceiling),
        },
    }


def best(line: Line, controls: Controls) -> dict[str, Any]:
    """Return a dashed line at the best step."""
    return _rule([line.curve.best_step], "Best", line.run, controls, [4, 3])


def events(curves: LearningCurves, controls: Controls) -> list[dict[str, Any]]:
    """Return lines where the learning rate changed and where the training was started again."""
    found = (("Learning rate changes", curves.rate_changes, [1, 3]),
             ("Training restarts", curves.restarts, [8, 3]))  # fmt: skip
    return [_rule(steps, what, curves, controls, dash) for what, steps, dash in found if steps]


def _rule(
    steps: Sequence[float], what: str, run: LearningCurves, controls: Controls, dash: list[int]
) -> dict[str, Any]:
    values = [{**controls.places(step, run), "event": what} for step in steps]
    return {
        "data": {"values": values},
        "transform": [controls.across()],
        "mark": {"type": "rule", "strokeDash": dash, "color": FAINT_INK},
        "encoding": {
            "x": {"field": "at", "type": "quantitative"},
            "tooltip": [
                {"field": "event", "type": "nominal", "title": "Event"},
                *controls.tooltips(),
            ],
        },
    }
