"""What a reader can choose below a learning curve: smoothing, the axis along it, and its height."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from afterfit.results.learning import Curve, LearningCurves
from afterfit.views.numbers import significant
from afterfit.views.smoothing import tensorboard_smoothing, time_weighted_smoothing

SMOOTHING_LEVELS = tuple(i / 10 for i in range(10))
"""Weights that the slider offers."""
_AT_FIRST = ((100, 0.0), (1000, 0.6))
"""Weight at first, by the most values a line may have for it: short lines show themselves."""
_FOR_LONG = 0.9
_METHODS = ("TensorBoard", "time-weighted")
_TITLES = {"minutes": "Time (min)"}
_FROM_LOG = "(logarithmic ? pow(10, datum.value) : datum.value)"


class Controls:
    """The choices that one chart offers, and how its marks follow them."""

    def __init__(self, curves: LearningCurves, drawn: Sequence[Curve]) -> None:
        self._curves = curves
        self._highest = max(float(curve.values.max()) for curve in drawn)
        self._longest = max(len(curve.steps) for curve in drawn)
        self.can_be_log = all((curve.values > 0).all() for curve in drawn)
        """Whether every value has a logarithm."""

    def params(self) -> list[dict[str, Any]]:
        """Return the choices, each with its value at first."""
        first = next((weight for most, weight in _AT_FIRST if self._longest <= most), _FOR_LONG)
        slider = {"input": "range", "min": 0, "max": SMOOTHING_LEVELS[-1], "step": 0.1}
        found: list[dict[str, Any]] = [
            {"name": "smoothing", "value": first, "bind": {**slider, "name": "Smoothing "}},
            {"name": "method", "value": _METHODS[0], "bind": _select("Method ", _METHODS)},
        ]
        if self._curves.axes:
            names = ["step", *(axis.name for axis in self._curves.axes)]
            titles = [self.title(name) for name in names]
            bind = {**_select("Along ", names), "labels": titles}
            found.append({"name": "along", "value": "step", "bind": bind})
        if self.can_be_log:
            bind = {"input": "checkbox", "name": "Logarithmic "}
            found.append({"name": "logarithmic", "value": False, "bind": bind})
        return found

    def title(self, name: str) -> str:
        """Return what stands below the axis, for "step" and for the name of an axis."""
        unit = self._curves.step_unit if name == "step" else name
        return _TITLES.get(unit, unit.capitalize())

    def places(self, step: float) -> dict[str, float | None]:
        """Return where *step* stands on each axis."""
        others = {
            axis.name: significant(float(np.interp(step, axis.steps, axis.values)), 6)
            for axis in self._curves.axes
        }
        return {"step": significant(float(step), 9), **others}

    def across(self) -> dict[str, str]:
        """Return the transform that puts a mark where the chosen axis has it."""
        chosen = "datum[along]" if self._curves.axes else "datum.step"
        return {"calculate": chosen, "as": "at"}

    def up(self, value: str, name: str) -> dict[str, str]:
        """Return the transform that puts the expression *value* at its height, as *name*."""
        height = f"(logarithmic ? log({value}) / LN10 : {value})" if self.can_be_log else value
        return {"calculate": height, "as": name}

    def x(self) -> dict[str, Any]:
        """Return the channel across; the title follows the chosen axis."""
        title = None if self._curves.axes else self.title("step")
        return {
            "field": "at",
            "type": "quantitative",
            "scale": {"nice": False, "zero": False},
            "axis": {"title": title, "format": "~s", "grid": False},
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
        if not self._curves.axes:
            return []
        titles = {name: self.title(name) for name in ("step", *(a.name for a in self._curves.axes))}
        chosen = "".join(f"along == '{name}' ? '{title}' : " for name, title in titles.items())
        mark = {
            "type": "text",
            "x": {"expr": "width / 2"},
            "y": {"expr": "height + 34"},
            "fontSize": 11.5,
            "fontWeight": 500,
            "text": {"expr": f"{chosen}''"},
        }
        return [{"data": {"values": [{}]}, "mark": mark}]


def smoothed_levels(curve: Curve) -> tuple[list[list[float]], list[list[float]]]:
    """Return a curve at every level of the slider, by TensorBoard's formula and time-weighted."""
    steps, values = curve.steps.tolist(), curve.values.tolist()
    return (
        [tensorboard_smoothing(values, weight) for weight in SMOOTHING_LEVELS],
        [time_weighted_smoothing(steps, values, weight) for weight in SMOOTHING_LEVELS],
    )


def _select(name: str, options: Sequence[str]) -> dict[str, Any]:
    return {"input": "select", "options": list(options), "name": name}
