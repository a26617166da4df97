"""The front of the variants that no other beats: as a table, and drawn over each cost."""

from collections.abc import Mapping, Sequence
from typing import Any

from afterfit.results import ParetoAxis, ParetoFront, ParetoPoint
from afterfit.views.charts import Chart, make_chart
from afterfit.views.numbers import significant
from afterfit.views.palette import CORRECT, FAINT_INK, INK, QUIET
from afterfit.views.reason import chart_reason
from afterfit.views.tables import Table, kept_together, make_table
from afterfit.views.variants import AXIS_TITLES, COST_UNITS, CostAxis, axis_value, quality_axis
from afterfit.wording import quality_text

_TITLE = "{} against cost"
_NEAR_COST, _NEAR_QUALITY = 0.45, 0.1
"""Shares of a panel within which the names of two dots would run into each other."""
_LINE = 14
_LEGEND = "Blue: on the front. Grey: beaten on every axis. Hollow: no choice"


_MOST_NAMES = 4
"""Points whose names find room beside them; more are numbered."""


def numbered_names(front: ParetoFront) -> str:
    """Return which variant each number on the charts is; empty where they show the names.

    Examples
    --------
    >>> few = ParetoFront("test", ("quality",), (), (ParetoPoint("int8", (0.9,), ()),))
    >>> numbered_names(few)
    ''
    """
    if len(front.points) <= _MOST_NAMES:
        return ""
    names = (f"{place} {point.variant}" for place, point in enumerate(front.points, start=1))
    return f"{', '.join(names)}."


def axis_title(front: ParetoFront, axis: ParetoAxis) -> str:
    """Return what an axis of *front* shows."""
    return front.yardstick.title if axis == "quality" else AXIS_TITLES[axis]


def front_value(front: ParetoFront, value: float, axis: ParetoAxis) -> str:
    """Return one value on an axis of *front*."""
    return quality_text(value, front.yardstick) if axis == "quality" else axis_value(value, axis)


def table_pareto(front: ParetoFront) -> Table:
    """Return one row a variant: its value on each axis, and who beats it."""
    rows = [
        [point.variant, *map(kept_together, _values(front, point)), _place(point)]
        for point in front.points
    ]
    columns = ["Variant", *(f">{axis_title(front, axis)}" for axis in front.axes), "Beaten by"]
    return make_table("Pareto front", columns, rows, note=_left_out(front), folds=True)


def _values(front: ParetoFront, point: ParetoPoint) -> list[str]:
    both = zip(point.values, front.axes, strict=True)
    return [front_value(front, value, axis) for value, axis in both]


def _place(point: ParetoPoint) -> str:
    if point.no_choice:
        return f"no choice: {point.no_choice}"
    return ", ".join(point.dominated_by) or "on the front"


def _left_out(front: ParetoFront) -> str:
    note = "Beaten: another is as good on every axis and better on one, intervals aside."
    if any(point.no_choice for point in front.points):
        note += " What is no choice beats no other."
    if not front.left_out:
        return note
    names = ", ".join(axis_title(front, axis) for axis in front.left_out)
    return f"{note} Not known of every variant, so not compared: {names}."


def chart_pareto(front: ParetoFront) -> Chart:
    """Return quality over each known cost, one panel a cost; hollow points are no choice."""
    title = _TITLE.format(front.yardstick.title)
    if len(front.axes) < 2:
        return chart_reason(title, "No cost is known of every variant, so there is no front.")
    panels = [_panel(front, axis) for axis in _costs(front)]
    body: dict[str, Any] = {"hconcat": panels, "spacing": 28}
    names = numbered_names(front).replace(", ", "\n").rstrip(".")
    lines = [f"{front.split} split. {_LEGEND}", *([names] if names else [])]
    return make_chart(title, _told(front), body, subtitle="\n".join(lines))


def charts_pareto(front: ParetoFront) -> tuple[Chart, ...]:
    """Return the same as one chart a cost, for pages that have room for one beside the other."""
    return tuple(
        make_chart(
            f"{front.yardstick.title} against {_lower(AXIS_TITLES[axis])}",
            _told(front),
            _panel(front, axis),
            subtitle=f"{front.split} split. Blue: on the front.\nGrey: beaten. Hollow: no choice",
        )
        for axis in _costs(front)
    )


def _costs(front: ParetoFront) -> list[CostAxis]:
    return [axis for axis in front.axes if axis != "quality"]


def _lower(title: str) -> str:
    return title if title.isupper() else title.lower()


def _told(front: ParetoFront) -> str:
    best = [point.variant for point in front.points if point.on_front]
    return f"On the front: {', '.join(best) or 'none, since none is a choice'}."


