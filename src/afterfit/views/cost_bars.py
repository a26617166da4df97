"""What variants cost, as bars beside each other."""

from typing import Any

from afterfit.results import COST_NAMES, CostFigure, CostName, VariantRow, VariantTable
from afterfit.views.charts import Chart, make_chart
from afterfit.views.palette import CORRECT, FAINT_INK, INK, QUIET
from afterfit.views.variants import AXIS_TITLES, cost_text

_UNITS: dict[CostName, tuple[str, float]] = {
    "flash_bytes": ("KiB", 1024),
    "ram_bytes": ("KiB", 1024),
    "latency_ms": ("ms", 1),
}
_SURE = ("measured", "computed", "given")
_TEXT = {"type": "text", "align": "left", "fontSize": 11}
_DOWN = 7
"""Pixels that a bar stands below the middle of its row, for the name above it."""
_READING = "Pale: estimated. Lines: from the least to the most that it may be"


def chart_cost_bars(table: VariantTable) -> Chart | None:
    """Return flash, RAM and latency of each variant as bars, one panel a cost.

    A bar is pale where its figure is estimated, and a line spans the range of one that has it. A
    cost that is known of no variant has no panel; None where none is known of any.
    """
    costs = _known(table)
    if not costs:
        return None
    told = "; ".join(f"{AXIS_TITLES[name]}: {_told(table, name)}" for name in costs)
    return make_chart(
        "What the variants cost",
        f"{told}.",
        {"hconcat": [_panel(table, name) for name in costs]},
        subtitle=_READING,
    )


def charts_cost_bars(table: VariantTable) -> tuple[Chart, ...]:
    """Return the same as one chart a cost, for pages that have room for one beside the other."""
    return tuple(
        make_chart(
            f"{AXIS_TITLES[name]} of each variant",
            f"{AXIS_TITLES[name]}: {_told(table, name)}.",
            _panel(table, name),
            subtitle=_READING.replace(". ", ".\n"),
        )
        for name in _known(table)
    )


def _known(table: VariantTable) -> list[CostName]:
    return [name for name in COST_NAMES if any(_is_known(row, name) for row in table.rows)]


def _is_known(row: VariantRow, name: CostName) -> bool:
    return row.costs.figure(name).is_known


def _told(table: VariantTable, name: CostName) -> str:
    return ", ".join(f"{row.variant} {_text(row.costs.figure(name), name)}" for row in table.rows)


def _text(figure: CostFigure, name: CostName) -> str:
    return cost_text(figure, name) if figure.is_known else "not known"


def _panel(table: VariantTable, name: CostName) -> dict[str, Any]:
    unit, scale = _UNITS[name]
    values = [_value(row, name, scale) for row in table.rows]
    highest = max(value["high"] or 0 for value in values)
    return {
        "data": {"values": values},
        "width": 260,
        "height": {"step": 40},
        "encoding": {
            "y": {
                "field": "variant",
                "type": "nominal",
                "sort": None,
                # a bar that is not known must not change the order of the names
                "scale": {"domain": [row.variant for row in table.rows]},
                "axis": None,  # names stand above the bars, so that long ones take no width
            },
            "tooltip": [
                {"field": key, "type": "nominal", "title": title}
                for key, title in (
                    ("variant", "Variant"),
                    ("text", AXIS_TITLES[name]),
                    ("basis", "Found by"),
                    ("note", "Source"),
                )
            ],
        },
        "layer": _layers(f"{AXIS_TITLES[name]}, {unit}", highest),
    }


def _value(row: VariantRow, name: CostName, scale: float) -> dict[str, Any]:
    figure = row.costs.figure(name)
    known = figure.is_known
    return {
        "variant": row.variant,
        "cost": figure.typical / scale if known else None,
        "low": figure.low / scale if known else None,
        "high": figure.high / scale if known else None,
        "place": figure.high / scale if known else 0,
        "text": _text(figure, name),
        "basis": figure.basis,
        "note": figure.note,
        "sure": figure.basis in _SURE,
    }


def _layers(title: str, highest: float) -> list[dict[str, Any]]:
    axis = {"title": title, "tickCount": 3, "grid": True, "labelOverlap": True}
    # the text stands behind the bar, so the axis goes on for it
    across = {
        "field": "cost",
        "type": "quantitative",
        "scale": {"domain": [0, (highest or 1) * 1.7]},
        "axis": axis,
    }
    colour = {"condition": {"test": "datum.sure", "value": CORRECT}, "value": QUIET}
    return [
        {
            "mark": {"type": "bar", "height": 14, "yOffset": _DOWN},
            "encoding": {"x": across, "color": colour},
        },
        {
            "transform": [{"filter": "datum.high > datum.low"}],
            "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5, "yOffset": _DOWN},
            "encoding": {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}},
        },
        {
            "mark": {**_TEXT, "dx": 5, "color": FAINT_INK, "yOffset": _DOWN},
            "encoding": {
                "x": {"field": "place", "type": "quantitative"},
                "text": {"field": "text", "type": "nominal"},
            },
        },
        {
            "mark": {**_TEXT, "dx": 1, "dy": -8, "color": INK, "limit": 255},
            "encoding": {"x": {"datum": 0}, "text": {"field": "variant", "type": "nominal"}},
        },
    ]
