"""Where in the network a quantised model departs from its float reference."""

from math import isfinite
from typing import Any

from afterfit.results import LayerAgreement, LayerComparison
from afterfit.views.charts import Chart, make_chart, shortened
from afterfit.views.numbers import NO_VALUE, count, counted, decimal, percent, significant
from afterfit.views.palette import CANDIDATE, QUIET
from afterfit.views.tables import Table, make_table

_SAME_NETWORK = 0.5
"""Quantisation alone does not turn the first layer further than this cosine."""


def table_layer_comparison(comparison: LayerComparison) -> Table:
    """Return one row a layer, the one that adds most noise first."""
    columns = [
        "Layer",
        "Operator",
        ">Added noise",
        ">SQNR",
        ">SQNR, median channel",
        ">Cosine",
        ">Saturated",
        ">Range used",
        ">Dead channels",
    ]
    rows = [_row(layer) for layer in comparison.worst_first()]
    return make_table("Layers that differ", columns, rows, note=_note(comparison))


def _row(layer: LayerAgreement) -> list[str]:
    return [
        layer.name,
        layer.operator,
        percent(layer.added_noise),
        decibels(layer.sqnr_db),
        decibels(layer.channel_sqnr_db),
        decimal(layer.cosine, 4),
        percent(layer.saturated),
        percent(layer.range_used),
        f"{count(layer.n_dead_channels)} of {count(layer.n_channels)}",
    ]


def decibels(value: float) -> str:
    """Return a ratio in dB.

    Examples
    --------
    >>> decibels(31.42), decibels(float("inf")), decibels(float("nan"))
    ('31.4 dB', '∞ dB', '–')
    """
    text = decimal(value, 1)
    return text if text == NO_VALUE else f"{text} dB"


def _note(comparison: LayerComparison) -> str:
    lines = [
        f"{comparison.candidate} against {comparison.reference} on "
        f"{counted(comparison.n_windows, 'window')}.",
        "SQNR counts errors of earlier layers too; added noise is what the layer itself brings.",
    ]
    doubt = same_network_doubt(comparison)
    if doubt:
        lines.append(doubt)
    if comparison.n_unmatched:
        lines.append(f"{counted(comparison.n_unmatched, 'layer')} without a partner not shown.")
    return " ".join(lines)


def same_network_doubt(comparison: LayerComparison) -> str:
    """Return why the two may not be one network in two forms; empty where nothing speaks for it."""
    if not (comparison.layers and comparison.layers[0].cosine < _SAME_NETWORK):
        return ""
    return (
        f"The first layer has a cosine of {decimal(comparison.layers[0].cosine)} only: are both "
        "files made from the same trained network?"
    )


def chart_layer_comparison(comparison: LayerComparison) -> Chart:
    """Return the SQNR of each layer in the order in which they run, the worst one marked."""
    worst = comparison.worst_first()[:1]
    values = [
        _bar(place, layer, is_worst=layer in worst)
        for place, layer in enumerate(comparison.layers, start=1)
    ]
    return make_chart(
        "Signal to quantisation noise by layer",
        _describe(comparison),
        {
            "width": 420,
            "height": {"step": 18},
            "data": {"values": values},
            "mark": {"type": "bar"},
            "encoding": _encoding([value["label"] for value in values]),
        },
        subtitle=f"{comparison.candidate} against {comparison.reference}; "
        "marked: the layer that adds most noise",
    )


def _encoding(order: list[str]) -> dict[str, Any]:
    layer_axis = {"title": None, "labelLimit": 220}
    noise_axis = {"title": "SQNR of the median channel, dB (more is better)"}
    marked = {"domain": [True, False], "range": [CANDIDATE, QUIET]}
    return {
        "y": {"field": "label", "type": "nominal", "sort": order, "axis": layer_axis},
        "x": {"field": "sqnr", "type": "quantitative", "axis": noise_axis},
        "color": {"field": "worst", "type": "nominal", "scale": marked, "legend": None},
        "tooltip": [
            {"field": "name", "type": "nominal", "title": "Layer"},
            {"field": "operator", "type": "nominal", "title": "Operator"},
            {"field": "shown", "type": "nominal", "title": "SQNR, median channel"},
            {"field": "added", "type": "nominal", "title": "Added noise"},
        ],
    }


def _bar(place: int, layer: LayerAgreement, *, is_worst: bool) -> dict[str, Any]:
    return {
        "label": f"{place}  {shortened(layer.name, 32)}",
        "name": layer.name,
        "operator": layer.operator,
        "sqnr": significant(layer.channel_sqnr_db) if isfinite(layer.channel_sqnr_db) else None,
        "shown": decibels(layer.channel_sqnr_db),
        "added": percent(layer.added_noise),
        "worst": is_worst,
    }


def _describe(comparison: LayerComparison) -> str:
    start = f"{counted(len(comparison.layers), 'layer')} of {comparison.candidate}"
    if not comparison.layers:
        return f"{start}."
    worst = comparison.worst_first()[0]
    return (
        f"{start}: {worst.name} ({worst.operator}) adds most noise, {percent(worst.added_noise)}; "
        f"its median channel has an SQNR of {decibels(worst.channel_sqnr_db)}."
    )
