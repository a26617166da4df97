"""Several variants: one table, and the front of those that no other beats."""

from typing import Any

from afterfit.results import (
    COST_NAMES,
    CostFigure,
    CostName,
    ParetoAxis,
    ParetoFront,
    ParetoPoint,
    VariantRow,
    VariantTable,
)
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.intervals import interval_layers, interval_values
from afterfit.views.numbers import (
    NO_VALUE,
    count,
    estimate_value,
    interval,
    significant,
    size,
)
from afterfit.views.palette import CORRECT, INK, QUIET
from afterfit.views.reason import chart_reason
from afterfit.views.tables import Table, make_table
from afterfit.wording import percent, ranking_title, ranking_value

AXIS_TITLES: dict[ParetoAxis, str] = {
    "accuracy": "Accuracy",
    "r2": ranking_title("r2"),
    "skill_persistence": ranking_title("skill_persistence"),
    "roc_auc": ranking_title("roc_auc"),
    "flash_bytes": "Flash",
    "ram_bytes": "RAM",
    "latency_ms": "Latency",
    "macs": "MACs",
}


def cost_text(figure: CostFigure, axis: ParetoAxis) -> str:
    """Return a cost with its unit and its range, without its basis.

    Examples
    --------
    >>> cost_text(CostFigure(1.2, 2.0, 3.16, "estimated"), "latency_ms")
    '2.0 ms (1.2–3.2)'
    >>> cost_text(CostFigure(272, 272, 3776, "measured"), "ram_bytes")
    '272 B, at most 3.7 KiB'
    >>> cost_text(CostFigure.unknown("no model file"), "flash_bytes")
    '–'
    """
    if not figure.is_known:
        return NO_VALUE
    if figure.low == figure.high:
        return axis_value(figure.typical, axis)
    if figure.low == figure.typical:
        return f"{axis_value(figure.typical, axis)}, at most {axis_value(figure.high, axis)}"
    low, high = (significant(end, 2) for end in (figure.low, figure.high))
    return f"{axis_value(figure.typical, axis)} ({low}–{high})"


def axis_value(value: float, axis: ParetoAxis) -> str:
    """Return one value in the way its axis is read.

    Examples
    --------
    >>> axis_value(53936, "flash_bytes"), axis_value(0.919, "accuracy")
    ('52.7 KiB', '91.9 %')
    """
    match axis:
        case "accuracy" | "r2" | "skill_persistence" | "roc_auc":
            return ranking_value(axis, value)
        case "latency_ms":
            return f"{significant(value, 2)} ms"
        case "macs":
            return f"{count(round(value))} MACs"
        case _:
            return size(round(value))


def table_variant_costs(table: VariantTable) -> Table:
    """Return one row a variant: quality with intervals, costs with their basis, the change."""
    columns = [
        "Variant",
        ">Accuracy",
        ">Change",
        ">Macro F1",
        ">Worst recall",
        ">Flash",
        ">RAM",
        ">Latency",
    ]
    rows = [_row(row, table.reference) for row in table.rows]
    return make_table("All variants", columns, rows, note=_note(table))


def _row(row: VariantRow, reference: str) -> list[str]:
    costs = row.costs
    return [
        row.variant,
        interval(row.accuracy),
        _change(row, reference),
        estimate_value(row.macro_f1),
        f"{percent(row.worst_recall.value, reason='no samples')} {_class(row)}".strip(),
        *(cost_text(costs.figure(name), name) for name in COST_NAMES),
    ]


def _class(row: VariantRow) -> str:
    return f"({row.worst_class})" if row.worst_class else ""


def _change(row: VariantRow, reference: str) -> str:
    if row.variant == reference:
        return "reference"
    if row.accuracy_change is None:
        return f"{NO_VALUE} (other samples)"
    return interval(row.accuracy_change)


def _note(table: VariantTable) -> str:
    lines = [
        f"{table.split} split. In brackets: 95 % intervals; that of the change against "
        f"{table.reference} is paired."
    ]
    lines += [f"{AXIS_TITLES[name]}: {_sources(table, name)}." for name in COST_NAMES]
    return " ".join(lines)


def _sources(table: VariantTable, name: CostName) -> str:
    """Return how the figures of one cost were found, each way once with its variants."""
    ways: dict[str, list[str]] = {}
    for row in table.rows:
        figure = row.costs.figure(name)
        way = "not known" if figure.basis == "unknown" else figure.basis
        ways.setdefault(f"{way} ({figure.note})" if figure.note else way, []).append(row.variant)
    if len(ways) == 1:
        return next(iter(ways))
    return "; ".join(f"{', '.join(names)} {way}" for way, names in ways.items())


def chart_variants(table: VariantTable) -> Chart:
    """Return the accuracy of each variant as a point with its 95 % interval."""
    values = [{"variant": row.variant, **interval_values(row.accuracy)} for row in table.rows]
    told = "; ".join(f"{row.variant} {interval(row.accuracy)}" for row in table.rows)
    axis = {"title": "Accuracy", "labelExpr": PERCENT_LABELS, "tickCount": 6}
    rows = {"title": None, "labelLimit": 220, "domain": False, "ticks": False}
    return make_chart(
        "Accuracy of the variants",
        f"{table.split} split: {told}.",
        {
            "data": {"values": values},
            "width": 360,
            "height": {"step": 26},
            "encoding": {
                "y": {"field": "variant", "type": "nominal", "sort": None, "axis": rows},
                "x": {
                    "field": "value",
                    "type": "quantitative",
                    "scale": {"zero": False},
                    "axis": axis,
                },
                "color": {"value": CORRECT},
                "tooltip": [
                    {"field": "variant", "type": "nominal", "title": "Variant"},
                    {"field": "text", "type": "nominal", "title": "Accuracy"},
                ],
            },
            "layer": interval_layers(line_width=2, point_size=70),
        },
        subtitle=f"{table.split} split. Lines: 95 % intervals",
    )


