"""A sweep over networks: one table, and the yardstick of each with its seeds."""

import math
from typing import Any

from afterfit.metrics import METRICS
from afterfit.results import Estimate, ParetoPoint, SweepEntry, SweepTable, Yardstick
from afterfit.views.charts import Chart, make_chart
from afterfit.views.intervals import interval_layers, interval_values
from afterfit.views.numbers import (
    NO_VALUE,
    count,
    counted,
    metric_title,
    significant,
)
from afterfit.views.palette import CORRECT, WRONG
from afterfit.views.pareto import axis_title, front_value
from afterfit.views.reason import chart_reason
from afterfit.views.tables import Table, make_table
from afterfit.views.variants import AXIS_TITLES, COST_UNITS, CostAxis, cost_text, quality_axis
from afterfit.views.yardstick import estimate_text, value_text
from afterfit.wording import listing, quality_gap, quality_text


def table_sweep(sweep: SweepTable) -> Table:
    """Return one row a network and variant: each metric, the first with interval and spread."""
    others = [one.mean.metric for one in sweep.entries[0].metrics[1:]]
    columns = ["Network", "Variant", f">{sweep.yardstick.title}", ">Between seeds"]
    columns += [f">{metric_title(name)}" for name in others]
    rows = [_row(one, sweep.yardstick) for one in sweep.entries]
    return make_table("All networks", columns, rows, note=_note(sweep))


def _row(one: SweepEntry, yardstick: Yardstick) -> list[str]:
    leading, *others = one.metrics
    return [
        one.model,
        one.variant,
        estimate_text(leading.mean),
        spread_text(yardstick, leading.std, len(one.seeds)),
        *(value_text(other.mean) for other in others),
    ]


def table_sweep_costs(sweep: SweepTable) -> Table:
    """Return one row a network and variant: what it needs of a device."""
    has_latency = any(one.costs.latency_ms.is_known for one in sweep.entries)
    columns = ["Network", "Variant", ">Flash", ">RAM", ">MACs"]
    columns += [">Latency"] if has_latency else []
    rows = [_cost_row(one, has_latency=has_latency) for one in sweep.entries]
    note = (
        "Flash: size of the model file. RAM: activations. MACs: multiply-accumulates of one "
        "inference."
    )
    return make_table("What they cost", columns, rows, note=note)


def _cost_row(one: SweepEntry, *, has_latency: bool) -> list[str]:
    costs = one.costs
    return [
        one.model,
        one.variant,
        cost_text(costs.flash_bytes, "flash_bytes"),
        cost_text(costs.ram_bytes, "ram_bytes"),
        NO_VALUE if one.n_macs is None else count(one.n_macs),
        *([cost_text(costs.latency_ms, "latency_ms")] if has_latency else []),
    ]


def spread_text(yardstick: Yardstick, std: float, n_seeds: int) -> str:
    """Return a standard deviation between seeds, that of shares in percentage points.

    Examples
    --------
    >>> from afterfit.results.yardstick import ACCURACY, R2
    >>> spread_text(ACCURACY, 0.0123, 3), spread_text(R2, math.nan, 1)
    ('± 1.2 points (3 seeds)', '– (1 seed)')
    """
    spread = NO_VALUE if math.isnan(std) else f"± {quality_gap(std, yardstick)}"
    return f"{spread} ({counted(n_seeds, 'seed')})"


def _note(sweep: SweepTable) -> str:
    seeds = "" if sweep.n_seeds == 1 else "Metrics are means over the seeds. "
    return (
        f"{sweep.split} split, the same for every training. {seeds}{_directions(sweep)} In "
        "brackets: 95 % intervals, for other samples; they are those of a typical training. "
        "Between seeds: the standard deviation, for other starts of the same training."
    )


def _directions(sweep: SweepTable) -> str:
    """Say which way each metric is better, and where thresholds come from."""
    others = [one.mean.metric for one in sweep.entries[0].metrics[1:]]
    lower = [metric_title(name) for name in others if METRICS[name].better == "lower"]
    higher = [metric_title(name) for name in others if METRICS[name].better == "higher"]
    told = f"Higher is better: {listing([sweep.yardstick.title, *higher])}."
    if lower:
        told += f" Lower is better: {listing(lower)}."
    if sweep.yardstick.metric == "roc_auc":
        told += " Thresholds were chosen without the test split."
    return told


