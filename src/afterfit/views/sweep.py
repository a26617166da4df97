"""A sweep over networks: one table, and the metric of each with its seeds."""

import math
from typing import Any

from afterfit.metrics import ERROR_METRICS, METRICS
from afterfit.results import Estimate, LeadingMetric, ParetoPoint, SweepEntry, SweepTable
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.error_numbers import error_interval, error_value
from afterfit.views.intervals import interval_layers, interval_values
from afterfit.views.numbers import (
    NO_VALUE,
    count,
    counted,
    estimate_value,
    interval,
    metric_title,
    significant,
)
from afterfit.views.palette import CORRECT, WRONG
from afterfit.views.reason import chart_reason
from afterfit.views.tables import Table, make_table
from afterfit.views.variants import AXIS_TITLES, COST_UNITS, axis_value, cost_text
from afterfit.wording import listing, ranking_gap, ranking_title, ranking_value


def table_sweep(sweep: SweepTable) -> Table:
    """Return one row a network and variant: each metric, the first with interval and spread."""
    others = [one.mean.metric for one in sweep.entries[0].metrics[1:]]
    columns = ["Network", "Variant", f">{ranking_title(sweep.metric)}", ">Between seeds"]
    columns += [f">{metric_title(name)}" for name in others]
    rows = [_row(one, sweep.metric) for one in sweep.entries]
    return make_table("All networks", columns, rows, note=_note(sweep))


def _row(one: SweepEntry, metric: LeadingMetric) -> list[str]:
    leading, *others = one.metrics
    return [
        one.model,
        one.variant,
        told_interval(leading.mean),
        spread_text(metric, leading.std, len(one.seeds)),
        *(_told_value(other.mean) for other in others),
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


def told_interval(estimate: Estimate) -> str:
    """Return an estimate of any task's metric with its interval.

    Examples
    --------
    >>> told_interval(Estimate("r2", 0.9, 0.85, 0.94, 40, "bootstrap"))
    '0.900 (0.850 to 0.940)'
    """
    is_error = estimate.metric in ERROR_METRICS
    return error_interval(estimate) if is_error else interval(estimate)


def _told_value(estimate: Estimate) -> str:
    is_error = estimate.metric in ERROR_METRICS
    return error_value(estimate) if is_error else estimate_value(estimate)


def spread_text(metric: LeadingMetric, std: float, n_seeds: int) -> str:
    """Return a standard deviation between seeds, that of shares in percentage points.

    Examples
    --------
    >>> spread_text("accuracy", 0.0123, 3), spread_text("r2", math.nan, 1)
    ('± 1.2 points (3 seeds)', '– (1 seed)')
    """
    spread = NO_VALUE if math.isnan(std) else f"± {ranking_gap(metric, std)}"
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
    names = [one.mean.metric for one in sweep.entries[0].metrics]
    lower = [metric_title(name) for name in names if METRICS[name].better == "lower"]
    higher = [metric_title(name) for name in names if METRICS[name].better == "higher"]
    told = f"Higher is better: {listing(higher)}."
    if lower:
        told += f" Lower is better: {listing(lower)}."
    if sweep.metric == "roc_auc":
        told += " Thresholds were chosen without the test split."
    return told


def chart_sweep(sweep: SweepTable) -> Chart:
    """Return the metric of each entry with its interval, and every seed as a small mark."""
    title = ranking_title(sweep.metric)
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
    axis = {**_metric_axis(sweep.metric), "tickCount": 6}
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
    return {**interval_values(estimate), "text": told_interval(estimate)}


def _of(one: SweepEntry, sweep: SweepTable) -> str:
    return ranking_value(sweep.metric, one.leading.mean.value)


def _metric_axis(metric: LeadingMetric) -> dict[str, Any]:
    """Return title and labels of an axis: shares in percent, other metrics with their direction."""
    if metric == "accuracy":
        return {"title": ranking_title(metric), "labelExpr": PERCENT_LABELS}
    return {"title": f"{ranking_title(metric)} (higher is better)"}


def _seed_marks(sweep: SweepTable) -> dict[str, Any]:
    values = [
        {
            "name": one.name,
            "value": significant(estimate.value, 5),
            "text": f"seed {seed}: {ranking_value(sweep.metric, estimate.value)}",
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
    title = f"{ranking_title(sweep.metric)} against cost of the networks"
    if len(sweep.front.axes) < 2:
        return chart_reason(title, "No cost is known of every network, so there is no front.")
    panels = [_cost_panel(sweep, place) for place in range(1, len(sweep.front.axes))]
    best = [point.variant for point in sweep.front.points if not point.dominated_by]
    return make_chart(
        title,
        f"On the Pareto front: {', '.join(best)}.",
        {"hconcat": panels, "spacing": 24},
        subtitle=f"{sweep.split} split. Filled: on the Pareto front; hollow: another is as good on "
        "every axis and better on one",
    )


_MARK = {"type": "point", "size": 90, "opacity": 1, "strokeWidth": 1.8}


def _cost_panel(sweep: SweepTable, place: int) -> dict[str, Any]:
    axis = sweep.front.axes[place]
    unit, scale = COST_UNITS[axis]
    pairs = zip(sweep.entries, sweep.front.points, strict=True)
    values = [_cost_point(one, point, place, scale, sweep) for one, point in pairs]
    padded = {"zero": False, "nice": True, "padding": 14}
    names = {"field": "network", "type": "nominal", "title": "Network", "sort": None}
    shown = _metric_axis(sweep.metric)
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
                "field": "metric",
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
        "metric": significant(point.values[0], 6),
        "cost": significant(point.values[place] / scale, 5),
        "front": not point.dominated_by,
        "all": ", ".join(f"{AXIS_TITLES[axis]} {axis_value(value, axis)}" for axis, value in both),
        "beaten": ", ".join(point.dominated_by) or "none",
    }
