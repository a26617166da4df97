"""Training curves."""

from typing import Any

import numpy as np

from afterfit.records import History
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.numbers import counted, decimal, percent, significant
from afterfit.views.palette import CANDIDATE, FAINT_INK, REFERENCE

_PANELS = (
    ("loss", "Loss", "format(datum.value, '.3~g')"),
    ("accuracy", "Accuracy", PERCENT_LABELS),
)
_SPLITS = (("train", "train"), ("val", "validation"))


def chart_history(history: History) -> Chart | None:
    """Return loss and accuracy by epoch, train beside validation, the best epoch marked.

    None when the history holds neither a loss nor an accuracy, or no epoch.
    """
    panels = [
        _panel(history, values, title, labels)
        for metric, title, labels in _PANELS
        if (values := _values(history, metric))
    ]
    if not panels:
        return None
    best = history.best_epoch
    kept = f"Dashed: epoch {best}, whose weights were kept" if best is not None else ""
    return make_chart(
        "Training curves",
        _describe(history),
        {"hconcat": panels, "spacing": 28},
        subtitle=kept,
    )


def _values(history: History, metric: str) -> list[dict[str, Any]]:
    return [
        {"epoch": int(epoch), "value": significant(float(value), 5), "split": label}
        for prefix, label in _SPLITS
        if f"{prefix}_{metric}" in history.series
        for epoch, value in zip(history.epochs, history.series[f"{prefix}_{metric}"], strict=True)
        if np.isfinite(value)
    ]


def _panel(
    history: History, values: list[dict[str, Any]], title: str, labels: str
) -> dict[str, Any]:
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": values},
            "mark": {"type": "line", "strokeWidth": 2, "point": _dots(history)},
            "encoding": _encoding(title, labels),
        }
    ]
    if history.best_epoch is not None:
        layers.append(_best_epoch(history.best_epoch))
    return {"width": 340, "height": 220, "layer": layers}


def _dots(history: History) -> dict[str, Any]:
    # a lone epoch is no line, and beyond a hundred, dots hide it
    return {"size": 18, "filled": True, "opacity": 1 if len(history) <= 100 else 0}


def _encoding(title: str, labels: str) -> dict[str, Any]:
    domain = [label for _, label in _SPLITS]
    return {
        "x": {
            "field": "epoch",
            "type": "quantitative",
            "scale": {"nice": False, "zero": False},
            "axis": {"title": "Epoch", "format": "d", "tickMinStep": 1, "grid": False},
        },
        "y": {
            "field": "value",
            "type": "quantitative",
            "scale": {"zero": False},
            "axis": {"title": title, "labelExpr": labels, "tickCount": 5},
        },
        "color": {
            "field": "split",
            "type": "nominal",
            "scale": {"domain": domain, "range": [REFERENCE, CANDIDATE]},
            "legend": {"title": None, "symbolStrokeWidth": 3},
        },
        "tooltip": [
            {"field": "split", "type": "nominal", "title": "Split"},
            {"field": "epoch", "type": "quantitative", "title": "Epoch"},
            {"field": "value", "type": "quantitative", "title": title, "format": ".4~g"},
        ],
    }


def _best_epoch(epoch: int) -> dict[str, Any]:
    return {
        "data": {"values": [{"epoch": epoch}]},
        "mark": {"type": "rule", "strokeDash": [4, 3], "color": FAINT_INK},
        "encoding": {"x": {"field": "epoch", "type": "quantitative"}},
    }


def _describe(history: History) -> str:
    start = counted(len(history), "epoch")
    ends = [
        f"{label} {title.lower()} ends at {_formatted(metric, float(values[-1]))}"
        for metric, title, _ in _PANELS
        for prefix, label in _SPLITS
        if (values := history.series.get(f"{prefix}_{metric}")) is not None and len(values)
    ]
    best = "" if history.best_epoch is None else f"; the weights of epoch {history.best_epoch} kept"
    return f"{start}: {', '.join(ends)}{best}."


def _formatted(metric: str, value: float) -> str:
    return percent(value) if metric == "accuracy" else decimal(value)
