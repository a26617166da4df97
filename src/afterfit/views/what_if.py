"""What changes of the input cost every variant."""

from collections.abc import Sequence
from math import isnan
from typing import Any

from afterfit.results import WhatIf
from afterfit.results.what_if import ChangeCurve, ChangePoint, VariantWhatIf
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.numbers import (
    NO_VALUE,
    count,
    estimate_range,
    interval,
    p_value,
    percent,
    points,
)
from afterfit.views.tables import Table, kept_together, make_table
from afterfit.views.what_if_marks import (
    APART,
    UNCHANGED,
    drawn_ends,
    everyday_spec,
    interval_marks,
    strength_axis,
    strength_order,
    variant_colours,
    without_points,
)
from afterfit.wording import agreeing, counted, margin_text

_WIDTH, _HEIGHT = 218, 130


def chart_everyday(found: WhatIf) -> Chart:
    """Return what the dearest everyday strength of each change costs every variant.

    Raises
    ------
    InputError
        When no change with everyday strengths was tried.
    """
    rows = [
        _everyday_row(one.scope.variant, curve, point)
        for one in found.variants
        for curve in one.curves
        if (point := dearest_everyday(curve)) is not None
    ]
    names = [one.scope.variant for one in found.variants]
    axis = "Change of the accuracy (points)"
    return make_chart(
        "What everyday changes cost",
        _describe_everyday(found),
        everyday_spec(rows, names, 100 * found.loss, axis, "Accuracy"),
        subtitle="Change of the accuracy with its 95 % interval, at the dearest everyday\n"
        f"strength; the dashed line: the loss that matters, {margin_text(found.loss)}",
    )


def dearest_everyday(curve: ChangeCurve) -> ChangePoint | None:
    """Return the everyday strength that costs most; None where a change has none."""
    everyday = [one for one in curve.points if one.is_everyday]
    return min(everyday, key=_cheapness) if everyday else None


def _cheapness(point: ChangePoint) -> tuple[float, float]:
    """Return an order by cost; of equal costs the stronger change comes first."""
    return point.change.value, -point.severity


def _everyday_row(variant: str, curve: ChangeCurve, point: ChangePoint) -> dict[str, Any]:
    return {
        "variant": variant,
        "change": f"{curve.title}, {point.label}",
        **drawn_ends(point.change, 100),
        "text": interval(point.change),
    }


def _describe_everyday(found: WhatIf) -> str:
    first = found.variants[0]
    judged = [one for curve in first.curves if (one := dearest_everyday(curve)) is not None]
    surely = sum(one.surely_loses(found.loss) for one in judged)
    return (
        f"{surely} of {counted(len(judged), 'everyday change')} surely "
        f"{agreeing(surely, 'costs', 'cost')} {first.scope.variant} more than "
        f"{margin_text(found.loss)}."
    )


def chart_change(found: WhatIf, key: str) -> Chart:
    """Return the accuracy of every variant over the strengths of one change."""
    curves = {
        one.scope.variant: (one, curve)
        for one in found.variants
        for curve in one.curves
        if curve.key == key
    }
    first = next(iter(curves.values()))[1]
    order = strength_order(first)
    middle = (len(curves) - 1) / 2
    rows = [
        row
        for place, (one, curve) in enumerate(curves.values())
        for row in _curve_rows(one, curve, order, APART * (place - middle))
    ]
    lines = [{"mark": {"type": "line", "strokeWidth": 1.4}}] if first.is_graded else []
    return make_chart(
        first.title,
        _describe_curve(first, found.loss),
        {
            "width": _WIDTH,
            "height": _HEIGHT,
            "data": {"values": rows},
            "encoding": _curve_encoding(first, order, list(curves)),
            "layer": [*lines, *interval_marks("y")],
        },
        widest=_WIDTH + 60,
    )


def _curve_rows(
    one: VariantWhatIf, curve: ChangeCurve, order: list[str], beside: float
) -> list[dict[str, Any]]:
    """Return one point a strength, *beside* its place on the axis, so that variants stay apart."""
    unchanged = {
        "variant": one.scope.variant,
        "strength": UNCHANGED,
        "place": order.index(UNCHANGED) + beside,
        **drawn_ends(one.accuracy),
        "text": percent(one.accuracy.value),
        "change": NO_VALUE,
    }
    changed = [
        {
            "variant": one.scope.variant,
            "strength": point.label,
            "place": order.index(point.label) + beside,
            **drawn_ends(point.accuracy),
            "text": interval(point.accuracy),
            "change": interval(point.change),
        }
        for point in curve.points
    ]
    return [unchanged, *changed]


