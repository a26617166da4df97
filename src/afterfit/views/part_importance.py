"""Which channels, stretches of time or patches a model rests on."""

from collections.abc import Sequence
from typing import Any

from afterfit.results import ACCURACY, NumbersVariantWhatIf, Yardstick
from afterfit.results.what_if import PartImportance, VariantWhatIf
from afterfit.views.charts import Chart, make_chart, shortened
from afterfit.views.numbers import decimal, percent, significant
from afterfit.views.palette import CLASS_COLOURS, FAINT_INK
from afterfit.views.tables import Table, make_table
from afterfit.wording import quality_change, quality_change_range, quality_noun

AnyVariant = VariantWhatIf | NumbersVariantWhatIf
_MOST_BARS = 24
_TITLES = {
    "channel": "Channels shuffled",
    "stretch": "Stretches of time shuffled",
    "patch": "Patches shuffled",
}


def chart_parts(variant: AnyVariant, kind: str, yardstick: Yardstick = ACCURACY) -> Chart | None:
    """Return what shuffling each part of a kind costs, the most important first; None without.

    Stretches of time keep their order.
    """
    ranked = [one for one in variant.importance if one.part == kind]
    if kind != "stretch":
        ranked.sort(key=lambda one: -one.drop.value)
    if not ranked:
        return None
    shown = ranked[:_MOST_BARS]
    bars = [_bar(one, yardstick) for one in shown]
    more = f"; the first {len(shown)} of {len(ranked)}" if len(shown) < len(ranked) else ""
    return make_chart(
        _TITLES[kind],
        _describe(variant, ranked, yardstick),
        {
            "width": 260,
            "height": {"step": 20},
            "data": {"values": bars},
            "encoding": _encoding([bar["part"] for bar in bars], yardstick),
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


def _bar(one: PartImportance, yardstick: Yardstick) -> dict[str, Any]:
    scale = 100 if yardstick.is_share else 1
    low, high = (significant(scale * end, 5) for end in (one.drop.low, one.drop.high))
    return {
        "part": shortened(one.name, 34),
        "drop": significant(scale * one.drop.value, 5),
        "low": low,
        "high": high,
        "text": quality_change(one.drop.value, yardstick),
        "moved": _moved(one, yardstick),
    }


def _encoding(order: list[str], yardstick: Yardstick) -> dict[str, Any]:
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
            "axis": {
                "title": f"{yardstick.title} lost" + (" (points)" if yardstick.is_share else ""),
                "tickCount": 5,
            },
        },
        "tooltip": [
            {"field": "part", "type": "nominal", "title": "Shuffled"},
            {"field": "text", "type": "nominal", "title": f"{yardstick.title} lost"},
            {"field": "moved", "type": "nominal", "title": _moved_title(yardstick)},
        ],
    }


def _describe(variant: AnyVariant, ranked: Sequence[PartImportance], yardstick: Yardstick) -> str:
    first = max(ranked, key=lambda one: one.drop.value)
    return (
        f"{variant.scope.variant} rests most on {first.name}: with readings of other windows in "
        f"its place the {quality_noun(yardstick)} falls by "
        f"{quality_change(first.drop.value, yardstick)}."
    )


def table_parts(variant: AnyVariant, yardstick: Yardstick = ACCURACY) -> Table:
    """Return every part with what shuffling it costs, channels first, the most important first."""
    columns = [
        *("Shuffled", f">{yardstick.title} lost", ">95 % interval", ">Repeats"),
        f">{_moved_title(yardstick)}",
    ]
    ranked = (*variant.parts("channel"), *variant.parts("stretch", "patch"))
    rows = [
        [
            one.name,
            quality_change(one.drop.value, yardstick),
            quality_change_range(one.drop, yardstick),
            f"{quality_change(one.lowest, yardstick).removesuffix(' points')} to "
            f"{quality_change(one.highest, yardstick).removesuffix(' points')}",
            _moved(one, yardstick),
        ]
        for one in ranked
    ]
    note = (
        f"{variant.scope.variant}; mean of the repeats, in which each window gets the part from "
        f"another window drawn at random. {_moved_title(yardstick)} is exactly 0 where the model "
        "does not read the part at all."
    )
    return make_table(f"Importance of parts, {variant.scope.variant}", columns, rows, note=note)


def _moved_title(yardstick: Yardstick) -> str:
    return "Probability moved" if yardstick.is_share else "Answers moved, σ of the target"


def _moved(one: PartImportance, yardstick: Yardstick) -> str:
    return percent(one.moved) if yardstick.is_share else decimal(one.moved)
