"""What changes of the input cost every variant that predicts numbers."""

from typing import Any

from afterfit.results import NumbersWhatIf
from afterfit.results.numbers_what_if import NumbersVariantWhatIf, QualityCurve, QualityPoint
from afterfit.views.charts import Chart, make_chart
from afterfit.views.numbers import NO_VALUE, count, counted, significant
from afterfit.views.tables import Table, kept_together, make_table
from afterfit.views.what_if_marks import curves_by_variant, everyday_spec, variant_colours
from afterfit.wording import (
    quality_change,
    quality_change_range,
    quality_gap,
    quality_noun,
    quality_text,
)


def chart_everyday_numbers(found: NumbersWhatIf) -> Chart:
    """Return what the dearest everyday strength of each change costs every variant.

    Raises
    ------
    InputError
        When no change with everyday strengths was tried.
    """
    rows = [
        _row(one, curve, point, found)
        for one in found.variants
        for curve in one.curves
        if (point := curve.dearest_everyday()) is not None
    ]
    title, names = found.yardstick.title, [one.scope.variant for one in found.variants]
    noun = quality_noun(found.yardstick)
    spec = everyday_spec(rows, names, found.loss, f"Change of {noun}", title)
    worst = rows[0]
    return make_chart(
        "What everyday changes cost",
        f"{title} of {worst['variant']} changes most by {worst['change']}: {worst['text']}.",
        spec,
        subtitle=f"Change of {noun} with its 95 % interval, at the dearest everyday\n"
        "strength; the dashed line: the loss that matters, "
        f"{quality_gap(found.loss, found.yardstick)}",
    )


def _row(
    one: NumbersVariantWhatIf, curve: QualityCurve, point: QualityPoint, found: NumbersWhatIf
) -> dict[str, Any]:
    return {
        "variant": one.scope.variant,
        "change": f"{curve.title}, {point.label}",
        "value": significant(point.change.value, 5),
        "low": significant(point.change.low, 5),
        "high": significant(point.change.high, 5),
        "text": _changed(point, found),
    }


def chart_quality_curve(found: NumbersWhatIf, key: str) -> Chart:
    """Return the yardstick over the strengths of one change, one line a variant."""
    curves = curves_by_variant(found.variants, key)
    first = next(iter(curves.values()))
    values = [
        {
            "variant": name,
            "strength": point.label,
            "value": significant(point.value, 5),
            "text": _changed(point, found),
        }
        for name, curve in curves.items()
        for point in curve.points
    ]
    names, labels = list(curves), [one.label for one in first.points]
    line = [{"mark": {"type": "line", "strokeWidth": 1.4}}] if first.unit else []
    point = {"mark": {"type": "point", "filled": True, "size": 40, "opacity": 1}}
    axis = {"title": None, "labelAngle": -35, "labelLimit": 90, "grid": False}
    return make_chart(
        first.title,
        _describe_curve(first, found),
        {
            "width": 218,
            "height": 130,
            "data": {"values": values},
            "encoding": {
                "x": {"field": "strength", "type": "ordinal", "sort": labels, "axis": axis},
                "y": {"field": "value", "type": "quantitative", "scale": {"zero": False},
                      "axis": {"title": found.yardstick.title, "tickCount": 5}},
                "color": variant_colours(names),
                "tooltip": [
                    {"field": "variant", "type": "nominal", "title": "Variant"},
                    {"field": "strength", "type": "nominal", "title": "Strength"},
                    {"field": "text", "type": "nominal", "title": "Change"},
                ],
            },
            "layer": [*line, point],
        },
        widest=280,
    )  # fmt: skip


def _describe_curve(curve: QualityCurve, found: NumbersWhatIf) -> str:
    loss, sure = quality_gap(found.loss, found.yardstick), curve.first_sure_loss(found.loss)
    if sure is None:
        return f"{curve.title}: no strength surely costs more than {loss}."
    return (
        f"{curve.title}: from {sure.label} on, more than {loss} is surely lost; "
        f"{quality_noun(found.yardstick)} is {quality_text(sure.value, found.yardstick)} there."
    )


