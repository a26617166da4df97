"""Which channels, stretches of time or patches a model rests on."""

from collections.abc import Sequence
from typing import Any

from afterfit.results.what_if import PartImportance, VariantWhatIf
from afterfit.views.charts import Chart, make_chart, shortened
from afterfit.views.numbers import estimate_range, percent, points, significant
from afterfit.views.palette import CLASS_COLOURS, FAINT_INK
from afterfit.views.tables import Table, make_table

_MOST_BARS = 24
_TITLES = {
    "channel": "Channels shuffled",
    "stretch": "Stretches of time shuffled",
    "patch": "Patches shuffled",
}


def chart_parts(variant: VariantWhatIf, kind: str) -> Chart | None:
    """Return what shuffling each part of a kind costs, the most important first; None without.

    Stretches of time keep their order.
    """
    ranked = [one for one in variant.importance if one.part == kind]
    if kind != "stretch":
        ranked.sort(key=lambda one: -one.drop.value)
    if not ranked:
        return None
    shown = ranked[:_MOST_BARS]
    bars = [_bar(one) for one in shown]
    more = f"; the first {len(shown)} of {len(ranked)}" if len(shown) < len(ranked) else ""
    return make_chart(
        _TITLES[kind],
        _describe(variant, ranked),
        {
            "width": 260,
            "height": {"step": 20},
            "data": {"values": bars},
            "encoding": _encoding([bar["part"] for bar in bars]),
            "layer": [
                {"mark": {"type": "bar", "color": CLASS_COLOURS[5], "height": {"band": 0.7}}},
                {
                    "mark": {"type": "rule", "color": FAINT_INK, "strokeWidth": 1.4},
                    "encoding": {
                        "x": {"field": "low", "type": "quantitative"},
                        "x2": {"field": "high"},
                    },
                    "transform": [{"filter": "isValid(datum.low)"}],
                },
            ],
        },
        subtitle=f"{variant.scope.variant}, with the 95 % interval{more}",
    )


def _bar(one: PartImportance) -> dict[str, Any]:
    low, high = (significant(100 * end, 5) for end in (one.drop.low, one.drop.high))
    return {
        "part": shortened(one.name, 34),
        "drop": significant(100 * one.drop.value, 5),
        "low": low,
        "high": high,
        "text": points(one.drop.value),
        "moved": percent(one.moved),
    }


def _encoding(order: list[str]) -> dict[str, Any]:
    return {
        "y": {
            "field": "part",
            "type": "nominal",
            "sort": order,
            "axis": {"title": None, "labelLimit": 230},
        },
        "x": {
            "field": "drop",
            "type": "quantitative",
            "axis": {"title": "Accuracy lost (points)", "tickCount": 5},
        },
        "tooltip": [
            {"field": "part", "type": "nominal", "title": "Shuffled"},
            {"field": "text", "type": "nominal", "title": "Accuracy lost"},
            {"field": "moved", "type": "nominal", "title": "Probability moved"},
        ],
    }


def _describe(variant: VariantWhatIf, ranked: Sequence[PartImportance]) -> str:
    first = max(ranked, key=lambda one: one.drop.value)
    return (
        f"{variant.scope.variant} rests most on {first.name}: with readings of other windows in "
        f"its place the accuracy falls by {points(first.drop.value)}."
    )


def table_parts(variant: VariantWhatIf) -> Table:
    """Return every part with what shuffling it costs, channels first, the most important first."""
    columns = [
        *("Shuffled", ">Accuracy lost", ">95 % interval", ">Repeats", ">Probability moved"),
    ]
    ranked = (*variant.parts("channel"), *variant.parts("stretch", "patch"))
    rows = [
        [
            one.name,
            points(one.drop.value),
            estimate_range(one.drop),
            f"{points(one.lowest).removesuffix(' points')} to "
            f"{points(one.highest).removesuffix(' points')}",
            percent(one.moved),
        ]
        for one in ranked
    ]
    note = (
        f"{variant.scope.variant}; mean of the repeats, in which each window gets the part from "
        "another window drawn at random. Probability moved is exactly 0 % where the model does "
        "not read the part at all."
    )
    return make_table(f"Importance of parts, {variant.scope.variant}", columns, rows, note=note)
