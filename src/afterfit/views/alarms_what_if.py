"""What changes of the input do to the alarms of every anomaly detector."""

from collections.abc import Iterator
from math import isnan
from typing import Any, Literal

from afterfit.results import AlarmCurve, AlarmPoint, AlarmsVariantWhatIf, AlarmsWhatIf, Estimate
from afterfit.results.alarms_what_if import AlarmRate, RateUnderChange
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.numbers import NO_VALUE, count, counted, decimal, interval, percent
from afterfit.views.tables import Table, kept_together, make_table
from afterfit.views.what_if_marks import (
    APART,
    UNCHANGED,
    curves_by_variant,
    drawn_ends,
    everyday_spec,
    interval_marks,
    strength_axis,
    strength_order,
    variant_colours,
    without_points,
)
from afterfit.wording import margin_text
from afterfit.wording.numbers import true_zero

RATE_TITLES: dict[AlarmRate, str] = {"false_alarms": "False alarms", "found": "Anomalies found"}
"""What each share is called in titles."""
_OF: dict[AlarmRate, str] = {"false_alarms": "of the normal windows", "found": "of the anomalies"}
_BETTER: dict[AlarmRate, Literal["higher", "lower"]] = {"false_alarms": "lower", "found": "higher"}
_WORSE: dict[AlarmRate, str] = {"false_alarms": "more", "found": "fewer"}


def chart_everyday_alarms(found: AlarmsWhatIf, rate: AlarmRate) -> Chart:
    """Return what the worst everyday strength of each change does to a share, for every variant.

    Raises
    ------
    InputError
        When nothing is known of it: no everyday strength, no threshold, or no such window.
    """
    rows = [
        _everyday_row(one.scope.variant, curve, point, rate)
        for one in found.variants
        for curve in one.curves
        if (point := curve.worst(rate, everyday=True)) is not None
    ]
    names, title = [one.scope.variant for one in found.variants], RATE_TITLES[rate]
    axis = f"Change of the share {_OF[rate]} (points)"
    spec = everyday_spec(rows, names, 100 * found.loss, axis, title, _BETTER[rate])
    worst = rows[0]
    return make_chart(
        f"{title} under everyday changes",
        f"{title} of {worst['variant']} suffer most from {worst['change']}: {worst['text']}.",
        spec,
        subtitle=f"Change of the share {_OF[rate]} with its 95 % interval, at the worst everyday\n"
        f"strength; the dashed line: the loss that matters, {margin_text(found.loss)}",
    )


def _everyday_row(
    variant: str, curve: AlarmCurve, point: AlarmPoint, rate: AlarmRate
) -> dict[str, Any]:
    change = point.rate(rate).change
    return {
        "variant": variant,
        "change": f"{curve.title}, {point.label}",
        **drawn_ends(change, 100),
        "text": interval(change),
    }


def chart_alarms(found: AlarmsWhatIf, key: str, rate: AlarmRate) -> Chart:
    """Return a share of windows over the strengths of one change, one line a variant."""
    unchanged = {one.scope.variant: one.rate(rate) for one in found.variants}
    changed = {
        name: [(one.label, one.rate(rate).value, one.rate(rate).change) for one in curve.points]
        for name, curve in curves_by_variant(found.variants, key).items()
    }
    curve = next(iter(curves_by_variant(found.variants, key).values()))
    axis = {"title": RATE_TITLES[rate], "labelExpr": PERCENT_LABELS, "tickCount": 5}
    y = {"axis": axis, "scale": {"domain": [0, 1]}}
    return _strengths(curve, unchanged, changed, y, _describe(curve, rate, found.loss))


def chart_auc(found: AlarmsWhatIf, key: str) -> Chart:
    """Return the ROC AUC over the strengths of one change, one line a variant."""
    unchanged = {one.scope.variant: one.auc for one in found.variants}
    changed = {
        name: [(one.label, one.auc, one.auc_change) for one in curve.points]
        for name, curve in curves_by_variant(found.variants, key).items()
    }
    curve = next(iter(curves_by_variant(found.variants, key).values()))
    y = {"axis": {"title": "ROC AUC", "tickCount": 5}, "scale": {"zero": False}}
    lowest = min(curve.points, key=lambda one: one.auc.value)
    words = f"{curve.title}: the ROC AUC is lowest at {lowest.label}, {decimal(lowest.auc.value)}."
    return _strengths(curve, unchanged, changed, y, words)


Told = tuple[str, Estimate, Estimate]
"""Label of a strength, a value there, and its change."""


def _strengths(
    curve: AlarmCurve,
    unchanged: dict[str, Estimate],
    changed: dict[str, list[Told]],
    y: dict[str, Any],
    words: str,
) -> Chart:
    order, middle = strength_order(curve), (len(changed) - 1) / 2
    nothing = Estimate("", float("nan"), float("nan"), float("nan"), 0, "none")
    values = [
        _mark(name, told, order, APART * (place - middle))
        for place, name in enumerate(changed)
        for told in [(UNCHANGED, unchanged[name], nothing), *changed[name]]
    ]
    title = y["axis"]["title"]
    lines = [{"mark": {"type": "line", "strokeWidth": 1.4}}] if curve.unit else []
    encoding = {
        "x": strength_axis(curve, order),
        "y": {"field": "value", "type": "quantitative", **y},
        "color": variant_colours(list(changed)),
        "tooltip": [
            {"field": field, "type": "nominal", "title": head}
            for field, head in (("variant", "Variant"), ("strength", "Strength"),
                                ("text", title), ("change", "Change"))
        ],
    }  # fmt: skip
    spec = {"width": 218, "height": 130, "data": {"values": values}, "encoding": encoding,
            "layer": [*lines, *interval_marks("y")]}  # fmt: skip
    return make_chart(curve.title, words, spec, widest=280)