def _panel(front: ParetoFront, axis: CostAxis) -> dict[str, Any]:
    place, (unit, scale) = front.axes.index(axis), COST_UNITS[axis]
    points = [_point(front, number, place, scale) for number in range(len(front.points))]
    known = [one for one in points if None not in (one["cost"], one["quality"])]
    values = _with_places(known)
    drawn = {**quality_axis(front.yardstick), "tickCount": 5}
    if len(drawn["title"]) > _LONGEST_TITLE:  # than the panel is high
        drawn["title"] = drawn["title"].split(", ")
    encoding = {
        "x": {
            "field": "cost",
            "type": "quantitative",
            "scale": {"zero": False, "nice": True, "padding": 34},
            "axis": {"title": f"{AXIS_TITLES[axis]} ({unit})", **_ticks(known)},
        },
        "y": {
            "field": "quality",
            "type": "quantitative",
            "scale": {"zero": False, "nice": True, "padding": 24},
            "axis": drawn if place == 1 else {**drawn, "title": None},
        },
        "tooltip": [
            {"field": "variant", "type": "nominal", "title": "Variant"},
            {"field": "all", "type": "nominal", "title": "All axes"},
            {"field": "beaten", "type": "nominal", "title": "Beaten by"},
        ],
    }
    labels = [_label(*place) for place in sorted({(v["side"], v["line"]) for v in values})]
    return {
        "data": {"values": values},
        "width": 230,
        "height": 210,
        "encoding": encoding,
        "layer": [_dots(), *labels],
    }


_LONGEST_TITLE = 36
"""Letters beside an axis of 210 pixels."""


def _ticks(points: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the ticks of costs; one cost alone is its own, which Vega would round to a whole."""
    costs = {one["cost"] for one in points}
    return {"values": list(costs), "format": ".4~g"} if len(costs) == 1 else {"tickCount": 5}


def _with_places(values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the points with the places of their names.

    A name stands on the side towards the middle of the panel, and a line further off for each name
    on that side whose dot is so near that the two would run into each other.
    """
    if not values:
        return []
    costs, qualities = ([value[axis] for value in values] for axis in ("cost", "quality"))
    middle, width = (min(costs) + max(costs)) / 2, max(costs) - min(costs)
    height = max(qualities) - min(qualities)
    placed: list[dict[str, Any]] = []
    for one in values:
        side = "left" if one["cost"] <= middle else "right"
        near = [
            other["line"]
            for other in placed
            if other["side"] == side
            and abs(other["cost"] - one["cost"]) <= _NEAR_COST * width
            and abs(other["quality"] - one["quality"]) <= _NEAR_QUALITY * height
        ]
        line = next(line for line in range(len(values)) if line not in near)
        placed.append({**one, "side": side, "line": line})
    # what is drawn last is seen where dots meet: the front
    return sorted(placed, key=lambda one: (one["choice"], one["front"]))


def _label(side: str, line: int) -> dict[str, Any]:
    """Return the names beside the dots, towards the middle of the panel, where two may meet."""
    away, down = (10, -8 - _LINE * line) if side == "left" else (-10, 8 + _LINE * line)
    mark = {"type": "text", "align": side, "dx": away, "dy": down, "fontSize": 11, "limit": 110}
    colour = {"condition": {"test": "datum.choice", "value": INK}, "value": FAINT_INK}
    return {
        "transform": [{"filter": f"datum.side == '{side}' && datum.line == {line}"}],
        "mark": mark,
        "encoding": {"text": {"field": "label", "type": "nominal"}, "color": colour},
    }


def _dots() -> dict[str, Any]:
    on_front = {"test": "datum.front", "value": CORRECT}
    return {
        "mark": {"type": "point", "size": 110, "opacity": 1, "strokeWidth": 1.8},
        "encoding": {
            "stroke": {"condition": on_front, "value": QUIET},
            "fill": {
                "condition": [on_front, {"test": "!datum.choice", "value": "#ffffff"}],
                "value": QUIET,
            },
        },
    }


def _point(front: ParetoFront, number: int, place: int, scale: int) -> dict[str, Any]:
    point = front.points[number]
    label = str(number + 1) if numbered_names(front) else point.variant
    both = zip(front.axes, point.values, strict=True)
    return {
        "variant": point.variant,
        "label": label,
        "quality": significant(point.values[0], 6),
        "cost": significant(point.values[place] / scale, 5),
        "front": point.on_front,
        "choice": not point.no_choice,
        "all": ", ".join(
            f"{axis_title(front, axis)} {front_value(front, value, axis)}" for axis, value in both
        ),
        "beaten": point.no_choice or ", ".join(point.dominated_by) or "none",
    }
