"""Estimates as points with their 95 % intervals as lines."""

from typing import Any

from afterfit.results import Estimate
from afterfit.views.numbers import interval, significant


def interval_values(estimate: Estimate) -> dict[str, Any]:
    """Return what the layers draw of an estimate, and the text that a pointer finds."""
    return {
        "value": significant(estimate.value, 5),
        "low": significant(estimate.low, 5),
        "high": significant(estimate.high, 5),
        "text": interval(estimate),
    }


def interval_layers(line_width: float, point_size: float) -> list[dict[str, Any]]:
    """Return a line from low to high, where there is an interval, and a point on top of it."""
    line = {
        "mark": {"type": "rule", "strokeWidth": line_width},
        "encoding": {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}},
        "transform": [{"filter": "isValid(datum.low)"}],
    }
    point = {"mark": {"type": "point", "filled": True, "size": point_size, "opacity": 1}}
    return [line, point]