def table_pareto(front: ParetoFront) -> Table:
    """Return one row a variant: its value on each axis, and who beats it."""
    rows = [
        [
            point.variant,
            *(
                axis_value(value, axis)
                for value, axis in zip(point.values, front.axes, strict=True)
            ),
            ", ".join(point.dominated_by) or "on the front",
        ]
        for point in front.points
    ]
    columns = ["Variant", *(f">{AXIS_TITLES[axis]}" for axis in front.axes), "Beaten by"]
    return make_table("Pareto front", columns, rows, note=_left_out(front))


def _left_out(front: ParetoFront) -> str:
    note = "Beaten: another is as good on every axis and better on one, intervals aside."
    if not front.left_out:
        return note
    names = ", ".join(AXIS_TITLES[axis] for axis in front.left_out)
    return f"{note} Not known of every variant, so not compared: {names}."


def chart_pareto(front: ParetoFront) -> Chart:
    """Return accuracy over each known cost, one panel a cost; the front is filled and joined."""
    if len(front.axes) < 2:
        return chart_reason(
            "Accuracy against cost", "No cost is known of every variant, so there is no front."
        )
    panels = [_panel(front, place) for place in range(1, len(front.axes))]
    body: dict[str, Any] = {"hconcat": panels, "spacing": 28}
    best = [point.variant for point in front.points if not point.dominated_by]
    return make_chart(
        "Accuracy against cost",
        f"On the front: {', '.join(best)}.",
        body,
        subtitle=f"{front.split} split. Blue: on the front; grey: another variant is as good on "
        "every axis and better on one",
    )


COST_UNITS: dict[ParetoAxis, tuple[str, int]] = {
    "flash_bytes": ("KiB", 1024),
    "ram_bytes": ("KiB", 1024),
    "latency_ms": ("ms", 1),
    "macs": ("thousands", 1000),
}
"""Unit on an axis, and how many of the result's own make one."""


def _panel(front: ParetoFront, place: int) -> dict[str, Any]:
    axis = front.axes[place]
    unit, scale = COST_UNITS[axis]
    costs = [point.values[place] for point in front.points]
    middle = (min(costs) + max(costs)) / 2
    values = [
        {
            **_point(front, point, place, scale),
            "side": "left" if point.values[place] <= middle else "right",
        }
        for point in front.points
    ]
    padded = {"zero": False, "nice": True, "padding": 34}
    encoding = {
        "x": {
            "field": "cost",
            "type": "quantitative",
            "scale": padded,
            "axis": {"title": f"{AXIS_TITLES[axis]} ({unit})", "tickCount": 5},
        },
        "y": {
            "field": "accuracy",
            "type": "quantitative",
            "scale": {"zero": False, "nice": True, "padding": 24},
            "axis": {"title": "Accuracy", "labelExpr": PERCENT_LABELS, "tickCount": 5}
            if place == 1
            else {"title": None, "labelExpr": PERCENT_LABELS, "tickCount": 5},
        },
        "tooltip": [
            {"field": "variant", "type": "nominal", "title": "Variant"},
            {"field": "all", "type": "nominal", "title": "All axes"},
            {"field": "beaten", "type": "nominal", "title": "Beaten by"},
        ],
    }
    return {
        "data": {"values": values},
        "width": 230,
        "height": 210,
        "encoding": encoding,
        "layer": [_dots(), *map(_label, sorted({str(value["side"]) for value in values}))],
    }


def _label(side: str) -> dict[str, Any]:
    """Return the names beside the dots, towards the middle of the panel, where two may meet."""
    away, down = (10, -8) if side == "left" else (-10, 8)
    mark = {"type": "text", "align": side, "dx": away, "dy": down, "fontSize": 11, "color": INK}
    mark["limit"] = 110
    return {
        "transform": [{"filter": f"datum.side == '{side}'"}],
        "mark": mark,
        "encoding": {"text": {"field": "variant", "type": "nominal"}},
    }


def _dots() -> dict[str, Any]:
    on_front = {"test": "datum.front", "value": CORRECT}
    return {
        "mark": {"type": "point", "size": 110, "opacity": 1, "filled": True},
        "encoding": {"color": {"condition": on_front, "value": QUIET}},
    }


def _point(front: ParetoFront, point: ParetoPoint, place: int, scale: int) -> dict[str, Any]:
    both = zip(front.axes, point.values, strict=True)
    return {
        "variant": point.variant,
        "accuracy": significant(point.values[0], 6),
        "cost": significant(point.values[place] / scale, 5),
        "front": not point.dominated_by,
        "all": ", ".join(f"{AXIS_TITLES[axis]} {axis_value(value, axis)}" for axis, value in both),
        "beaten": ", ".join(point.dominated_by) or "none",
    }
