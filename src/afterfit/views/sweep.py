"""A sweep over networks: one table, and the accuracy of each with its seeds."""

import math
from typing import Any

from afterfit.results import ParetoPoint, SweepEntry, SweepTable
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.intervals import interval_layers, interval_values
from afterfit.views.numbers import (
    NO_VALUE,
    count,
    counted,
    estimate_value,
    interval,
    percent,
    significant,
)
from afterfit.views.palette import CORRECT, WRONG
from afterfit.views.pareto import front_value
from afterfit.views.reason import chart_reason
from afterfit.views.tables import Table, make_table
from afterfit.views.variants import AXIS_TITLES, COST_UNITS, CostAxis, cost_text


def table_sweep(sweep: SweepTable) -> Table:
    """Return one row a network and variant: quality with intervals and spread, and costs."""
    columns = ["Network", "Variant", ">Accuracy", ">Between seeds", ">Macro F1", ">Flash", ">RAM"]
    columns.append(">MACs")
    has_latency = any(one.costs.latency_ms.is_known for one in sweep.entries)
    columns += [">Latency"] if has_latency else []
    rows = [_row(one, has_latency=has_latency) for one in sweep.entries]
    return make_table("All networks", columns, rows, note=_note(sweep))


def _row(one: SweepEntry, *, has_latency: bool) -> list[str]:
    costs = one.costs
    return [
        one.model,
        one.variant,
        interval(one.accuracy),
        spread_text(one.accuracy_std, len(one.seeds)),
        estimate_value(one.macro_f1),
        cost_text(costs.flash_bytes, "flash_bytes"),
        cost_text(costs.ram_bytes, "ram_bytes"),
        NO_VALUE if one.n_macs is None else count(one.n_macs),
        *([cost_text(costs.latency_ms, "latency_ms")] if has_latency else []),
    ]


def spread_text(std: float, n_seeds: int) -> str:
    """Return a standard deviation between seeds in percentage points.

    Examples
    --------
    >>> spread_text(0.0123, 3), spread_text(math.nan, 1)
    ('± 1.2 points (3 seeds)', '– (1 seed)')
    """
    spread = NO_VALUE if math.isnan(std) else f"± {std * 100:.1f} points"
    return f"{spread} ({counted(n_seeds, 'seed')})"


def _note(sweep: SweepTable) -> str:
    seeds = "" if sweep.n_seeds == 1 else "Accuracy and macro F1 are means over the seeds. "
    return (
        f"{sweep.split} split, the same for every training. {seeds}In brackets: 95 % intervals, "
        "for other samples; they are those of a typical training. Between seeds: the standard "
        "deviation, for other starts of the same training. Flash: size of the model file. RAM: "
        "activations. MACs: multiply-accumulates of one inference."
    )


def chart_sweep(sweep: SweepTable) -> Chart:
    """Return the accuracy of each entry with its interval, and every seed as a small mark."""
    values = [{"name": one.name, **interval_values(one.accuracy)} for one in sweep.entries]
    told = "; ".join(f"{one.name} {percent(one.accuracy.value)}" for one in sweep.entries)
    tooltip = [
        {"field": "name", "type": "nominal", "title": "Network"},
        {"field": "text", "type": "nominal", "title": "Accuracy"},
    ]
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": values},
            "encoding": {"color": {"value": CORRECT}, "tooltip": tooltip},
            "layer": interval_layers(line_width=2, point_size=70),
        }
    ]
    if sweep.n_seeds > 1:
        layers.append(_seed_marks(sweep))
    axis = {"title": "Accuracy", "labelExpr": PERCENT_LABELS, "tickCount": 6}
    rows = {"title": None, "labelLimit": 260, "domain": False, "ticks": False}
    y = {"field": "name", "type": "nominal", "sort": [v["name"] for v in values], "axis": rows}
    x = {"field": "value", "type": "quantitative", "scale": {"zero": False}, "axis": axis}
    seeds = "; orange: each seed" if sweep.n_seeds > 1 else ""
    return make_chart(
        "Accuracy of the networks",
        f"{sweep.split} split: {told}.",
        {"width": 380, "height": {"step": 28}, "encoding": {"y": y, "x": x}, "layer": layers},
        subtitle=f"{sweep.split} split. Lines: 95 % intervals{seeds}",
    )


