"""What a quantised model regains when some of its layers stay in float."""

from math import isfinite, isnan
from typing import Any

from afterfit.results import FloatLayers, LayerSensitivity, Yardstick
from afterfit.statistics.bootstrap import FEWEST_UNITS
from afterfit.views.charts import Chart, make_chart, shortened
from afterfit.views.layer_comparison import decibels
from afterfit.views.numbers import NO_VALUE, count, counted, significant
from afterfit.views.palette import CANDIDATE, QUIET
from afterfit.views.tables import Table, make_table
from afterfit.wording import (
    one_quality,
    quality_change,
    quality_change_range,
    quality_noun,
    quality_text,
)

_BYTES_MORE = 3
"""A float32 takes four bytes, an int8 one."""


def table_sensitivity(sensitivity: LayerSensitivity) -> Table:
    """Return one row a choice of layers in float: each alone, then ever more together."""
    yardstick = sensitivity.yardstick
    columns = [
        "In float",
        f">{yardstick.title}",
        ">Regained",
        ">95 % interval",
        ">SQNR",
        ">More flash",
    ]
    none = [
        "none",
        quality_text(sensitivity.candidate_value, yardstick),
        NO_VALUE,
        NO_VALUE,
        decibels(sensitivity.sqnr_db),
        NO_VALUE,
    ]
    tried = (*sensitivity.most_telling(), *sensitivity.together)
    rows = [none, *(_row(one, yardstick) for one in tried)]
    return make_table("Layers kept in float", columns, rows, note=_note(sensitivity))


def _row(choice: FloatLayers, yardstick: Yardstick) -> list[str]:
    return [
        ", ".join(choice.layers),
        quality_text(choice.value, yardstick),
        quality_change(choice.regained.value, yardstick),
        quality_change_range(choice.regained, yardstick),
        decibels(choice.sqnr_db),
        f"{count(choice.n_parameters * _BYTES_MORE)} B",
    ]


def _note(sensitivity: LayerSensitivity) -> str:
    scope = sensitivity.candidate
    return (
        f"{scope.variant} on {counted(scope.n_samples, 'sample')} of {scope.split}; "
        f"{_told(sensitivity)}. Each row was quantised and run. SQNR is that "
        "of the model's outputs against float, which after QAT holds what was learned since; more "
        "flash counts weights as float32 against int8."
        f"{_no_interval(sensitivity)}"
    )


def _no_interval(sensitivity: LayerSensitivity) -> str:
    """Return why a change has no interval; empty where each has one, or nothing can be told."""
    scope = sensitivity.candidate
    changes = [one.regained for one in (*sensitivity.alone, *sensitivity.together)]
    if not any(isnan(one.low) and not isnan(one.value) for one in changes):
        return ""
    if scope.n_sources < FEWEST_UNITS:
        held = counted(scope.n_sources, "recording")
        return (
            f" A dash in place of an interval: {scope.split} holds {held}, and intervals rest on "
            f"how recordings differ, of which at least {FEWEST_UNITS} are needed."
        )
    return " A dash in place of an interval: the recordings that it rests on do not differ."


def _told(sensitivity: LayerSensitivity) -> str:
    """Return what the float model reaches, or that nothing can be told of it."""
    yardstick = sensitivity.yardstick
    name, value = sensitivity.reference.variant, sensitivity.reference_value
    if isnan(value):
        return f"the {quality_noun(yardstick)} cannot be told there"
    return f"{name} has {one_quality(yardstick)} of {quality_text(value, yardstick)}"


def chart_sensitivity(sensitivity: LayerSensitivity) -> Chart:
    """Return the SQNR of the outputs with each layer in float, in the order in which they run."""
    first = sensitivity.most_telling()[:1]
    bars = [_bar(one, sensitivity.yardstick, is_first=one in first) for one in sensitivity.alone]
    whole = f"{decibels(sensitivity.sqnr_db)} with every layer quantised"
    return make_chart(
        "One layer in float",
        _describe(sensitivity),
        {
            "width": 420,
            "height": {"step": 18},
            "layer": [
                {
                    "data": {"values": bars},
                    "mark": {"type": "bar"},
                    "encoding": _encoding(
                        [bar["layer"] for bar in bars], sensitivity.yardstick.title
                    ),
                },
                *_rule(sensitivity.sqnr_db),
            ],
        },
        subtitle=f"{sensitivity.candidate.variant}; the line: {whole}",
    )


def _rule(sqnr_db: float) -> list[dict[str, Any]]:
    if not isfinite(sqnr_db):
        return []
    return [
        {
            "data": {"values": [{"sqnr": significant(sqnr_db)}]},
            "mark": {"type": "rule", "strokeDash": [4, 3]},
            "encoding": {"x": {"field": "sqnr", "type": "quantitative"}},
        }
    ]


def _encoding(order: list[str], metric: str) -> dict[str, Any]:
    marked = {"domain": [True, False], "range": [CANDIDATE, QUIET]}
    return {
        "y": {
            "field": "layer",
            "type": "nominal",
            "sort": order,
            "axis": {"title": "Layer in float", "labelLimit": 220},
        },
        "x": {
            "field": "sqnr",
            "type": "quantitative",
            "axis": {"title": "SQNR of the outputs, dB (more is better)"},
        },
        "color": {"field": "first", "type": "nominal", "scale": marked, "legend": None},
        "tooltip": [
            {"field": "layer", "type": "nominal", "title": "Layer in float"},
            {"field": "shown", "type": "nominal", "title": "SQNR of the outputs"},
            {"field": "value", "type": "nominal", "title": metric},
            {"field": "regained", "type": "nominal", "title": "Regained"},
        ],
    }


def _bar(choice: FloatLayers, yardstick: Yardstick, *, is_first: bool) -> dict[str, Any]:
    return {
        "layer": shortened(choice.layers[0], 32),
        "sqnr": significant(choice.sqnr_db) if isfinite(choice.sqnr_db) else None,
        "shown": decibels(choice.sqnr_db),
        "value": quality_text(choice.value, yardstick),
        "regained": quality_change(choice.regained.value, yardstick),
        "first": is_first,
    }


def _describe(sensitivity: LayerSensitivity) -> str:
    whole = decibels(sensitivity.sqnr_db)
    start = f"{sensitivity.candidate.variant} with every layer quantised has {whole} at its output"
    if not sensitivity.alone:
        return f"{start}; no layer was left in float."
    best = sensitivity.most_telling()[0]
    return f"{start}; with {best.layers[0]} in float it has {decibels(best.sqnr_db)}."