def chart_sweep(sweep: SweepTable) -> Chart:
    """Return the metric of each entry with its interval, and every seed as a small mark."""
    title = sweep.yardstick.title
    values = [{"name": one.name, **_drawn(one.leading.mean)} for one in sweep.entries]
    told = "; ".join(f"{one.name} {_of(one, sweep)}" for one in sweep.entries)
    tooltip = [
        {"field": "name", "type": "nominal", "title": "Network"},
        {"field": "text", "type": "nominal", "title": title},
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
    axis = {**quality_axis(sweep.yardstick), "tickCount": 6}
    rows = {"title": None, "labelLimit": 260, "domain": False, "ticks": False}
    y = {"field": "name", "type": "nominal", "sort": [v["name"] for v in values], "axis": rows}
    x = {"field": "value", "type": "quantitative", "scale": {"zero": False}, "axis": axis}
    seeds = "; orange: each seed" if sweep.n_seeds > 1 else ""
    return make_chart(
        f"{title} of the networks",
        f"{sweep.split} split: {told}.",
        {"width": 380, "height": {"step": 28}, "encoding": {"y": y, "x": x}, "layer": layers},
        subtitle=f"{sweep.split} split. Lines: 95 % intervals{seeds}",
    )


def _drawn(estimate: Estimate) -> dict[str, Any]:
    return {**interval_values(estimate), "text": estimate_text(estimate)}


def _of(one: SweepEntry, sweep: SweepTable) -> str:
    return quality_text(one.leading.mean.value, sweep.yardstick)


def _seed_marks(sweep: SweepTable) -> dict[str, Any]:
    values = [
        {
            "name": one.name,
            "value": significant(estimate.value, 5),
            "text": f"seed {seed}: {quality_text(estimate.value, sweep.yardstick)}",
        }
        for one in sweep.entries
        for seed, estimate in zip(one.seeds, one.leading.each, strict=True)
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
    """Return the metric over each known cost: a colour a network, a shape a variant."""
    title = f"{sweep.yardstick.title} against cost of the networks"
    if len(sweep.front.axes) < 2:
        return chart_reason(title, "No cost is known of every network, so there is no front.")
    panels = [_cost_panel(sweep, axis) for axis in sweep.front.axes if axis != "quality"]
    best = [point.variant for point in sweep.front.points if point.on_front]
    return make_chart(
        title,
        f"On the Pareto front: {', '.join(best)}.",
        {"hconcat": panels, "spacing": 24},
        subtitle=f"{sweep.split} split. Filled: on the Pareto front; hollow: beaten by another, "
        "or no choice",
    )


_MARK = {"type": "point", "size": 90, "opacity": 1, "strokeWidth": 1.8}


def _cost_panel(sweep: SweepTable, axis: CostAxis) -> dict[str, Any]:
    place, (unit, scale) = sweep.front.axes.index(axis), COST_UNITS[axis]
    pairs = zip(sweep.entries, sweep.front.points, strict=True)
    points = [_cost_point(one, point, place, scale, sweep) for one, point in pairs]
    values = [one for one in points if one["cost"] is not None]
    padded = {"zero": False, "nice": True, "padding": 14}
    names = {"field": "network", "type": "nominal", "title": "Network", "sort": None}
    shown = quality_axis(sweep.yardstick)
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
                "field": "quality",
                "type": "quantitative",
                "scale": padded,
                "axis": {
                    **shown,
                    "title": shown["title"] if place == 1 else None,
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
        "quality": significant(point.values[0], 6),
        "cost": significant(point.values[place] / scale, 5),
        "front": point.on_front,
        "all": ", ".join(
            f"{axis_title(sweep.front, axis)} {front_value(sweep.front, value, axis)}"
            for axis, value in both
        ),
        "beaten": point.no_choice or ", ".join(point.dominated_by) or "none",
    }
