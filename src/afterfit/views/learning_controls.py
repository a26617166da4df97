"""What a reader can choose below a learning curve: smoothing, the axis along it, and its height."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from afterfit.results.learning import Curve, LearningCurves
from afterfit.views.numbers import significant
from afterfit.views.smoothing import (
    tensorboard_smoothing,
    tensorboard_smoothing_at,
    time_weighted_smoothing,
    time_weighted_smoothing_at,
)

SMOOTHING_LEVELS = tuple(i / 10 for i in range(10))
"""Weights that the slider offers."""
_AT_FIRST = ((100, 0.0), (1000, 0.6))
"""Weight at first, by the most values a line may have for it: short lines show themselves."""
_FOR_LONG = 0.9
_METHODS = ("TensorBoard", "time-weighted")
_TITLES = {"minutes": "Time (min)"}
_FROM_LOG = "(logarithmic ? pow(10, datum.value) : datum.value)"
_FROM_LOG_ACROSS = "(across ? pow(10, datum.value) : datum.value)"
_MOST_LOOPED = 20_000
"""Values of a line from which on a loop over them takes longer than the rest of the page."""
_FEWEST_ACROSS = 10
"""Values of a line from which on stretching the beginning shows more than it hides."""


class Line(NamedTuple):
    """One line of a chart."""

    label: str
    curve: Curve
    run: LearningCurves
    """The training it belongs to, by whose axes it is laid."""


class Controls:
    """The choices that one chart offers, and how its marks follow them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._highest = max(float(line.curve.values.max()) for line in lines)
        self._longest = max(len(line.curve.steps) for line in lines)
        self.axes = common_axes([line.run for line in lines])
        """What the lines can be laid along, that at first in front."""
        self.can_be_log = all((line.curve.values > 0).all() for line in lines)
        """Whether every value has a logarithm."""

    def params(self) -> list[dict[str, Any]]:
        """Return the choices, each with its value at first."""
        first = next((weight for most, weight in _AT_FIRST if self._longest <= most), _FOR_LONG)
        slider = {"input": "range", "min": 0, "max": SMOOTHING_LEVELS[-1], "step": 0.1}
        found: list[dict[str, Any]] = [
            {"name": "smoothing", "value": first, "bind": {**slider, "name": "Smoothing "}},
            {"name": "method", "value": _METHODS[0], "bind": _select("Method ", _METHODS)},
        ]
        if len(self.axes) > 1:
            titles = [self.title(name) for name in self.axes]
            bind = {**_select("Along ", self.axes), "labels": titles}
            found.append({"name": "along", "value": self.axes[0], "bind": bind})
        if self.can_be_log:
            found.append(_checkbox("logarithmic", "Logarithmic "))
        if self._can_be_log_across:
            found.append(_checkbox("across", "Logarithmic across (above 0) "))
        return found

    @property
    def _can_be_log_across(self) -> bool:
        return self._longest >= _FEWEST_ACROSS

    def title(self, name: str) -> str:
        """Return what stands below the axis of that name."""
        return _TITLES.get(name, name.capitalize())

    def places(self, step: float, run: LearningCurves) -> dict[str, float | None]:
        """Return where *step* of *run* stands on each axis."""
        return {name: significant(_along(name, step, run), 9) for name in self.axes}

    def tooltips(self) -> list[dict[str, Any]]:
        """Return what a mark tells of its place when it is pointed at."""
        return [
            {"field": name, "type": "quantitative", "title": self.title(name), "format": ".6~g"}
            for name in self.axes
        ]

    def across(self) -> dict[str, str]:
        """Return the transform that puts a mark where the chosen axis has it.

        Where the reader chose logarithmic width, what stands at 0 is not drawn.
        """
        chosen = "datum[along]" if len(self.axes) > 1 else f"datum[{self.axes[0]!r}]"
        if self._can_be_log_across:
            log = f"({chosen} > 0 ? log({chosen}) / LN10 : null)"
            chosen = f"(across ? {log} : {chosen})"
        return {"calculate": chosen, "as": "at"}

    def up(self, value: str, name: str) -> dict[str, str]:
        """Return the transform that puts the expression *value* at its height, as *name*."""
        height = f"(logarithmic ? log({value}) / LN10 : {value})" if self.can_be_log else value
        return {"calculate": height, "as": name}

    def x(self) -> dict[str, Any]:
        """Return the channel across; the title follows the chosen axis."""
        title = None if len(self.axes) > 1 else self.title(self.axes[0])
        at, digits = "datum.value", "'~g'"
        if self._can_be_log_across:
            at, digits = _FROM_LOG_ACROSS, "across ? '.2~g' : '~g'"
        # below a thousand, SI letters would make 5 milliminutes of 0.005
        label = f"{at} < 1000 ? format({at}, {digits}) : format({at}, '.3~s')"
        axis = {"title": title, "grid": False, "labelExpr": label}
        return {
            "field": "at",
            "type": "quantitative",
            "scale": {"nice": False, "zero": False},
            "axis": axis,
        }

    def y(self, field: str, axis: str, ceiling: float | None) -> dict[str, Any]:
        """Return the channel upwards; unless logarithmic, nothing is drawn above *ceiling*."""
        scale: dict[str, Any] = {"zero": False}
        if ceiling is not None:
            scale["domainMax"] = self._ceiling(ceiling)
            scale["nice"] = False
        shown = _FROM_LOG if self.can_be_log else "datum.value"
        return {
            "field": field,
            "type": "quantitative",
            "scale": scale,
            "axis": {"title": axis, "labelExpr": f"format({shown}, '.3~g')", "tickCount": 5},
        }

    def _ceiling(self, ceiling: float) -> Any:
        if not self.can_be_log:
            return ceiling
        return {"expr": f"logarithmic ? log({self._highest}) / LN10 : {ceiling}"}

    def axis_title(self) -> list[dict[str, Any]]:
        """Return the layer that writes the title of the chosen axis; none where it is fixed."""
        if len(self.axes) < 2:
            return []
        chosen = "".join(f"along == {name!r} ? '{self.title(name)}' : " for name in self.axes)
        mark = {
            "type": "text",
            "x": {"expr": "width / 2"},
            "y": {"expr": "height + 34"},
            "fontSize": 11.5,
            "fontWeight": 500,
            "text": {"expr": f"{chosen}''"},
        }
        return [{"data": {"values": [{}]}, "mark": mark}]