def _mark(variant: str, told: Told, order: list[str], beside: float) -> dict[str, Any]:
    """Return one point, *beside* its place on the axis, so that variants stay apart."""
    label, value, change = told
    shown = decimal(change.value) if change.metric == "roc_auc_change" else interval(change)
    return {
        "variant": variant,
        "strength": label,
        "place": order.index(label) + beside,
        **drawn_ends(value),
        "text": interval(value),
        "change": shown,
    }


def _describe(curve: AlarmCurve, rate: AlarmRate, loss: float) -> str:
    first, what = curve.first_sure(rate, loss), RATE_TITLES[rate].lower()
    if first is None:
        return f"{curve.title}: at no strength surely {margin_text(loss)} {_WORSE[rate]} {what}."
    return (
        f"{curve.title}: from {first.label} on, surely {margin_text(loss)} {_WORSE[rate]} {what}; "
        f"{percent(first.rate(rate).value.value)} there."
    )


def table_alarms_what_if(found: AlarmsWhatIf, rate: AlarmRate) -> Table:
    """Return one row a variant and change: what it does to a share, from where on surely much."""
    columns = [
        *("Change", "Variant", "Everyday strength", f">{RATE_TITLES[rate]}, points"),
        f"Surely {margin_text(found.loss)} {_WORSE[rate]} from",
        *("Worst strength", ">Share there"),
    ]
    keys = dict.fromkeys(curve.key for one in found.variants for curve in one.curves)
    rows = [
        _cells(one, curve, rate, found.loss)
        for key in keys
        for one in found.variants
        for curve in one.curves
        if curve.key == key
    ]
    first = found.variants[0]
    note = (
        f"On {counted(first.rate(rate).n, 'window')} of {first.scope.split}, each against itself "
        "without the change; in percentage points, with the paired 95 % interval. Without any "
        f"change: {', '.join(_unchanged(one, rate) for one in found.variants)}."
    )
    return make_table(f"{RATE_TITLES[rate]} under change", columns, rows, note=note, folds=True)


def _unchanged(one: AlarmsVariantWhatIf, rate: AlarmRate) -> str:
    return f"{one.scope.variant} {interval(one.rate(rate))}"


def _cells(one: AlarmsVariantWhatIf, curve: AlarmCurve, rate: AlarmRate, loss: float) -> list[str]:
    everyday, sure = curve.worst(rate, everyday=True), curve.first_sure(rate, loss)
    worst = curve.worst(rate, everyday=False)
    moved = worst is not None and worst.rate(rate).cost > 0
    return [
        curve.title,
        one.scope.variant,
        everyday.label if everyday else NO_VALUE,
        kept_together(without_points(interval(everyday.rate(rate).change)))
        if everyday
        else NO_VALUE,
        NO_VALUE if worst is None else sure.label if sure else "nowhere",
        worst.label if worst is not None and moved else NO_VALUE,
        percent(worst.rate(rate).value.value) if worst is not None and moved else NO_VALUE,
    ]


def _change_cell(change: Estimate) -> str:
    return kept_together(without_points(interval(change)))


def table_every_alarm(one: AlarmsVariantWhatIf) -> Table:
    """Return every strength of every change for one variant."""
    columns = [
        *("Change", "Strength", ">False alarms", ">Change", ">Anomalies found", ">Change"),
        *(">ROC AUC", ">Change"),
    ]
    rows = [
        [
            curve.title,
            point.label,
            *_rate_cells(point.false_alarms),
            *_rate_cells(point.found),
            decimal(point.auc.value),
            _auc_change(point.auc_change),
        ]
        for curve in one.curves
        for point in curve.points
    ]
    limit = "no threshold" if isnan(one.threshold) else f"alarm above {one.threshold:.6g}"
    note = (
        f"{one.scope.variant}, {limit}, on {count(one.scope.n_samples)} windows. Changes in "
        "percentage points, that of the ROC AUC as a number, with paired 95 % intervals."
    )
    return make_table(f"Every strength, {one.scope.variant}", columns, rows, note=note)


def _rate_cells(rate: RateUnderChange) -> Iterator[str]:
    yield percent(rate.value.value)
    yield _change_cell(rate.change)


def _auc_change(change: Estimate) -> str:
    if isnan(change.value):
        return NO_VALUE
    value, low, high = (
        NO_VALUE if isnan(one) else true_zero(f"{one:+.3f}")
        for one in (change.value, change.low, change.high)
    )
    return kept_together(value if low == NO_VALUE else f"{value} ({low} to {high})")


def table_extra_alarms(found: AlarmsWhatIf) -> Table:
    """Return for each change and share where another variant suffers most beyond the first."""
    places = dict.fromkeys((one.key, one.candidate, one.rate) for one in found.extra_alarms)
    rows = []
    for place in places:
        known = [
            one
            for one in found.extra_alarms
            if (one.key, one.candidate, one.rate) == place and not isnan(one.extra.value)
        ]
        worst = max(known, key=lambda one: one.extra.value, default=None)
        if worst is not None:
            text = _change_cell(worst.extra)
            rows.append([worst.title, worst.candidate, RATE_TITLES[worst.rate], worst.label, text])
    reference = found.variants[0].scope.variant
    note = (
        f"How many points more of false alarms, or of anomalies no longer found, a change brings "
        f"the variant than {reference}, window by window; above 0 it is more fragile. Of each "
        f"change the strength with the highest value of {count(len(found.extra_alarms))}, so some "
        "lie above 0 by chance."
    )
    columns = ["Change", "Variant", "Share", "Strength", ">Beyond the reference, points"]
    return make_table(f"Fragility beyond {reference}", columns, rows, note=note, folds=True)
