"""What a quantised model regains when some of its layers stay in float."""

from math import isfinite
from typing import Any

from afterfit.results import FloatLayers, LayerSensitivity
from afterfit.views.charts import Chart, make_chart, shortened
from afterfit.views.layer_comparison import decibels
from afterfit.views.numbers import (
    NO_VALUE,
    count,
    counted,
    estimate_range,
    percent,
    points,
    significant,
)
from afterfit.views.palette import CANDIDATE, QUIET
from afterfit.views.tables import Table, make_table

_BYTES_MORE = 3
"""A float32 takes four bytes, an int8 one."""


def table_sensitivity(sensitivity: LayerSensitivity) -> Table:
    """Return one row a choice of layers in float: each alone, then ever more together."""
    columns = ["In float", ">Accuracy", ">Regained", ">95 % interval", ">SQNR", ">More flash"]
    none = [
        "none",
        percent(sensitivity.candidate_accuracy),
        NO_VALUE,
        NO_VALUE,
        decibels(sensitivity.sqnr_db),
        NO_VALUE,
    ]
    rows = [none, *map(_row, (*sensitivity.most_telling(), *sensitivity.together))]
    return make_table("Layers kept in float", columns, rows, note=_note(sensitivity))


def _row(choice: FloatLayers) -> list[str]:
    return [
        ", ".join(choice.layers),
        percent(choice.accuracy),
        points(choice.accuracy_change.value),
        estimate_range(choice.accuracy_change),
        decibels(choice.sqnr_db),
        f"{count(choice.n_parameters * _BYTES_MORE)} B",
    ]


def _note(sensitivity: LayerSensitivity) -> str:
    scope = sensitivity.candidate
    return (
        f"{scope.variant} on {counted(scope.n_samples, 'sample')} of {scope.split}; "
        f"{sensitivity.reference.variant} has an accuracy of "
        f"{percent(sensitivity.reference_accuracy)}. Each row was quantised and run. SQNR is that "
        "of the model's outputs against float, which after QAT holds what was learned since; more "
        "flash counts weights as float32 against int8."
    )


def chart_sensitivity(sensitivity: LayerSensitivity) -> Chart:
    """Return the SQNR of the outputs with each layer in float, in the order in which they run."""
    first = sensitivity.most_telling()[:1]
    bars = [_bar(one, is_first=one in first) for one in sensitivity.alone]
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
                    "encoding": _encoding([bar["layer"] for bar in bars]),
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


def _encoding(order: list[str]) -> dict[str, Any]:
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
            {"field": "accuracy", "type": "nominal", "title": "Accuracy"},
            {"field": "regained", "type": "nominal", "title": "Regained"},
        ],
    }


def _bar(choice: FloatLayers, *, is_first: bool) -> dict[str, Any]:
    return {
        "layer": shortened(choice.layers[0], 32),
        "sqnr": significant(choice.sqnr_db) if isfinite(choice.sqnr_db) else None,
        "shown": decibels(choice.sqnr_db),
        "accuracy": percent(choice.accuracy),
        "regained": points(choice.accuracy_change.value),
        "first": is_first,
    }


def _describe(sensitivity: LayerSensitivity) -> str:
    whole = decibels(sensitivity.sqnr_db)
    start = f"{sensitivity.candidate.variant} with every layer quantised has {whole} at its output"
    if not sensitivity.alone:
        return f"{start}; no layer was left in float."
    best = sensitivity.most_telling()[0]
    return f"{start}; with {best.layers[0]} in float it has {decibels(best.sqnr_db)}."