def table_numbers_what_if(found: NumbersWhatIf) -> Table:
    """Return one row a variant and change: what it costs, and from where on surely too much."""
    title, loss = found.yardstick.title, quality_gap(found.loss, found.yardstick)
    columns = [
        *("Change", "Variant", "Everyday strength", f">{title} changes by"),
        *(f"Surely more than {loss} from", "Dearest strength", ">Changes by"),
    ]
    keys = dict.fromkeys(curve.key for one in found.variants for curve in one.curves)
    rows = [
        _cells(one.scope.variant, curve, found)
        for key in keys
        for one in found.variants
        for curve in one.curves
        if curve.key == key
    ]
    first = found.variants[0].scope
    note = (
        f"On {counted(first.n_samples, 'window')} of {counted(first.n_sources, 'recording')} of "
        f"{first.split}, each against itself without the change, with the paired 95 % interval."
    )
    return make_table("What changes cost", columns, rows, note=note, folds=True)


def _cells(variant: str, curve: QualityCurve, found: NumbersWhatIf) -> list[str]:
    everyday, sure = curve.dearest_everyday(), curve.first_sure_loss(found.loss)
    worst = min(curve.points, key=lambda one: (one.change.value, -one.severity))
    return [
        curve.title,
        variant,
        everyday.label if everyday else NO_VALUE,
        kept_together(_changed(everyday, found)) if everyday else NO_VALUE,
        sure.label if sure else "nowhere",
        worst.label if worst.change.value < 0 else NO_VALUE,
        quality_change(worst.change.value, found.yardstick),
    ]


def _changed(point: QualityPoint, found: NumbersWhatIf) -> str:
    value = quality_change(point.change.value, found.yardstick)
    ends = quality_change_range(point.change, found.yardstick)
    return value if ends == NO_VALUE else f"{value} ({ends})"


def table_every_strength(found: NumbersWhatIf, variant: NumbersVariantWhatIf) -> Table:
    """Return every strength of every change for one variant."""
    title, yardstick = found.yardstick.title, found.yardstick
    rows = [
        [
            curve.title,
            point.label,
            quality_text(point.value, yardstick),
            quality_change(point.change.value, yardstick),
            quality_change_range(point.change, yardstick),
        ]
        for curve in variant.curves
        for point in curve.points
    ]
    columns = ["Change", "Strength", f">{title}", ">Change", ">95 % interval"]
    name = variant.scope.variant
    note = f"{name}; without any change {quality_text(variant.value, yardstick)}."
    return make_table(f"Every strength, {name}", columns, rows, note=note)


def table_extra_quality(found: NumbersWhatIf) -> Table:
    """Return for each change the strength at which another variant loses most beyond the first."""
    places = dict.fromkeys((one.key, one.candidate) for one in found.extra_losses)
    rows = []
    for key, candidate in places:
        mine = [one for one in found.extra_losses if (one.key, one.candidate) == (key, candidate)]
        worst = min(mine, key=lambda one: one.extra.value)
        value = quality_change(worst.extra.value, found.yardstick)
        ends = quality_change_range(worst.extra, found.yardstick)
        rows.append([worst.title, candidate, worst.label, value, ends])
    reference = found.variants[0].scope.variant
    columns = ["Change", "Variant", "Strength", ">Beyond the reference", ">95 % interval"]
    note = (
        f"How much more {quality_noun(found.yardstick)} a change costs the variant than "
        f"{reference}; below 0 it is more fragile. Of each change the strength with the lowest "
        f"value of {count(len(found.extra_losses))}, so some lie below 0 by chance."
    )
    return make_table(f"Fragility beyond {reference}", columns, rows, note=note)
