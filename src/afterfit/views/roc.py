"""ROC and precision-recall curves, one class against the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.results import ThresholdSweep, ThresholdSweeps
from afterfit.views.bin_errors import bin_error_note
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.curves import GRID, bending_points, visible_points
from afterfit.views.most_classes import MOST_CLASSES, shown_note
from afterfit.views.numbers import count, counted, decimal, percent, significant
from afterfit.views.palette import CLASS_COLOURS, FAINT_INK, QUIET
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table
from afterfit.wording import some_names

Curve = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]
"""x, y, and the indices of the points to draw."""

_THINNED = f"Points closer than 1/{GRID} of an axis are drawn as one"
_SIDE = 380
_HOVER = {"type": "point", "opacity": 0, "size": 50}
_FINITE = "datum.order > 0"
"""Leaves out the first threshold, inf, which no score reaches."""


def chart_roc(sweeps: ThresholdSweeps) -> Chart:
    """Return one ROC curve a class, with its AUC in the legend; hovering shows the threshold.

    Curves are joined by straight lines, as the AUC counts them. A class without positives or
    without negatives has no curve and is named in the subtitle.
    """
    drawn = _weakest(
        [sweep for sweep in sweeps.classes if sweep.n_positives and sweep.n_negatives],
        MOST_CLASSES,
    )
    layers = [_chance_layer(), *_curve_layers(drawn, _ROC)]
    return make_chart(
        "ROC, one class against the rest",
        _describe_roc(sweeps, drawn),
        {"width": _SIDE, "height": _SIDE, "layer": layers},
        subtitle=_subtitle(sweeps, drawn),
    )


def chart_precision_recall(sweeps: ThresholdSweeps) -> Chart:
    """Return one precision-recall curve a class, with its share of the samples in the legend.

    Curves are steps: between two thresholds, straight lines would promise precision that no
    threshold gives (Davis and Goadrich 2006).
    """
    drawn = _weakest([sweep for sweep in sweeps.classes if sweep.n_positives], MOST_CLASSES)
    layers = _curve_layers(drawn, _PRECISION_RECALL)
    return make_chart(
        "Precision and recall, one class against the rest",
        _describe_precision_recall(sweeps, drawn),
        {"width": _SIDE, "height": _SIDE, "layer": layers},
        subtitle=_subtitle(sweeps, drawn),
    )


def _roc_curve(sweep: ThresholdSweep) -> Curve:
    x, y = sweep.fp / sweep.n_negatives, sweep.tp / sweep.n_positives
    seen = visible_points(x, y)
    return x, y, seen[bending_points(x[seen], y[seen])]


def _precision_recall_curve(sweep: ThresholdSweep) -> Curve:
    x = sweep.tp / sweep.n_positives
    y = sweep.tp / np.maximum(sweep.tp + sweep.fp, 1)
    # threshold inf finds nothing and has no precision: the first step starts at recall 0
    y[:1] = y[1:2]
    return x, y, visible_points(x, y)


def _auc_text(sweep: ThresholdSweep) -> str:
    return decimal(sweep.auc)


def _share_text(sweep: ThresholdSweep) -> str:
    return percent(sweep.n_positives / (sweep.n_positives + sweep.n_negatives))


@dataclass(frozen=True, slots=True)
class _Kind:
    """What tells ROC and precision-recall curves apart."""

    curve_of: Callable[[ThresholdSweep], Curve]
    figure_of: Callable[[ThresholdSweep], str]
    legend: str
    x_title: str
    y_title: str
    interpolate: str

    def axes(self) -> dict[str, Any]:
        return {"x": _axis("x", self.x_title), "y": _axis("y", self.y_title)}


_ROC = _Kind(
    _roc_curve,
    _auc_text,
    "AUC · class",
    "False positive rate (1 − specificity)",
    "True positive rate (recall)",
    "linear",
)
_PRECISION_RECALL = _Kind(
    _precision_recall_curve, _share_text, "Share · class", "Recall", "Precision", "step-before"
)


def _axis(channel: str, title: str) -> dict[str, Any]:
    return {
        "field": channel,
        "type": "quantitative",
        "scale": {"domain": [0, 1]},
        "axis": {"title": title, "labelExpr": PERCENT_LABELS, "tickCount": 5},
    }


def _curve_layers(drawn: Sequence[ThresholdSweep], kind: _Kind) -> list[dict[str, Any]]:
    names = {sweep.class_name: _legend_name(sweep, kind) for sweep in drawn}
    coloured = [names[sweep.class_name] for sweep in _weakest(drawn, len(CLASS_COLOURS))]
    values = [
        {**point, "curve": names[one.class_name]} for one in drawn for point in _points(one, kind)
    ]
    line = {"type": "line", "interpolate": kind.interpolate, "strokeWidth": 2}
    quiet = {**line, "strokeWidth": 1, "color": QUIET}
    detail = {"detail": {"field": "curve", "type": "nominal"}}
    is_coloured = {"field": "curve", "oneOf": coloured}
    layers = [
        {**_layer(quiet, kind, detail), "transform": [{"filter": {"not": is_coloured}}]},
        {**_layer(line, kind, _colour(coloured, kind)), "transform": [{"filter": is_coloured}]},
        {**_layer(_HOVER, kind, {**detail, **_tooltip(kind)}), "transform": [{"filter": _FINITE}]},
    ]
    return [{"data": {"values": values}, "layer": layers}]


def _legend_name(sweep: ThresholdSweep, kind: _Kind) -> str:
    return f"{kind.figure_of(sweep)} · {sweep.class_name}"


def _weakest(drawn: Sequence[ThresholdSweep], most: int) -> list[ThresholdSweep]:
    """Return the *most* classes with the lowest AUC, in class order."""
    by_auc = sorted(drawn, key=lambda sweep: 2.0 if isnan(sweep.auc) else sweep.auc)
    chosen = {sweep.class_name for sweep in by_auc[:most]}
    return [sweep for sweep in drawn if sweep.class_name in chosen]


def _points(sweep: ThresholdSweep, kind: _Kind) -> list[dict[str, Any]]:
    x, y, kept = kind.curve_of(sweep)
    return [
        {
            "x": significant(float(x[i]), 5),
            "y": significant(float(y[i]), 5),
            "order": int(i),
            "class": sweep.class_name,
            "threshold": decimal(float(sweep.thresholds[i]), 4),
        }
        for i in kept
    ]


def _layer(mark: dict[str, Any], kind: _Kind, encoding: dict[str, Any]) -> dict[str, Any]:
    order = {"order": {"field": "order", "type": "quantitative"}} if mark["type"] == "line" else {}
    return {"mark": mark, "encoding": {**kind.axes(), **order, **encoding}}


def _colour(names: list[str], kind: _Kind) -> dict[str, Any]:
    return {
        "color": {
            "field": "curve",
            "type": "nominal",
            "scale": {"domain": names, "range": list(CLASS_COLOURS[: len(names)])},
            "legend": {"title": kind.legend, "symbolStrokeWidth": 3},
        }
    }


def _tooltip(kind: _Kind) -> dict[str, Any]:
    return {
        "tooltip": [
            {"field": "class", "type": "nominal", "title": "Class"},
            {"field": "threshold", "type": "nominal", "title": "Threshold"},
            {"field": "x", "type": "quantitative", "title": kind.x_title, "format": ".2%"},
            {"field": "y", "type": "quantitative", "title": kind.y_title, "format": ".2%"},
        ]
    }


def _chance_layer() -> dict[str, Any]:
    mark = {"type": "line", "strokeDash": [4, 4], "strokeWidth": 1, "color": FAINT_INK}
    ends = [{"x": 0, "y": 0, "order": 0}, {"x": 1, "y": 1, "order": 1}]
    return {"data": {"values": ends}, **_layer(mark, _ROC, {})}


def _subtitle(sweeps: ThresholdSweeps, drawn: Sequence[ThresholdSweep]) -> str:
    lines = [scope_line(sweeps.scope)]
    names = {sweep.class_name for sweep in drawn}
    missing = [
        one.class_name for one in sweeps.classes if not (one.n_positives and one.n_negatives)
    ]
    missing = [name for name in missing if name not in names]
    if missing:
        lines.append(f"No curve, for lack of samples of both kinds: {some_names(missing, 8)}")
    note = shown_note(len(drawn), len(sweeps.classes) - len(missing), "lowest AUC")
    if note:
        lines.append(f"Shown: {note}")
    if len(drawn) > len(CLASS_COLOURS):
        n_grey = len(drawn) - len(CLASS_COLOURS)
        lines.append(f"In colour the {len(CLASS_COLOURS)} lowest AUC; grey: {count(n_grey)} others")
    error = bin_error_note(sweeps)
    lines += [error.removesuffix("."), _THINNED] if error else [_THINNED]
    return "\n".join(lines)


def _describe_roc(sweeps: ThresholdSweeps, drawn: Sequence[ThresholdSweep]) -> str:
    if not drawn:
        return f"{scope_line(sweeps.scope)}: no class has samples of both kinds, so no ROC curve."
    weakest = min(drawn, key=lambda sweep: sweep.auc)
    best = max(drawn, key=lambda sweep: sweep.auc)
    return (
        f"{scope_line(sweeps.scope)}: AUC from {decimal(weakest.auc)} ({weakest.class_name}) "
        f"to {decimal(best.auc)} ({best.class_name})."
    )


def _describe_precision_recall(sweeps: ThresholdSweeps, drawn: Sequence[ThresholdSweep]) -> str:
    if not drawn:
        return f"{scope_line(sweeps.scope)}: no class has samples, so no precision-recall curve."
    shares = some_names((f"{one.class_name} {_share_text(one)} of samples" for one in drawn), 8)
    n_curves = counted(len(drawn), "curve")
    return f"{scope_line(sweeps.scope)}: {n_curves}: {shares}."


def table_thresholds(sweeps: ThresholdSweeps) -> Table:
    """Return one row a class: its samples, its AUC, and how many thresholds were tried."""
    rows = [
        [
            one.class_name,
            count(one.n_positives),
            count(one.n_negatives),
            decimal(one.auc, reason="samples of one kind only"),
            count(len(one.thresholds) - 1 + one.n_left_out),
        ]
        for one in sweeps.classes
    ]
    columns = ["Class", ">Samples of it", ">Other samples", ">ROC AUC", ">Thresholds"]
    note = f"{scope_line(sweeps.scope)}. {bin_error_note(sweeps)}".rstrip()
    return make_table("One class against the rest", columns, rows, note=note)
