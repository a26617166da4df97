"""Several variants side by side: quality, costs, the change against the reference."""

from math import isnan
from typing import Any, Literal

from afterfit.results import (
    COST_NAMES,
    CostFigure,
    CostName,
    Detail,
    VariantRow,
    VariantTable,
    Yardstick,
)
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.error_numbers import named
from afterfit.views.intervals import interval_layers, interval_values
from afterfit.views.numbers import NO_VALUE, count, significant, size
from afterfit.views.palette import CORRECT
from afterfit.views.tables import Table, kept_together, make_table
from afterfit.views.yardstick import estimate_text

CostAxis = CostName | Literal["macs"]

AXIS_TITLES: dict[CostAxis, str] = {
    "flash_bytes": "Flash",
    "ram_bytes": "RAM",
    "latency_ms": "Latency",
    "macs": "MACs",
}


def cost_text(figure: CostFigure, axis: CostAxis) -> str:
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


def axis_value(value: float, axis: CostAxis) -> str:
    """Return one cost in the way its axis is read.

    Examples
    --------
    >>> axis_value(53936, "flash_bytes"), axis_value(1.25, "latency_ms")
    ('52.7 KiB', '1.2 ms')
    """
    if isnan(value):
        return NO_VALUE
    match axis:
        case "latency_ms":
            return f"{significant(value, 2)} ms"
        case "macs":
            return f"{count(round(value))} MACs"
        case _:
            return size(round(value))


def table_variant_costs(table: VariantTable) -> Table:
    """Return one row a variant: quality with intervals, costs with their basis, the change."""
    details = [f">{one.title}" for one in table.rows[0].details]
    costs = [f">{AXIS_TITLES[name]}" for name in COST_NAMES]
    columns = ["Variant", f">{table.yardstick.title}", ">Change", *details, *costs]
    rows = [_row(row, table) for row in table.rows]
    return make_table("All variants", columns, rows, note=_note(table), folds=True)


def _row(row: VariantRow, table: VariantTable) -> list[str]:
    cells = [
        estimate_text(row.quality, table.yardstick.unit),
        _change(row, table.reference),
        *map(_detail, row.details),
        *(cost_text(row.costs.figure(name), name) for name in COST_NAMES),
    ]
    return [row.variant, *map(kept_together, cells)]


def _detail(one: Detail) -> str:
    text = estimate_text(one.value, one.unit) if one.value.n else f"{NO_VALUE} (no samples)"
    if not one.note:
        return text
    # the name of the class says more than one interval more
    return f"{text.partition(' (')[0]} ({one.note})"


def _change(row: VariantRow, reference: str) -> str:
    if row.variant == reference:
        return "reference"
    if row.change is None:
        return f"{NO_VALUE} (other samples)"
    return estimate_text(row.change)


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
    """Return the quality of each variant as a point with its 95 % interval."""
    stick = table.yardstick
    texts = [estimate_text(row.quality, stick.unit) for row in table.rows]
    values = [
        {"variant": row.variant, **interval_values(row.quality), "text": text}
        for row, text in zip(table.rows, texts, strict=True)
    ]
    told = "; ".join(f"{row.variant} {text}" for row, text in zip(table.rows, texts, strict=True))
    rows = {"title": None, "labelLimit": 220, "domain": False, "ticks": False}
    return make_chart(
        f"{stick.title} of the variants",
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
                    "axis": {**quality_axis(stick), "tickCount": 6},
                },
                "color": {"value": CORRECT},
                "tooltip": [
                    {"field": "variant", "type": "nominal", "title": "Variant"},
                    {"field": "text", "type": "nominal", "title": stick.title},
                ],
            },
            "layer": interval_layers(line_width=2, point_size=70),
        },
        subtitle=f"{table.split} split. Lines: 95 % intervals",
    )


def quality_axis(stick: Yardstick) -> dict[str, Any]:
    """Return title and labels of an axis that shows the yardstick."""
    title = named(stick.title, stick.unit)
    if stick.is_share:
        return {"title": title, "labelExpr": PERCENT_LABELS}
    return {"title": f"{title}, {stick.better} is better"}


COST_UNITS: dict[CostAxis, tuple[str, int]] = {
    "flash_bytes": ("KiB", 1024),
    "ram_bytes": ("KiB", 1024),
    "latency_ms": ("ms", 1),
    "macs": ("thousands", 1000),
}
"""Unit on an axis, and how many of the result's own make one."""