def common_axes(runs: Sequence[LearningCurves]) -> list[str]:
    """Return what all *runs* can be laid along, what the first one counts in front; may be empty.

    Examples
    --------
    >>> run = LearningCurves("a", "list", "epoch", (), None)
    >>> other = LearningCurves("b", "list", "step", (), None)
    >>> common_axes([run, run]), common_axes([run, other])
    (['epoch'], [])
    """
    offered = [[one.step_unit, *(axis.name for axis in one.axes)] for one in runs]
    return [name for name in offered[0] if all(name in names for names in offered)]


def _along(name: str, step: float, run: LearningCurves) -> float:
    if name == run.step_unit:
        return float(step)
    axis = next(one for one in run.axes if one.name == name)
    return float(np.interp(step, axis.steps, axis.values))


def smoothed_levels(
    curve: Curve, at: NDArray[np.int64]
) -> tuple[list[list[float]], list[list[float]]]:
    """Return a curve at every level of the slider, by TensorBoard's formula and time-weighted.

    Each level is smoothed over all values, and told at the places *at*.
    """
    if len(curve.steps) > _MOST_LOOPED:
        return (
            [tensorboard_smoothing_at(curve.values, at, w).tolist() for w in SMOOTHING_LEVELS],
            [
                time_weighted_smoothing_at(curve.steps, curve.values, at, w).tolist()
                for w in SMOOTHING_LEVELS
            ],
        )
    steps, values = curve.steps.tolist(), curve.values.tolist()
    whole = (
        [tensorboard_smoothing(values, weight) for weight in SMOOTHING_LEVELS],
        [time_weighted_smoothing(steps, values, weight) for weight in SMOOTHING_LEVELS],
    )
    plain, timed = ([[level[i] for i in at] for level in levels] for levels in whole)
    return plain, timed


def _select(name: str, options: Sequence[str]) -> dict[str, Any]:
    return {"input": "select", "options": list(options), "name": name}


def _checkbox(name: str, label: str) -> dict[str, Any]:
    return {"name": name, "value": False, "bind": {"input": "checkbox", "name": label}}