def _curve_encoding(curve: ChangeCurve, order: list[str], names: list[str]) -> dict[str, Any]:
    return {
        "x": strength_axis(curve, order),
        "y": {
            "field": "value",
            "type": "quantitative",
            "scale": {"domain": [0, 1]},
            "axis": {"title": "Accuracy", "labelExpr": PERCENT_LABELS, "tickCount": 5},
        },
        "color": variant_colours(names),
        "tooltip": [
            {"field": "variant", "type": "nominal", "title": "Variant"},
            {"field": "strength", "type": "nominal", "title": "Strength"},
            {"field": "text", "type": "nominal", "title": "Accuracy"},
            {"field": "change", "type": "nominal", "title": "Change"},
        ],
    }


def _describe_curve(curve: ChangeCurve, loss: float) -> str:
    first = curve.first_sure_loss(loss)
    if first is None:
        return f"{curve.title}: no strength surely costs more than {margin_text(loss)}."
    return (
        f"{curve.title}: from {first.label} on, the accuracy has surely lost more than "
        f"{margin_text(loss)}; it is {percent(first.accuracy.value)} there."
    )


def table_what_if(found: WhatIf) -> Table:
    """Return one row a variant and change: what it costs, and from where on surely too much."""
    columns = [
        *("Change", "Variant", "Everyday strength", ">Accuracy, points"),
        f"Surely more than {margin_text(found.loss)} from",
        *("Dearest strength", ">Accuracy there, points", "Suffers most, points"),
    ]
    keys = dict.fromkeys(curve.key for one in found.variants for curve in one.curves)
    rows = [
        _cost_row(one.scope.variant, curve, found.loss)
        for key in keys
        for one in found.variants
        for curve in one.curves
        if curve.key == key
    ]
    return make_table("What changes cost", columns, rows, note=_note(found), folds=True)


def _cost_row(variant: str, curve: ChangeCurve, loss: float) -> list[str]:
    everyday, sure = dearest_everyday(curve), curve.first_sure_loss(loss)
    worst = min(curve.points, key=_cheapness)
    return [
        curve.title,
        variant,
        everyday.label if everyday else NO_VALUE,
        kept_together(without_points(interval(everyday.change))) if everyday else NO_VALUE,
        sure.label if sure else "nowhere",
        worst.label if worst.change.value < 0 else NO_VALUE,
        without_points(points(worst.change.value)),
        _suffers(worst),
    ]


def _suffers(point: ChangePoint) -> str:
    change = point.worst_class_change.value
    return (
        NO_VALUE
        if isnan(change) or change >= 0
        else f"{point.worst_class}, {without_points(points(change))}"
    )


def _note(found: WhatIf) -> str:
    first = found.variants[0].scope
    return (
        f"On {counted(first.n_samples, 'window')} of "
        f"{counted(first.n_sources, 'recording')} of {first.split}, each against itself without "
        "the change; in percentage points of accuracy, "
        "with the paired 95 % interval. Suffers "
        "most: the class whose recall changes most at the dearest strength, and by how much."
    )


def table_change(variant: VariantWhatIf, curves: Sequence[ChangeCurve]) -> Table:
    """Return every strength of some changes for one variant."""
    columns = [
        *("Change", "Strength", ">Accuracy", ">95 % interval", ">Change", ">95 % interval"),
        *("McNemar", ">Lost", ">Won", ">Flips", "Suffers most"),
    ]
    rows = [_point_row(curve, point) for curve in curves for point in curve.points]
    note = (
        f"{variant.scope.variant}; without any change {interval(variant.accuracy)}. Lost and won: "
        "windows that only one of the two got right; flips: those with another answer."
    )
    return make_table(f"Every strength, {variant.scope.variant}", columns, rows, note=note)


def _point_row(curve: ChangeCurve, point: ChangePoint) -> list[str]:
    return [
        curve.title,
        point.label,
        percent(point.accuracy.value),
        estimate_range(point.accuracy),
        points(point.change.value),
        estimate_range(point.change),
        p_value(point.p_value),
        count(point.n_lost),
        count(point.n_won),
        count(point.n_flipped),
        _suffers(point),
    ]


def table_extra_losses(found: WhatIf) -> Table:
    """Return for each change the strength at which another variant loses most beyond the first."""
    columns = ["Change", "Variant", "Strength", ">Beyond the reference", ">95 % interval"]
    rows = []
    for candidate in dict.fromkeys(one.candidate for one in found.extra_losses):
        for key in dict.fromkeys(one.key for one in found.extra_losses):
            mine = [
                one for one in found.extra_losses if (one.candidate, one.key) == (candidate, key)
            ]
            worst = min(mine, key=lambda one: one.extra.value)
            rows.append(
                [
                    worst.title,
                    candidate,
                    worst.label,
                    points(worst.extra.value),
                    estimate_range(worst.extra),
                ]
            )
    reference = found.variants[0].scope.variant
    note = (
        f"How much more accuracy a change costs the variant than {reference}, window by window; "
        "below 0 it is more fragile. What it loses without any change is no part of it. Of each "
        "change the strength with the lowest value, so some lie below 0 by chance."
    )
    return make_table(f"Fragility beyond {reference}", columns, rows, note=note, folds=True)