def _seed_marks(sweep: SweepTable) -> dict[str, Any]:
    values = [
        {
            "name": one.name,
            "value": significant(estimate.value, 5),
            "text": f"seed {seed}: {percent(estimate.value)}",
        }
        for one in sweep.entries
        for seed, estimate in zip(one.seeds, one.accuracies, strict=True)
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "tick", "thickness": 2, "size": 14, "opacity": 0.85},
        "encoding": {
            "color": {"value": WRONG},
            "tooltip": [
                {"field": "name", "type": "nominal", "title": "Network"},
                {"field": "text", "type": "nominal", "title": "Training"},
            ],
        },
    }


def chart_sweep_costs(sweep: SweepTable) -> Chart:
    """Return accuracy over each known cost: a colour a network, a shape a variant."""
    title = "Accuracy against cost of the networks"
    if len(sweep.front.axes) < 2:
        return chart_reason(title, "No cost is known of every network, so there is no front.")
    panels = [_cost_panel(sweep, axis) for axis in sweep.front.axes if axis != "quality"]
    best = [point.variant for point in sweep.front.points if not point.dominated_by]
    return make_chart(
        title,
        f"On the Pareto front: {', '.join(best)}.",
        {"hconcat": panels, "spacing": 24},
        subtitle=f"{sweep.split} split. Filled: on the Pareto front; hollow: another is as good on "
        "every axis and better on one",
    )


_MARK = {"type": "point", "size": 90, "opacity": 1, "strokeWidth": 1.8}


def _cost_panel(sweep: SweepTable, axis: CostAxis) -> dict[str, Any]:
    place, (unit, scale) = sweep.front.axes.index(axis), COST_UNITS[axis]
    pairs = zip(sweep.entries, sweep.front.points, strict=True)
    values = [_cost_point(one, point, place, scale, sweep) for one, point in pairs]
    padded = {"zero": False, "nice": True, "padding": 14}
    names = {"field": "network", "type": "nominal", "title": "Network", "sort": None}
    return {
        "data": {"values": values},
        "width": 190,
        "height": 210,
        "layer": [
            {"mark": {**_MARK, "filled": False}},
            {"mark": {**_MARK, "filled": True}, "transform": [{"filter": "datum.front"}]},
        ],
        "encoding": {
            "x": {
                "field": "cost",
                "type": "quantitative",
                "scale": padded,
                "axis": {"title": f"{AXIS_TITLES[axis]} ({unit})", "tickCount": 4},
            },
            "y": {
                "field": "accuracy",
                "type": "quantitative",
                "scale": padded,
                "axis": {
                    "title": "Accuracy" if place == 1 else None,
                    "labelExpr": PERCENT_LABELS,
                    "tickCount": 5,
                },
            },
            "color": names,
            "shape": {"field": "variant", "type": "nominal", "title": "Variant", "sort": None},
            "tooltip": [
                {"field": "name", "type": "nominal", "title": "Network"},
                {"field": "all", "type": "nominal", "title": "All axes"},
                {"field": "beaten", "type": "nominal", "title": "Beaten by"},
            ],
        },
    }


def _cost_point(
    one: SweepEntry, point: ParetoPoint, place: int, scale: int, sweep: SweepTable
) -> dict[str, Any]:
    both = zip(sweep.front.axes, point.values, strict=True)
    return {
        "name": one.name,
        "network": one.model,
        "variant": one.variant,
        "accuracy": significant(point.values[0], 6),
        "cost": significant(point.values[place] / scale, 5),
        "front": not point.dominated_by,
        "all": ", ".join(front_value(sweep.front, value, axis) for axis, value in both),
        "beaten": ", ".join(point.dominated_by) or "none",
    }
