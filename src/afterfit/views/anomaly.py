"""Charts of anomaly detectors: thresholds, kinds, normal samples and recordings."""

from math import isnan
from typing import Any

from afterfit.results import (
    AnomalyComparison,
    AnomalyQuality,
    BinaryCounts,
    Detection,
    KTable,
    NoDetection,
    NoKTable,
    NoNormalScores,
    NormalScores,
    Ranking,
)
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.intervals import interval_layers, interval_values
from afterfit.views.most_classes import MOST_CLASSES
from afterfit.views.numbers import count, counted, decimal, interval, percent, significant
from afterfit.views.palette import CANDIDATE, INK, QUIET, REFERENCE, WRONG
from afterfit.views.reason import chart_reason
from afterfit.views.scope import scope_line

_WIDTH = 420


def chart_k_table(table: KTable | NoKTable, chosen: float | None = None) -> Chart:
    """Return recall, precision and false-positive rate over k; *chosen* marks the recommended k."""
    title = "What each k finds"
    if isinstance(table, NoKTable):
        return chart_reason(title, f"No thresholds: {table.reason}.")
    series = {"Recall": REFERENCE, "Precision": CANDIDATE, "False-positive rate": WRONG}
    values = [
        {"k": row.k, "threshold": significant(row.threshold, 6), "rate": name,
         "value": significant(value, 5)}
        for row in table.rows
        for name, value in zip(series, _rates(row.counts), strict=True)
        if not isnan(value)
    ]  # fmt: skip
    return make_chart(
        title,
        f"{scope_line(table.scope)}: threshold = {table.train.mean:.4g} + k · "
        f"{table.train.std:.4g} of {counted(table.train.n, 'normal training score')}.",
        {"width": _WIDTH, "height": 240, "layer": [_rate_lines(values, series), *_k_mark(chosen)]},
        subtitle=f"{scope_line(table.scope)}\nThreshold = {table.train.mean:.5g} + k · "
        f"{table.train.std:.5g}, from training"
        + ("" if chosen is None else f"; dashed: recommended k = {chosen:g}"),
    )


def _rates(counts: BinaryCounts) -> tuple[float, float, float]:
    def share(hits: int, n: int) -> float:
        return hits / n if n else float("nan")

    return (
        share(counts.tp, counts.tp + counts.fn),
        share(counts.tp, counts.tp + counts.fp),
        share(counts.fp, counts.fp + counts.tn),
    )


def _rate_lines(values: list[dict[str, Any]], series: dict[str, str]) -> dict[str, Any]:
    return {
        "data": {"values": values},
        "mark": {"type": "line", "point": {"size": 45}, "strokeWidth": 2},
        "encoding": {
            "x": {"field": "k", "type": "quantitative", "axis": {"title": "k"}},
            "y": {"field": "value", "type": "quantitative", "scale": {"domain": [0, 1]},
                  "axis": {"title": None, "labelExpr": PERCENT_LABELS, "tickCount": 5}},
            "color": {"field": "rate", "type": "nominal",
                      "legend": {"title": None, "orient": "top"},
                      "scale": {"domain": list(series), "range": list(series.values())}},
            "tooltip": [
                {"field": "rate", "type": "nominal", "title": "Rate"},
                {"field": "k", "type": "quantitative", "title": "k"},
                {"field": "threshold", "type": "quantitative", "title": "Threshold"},
                {"field": "value", "type": "quantitative", "title": "Share", "format": ".2%"},
            ],
        },
    }  # fmt: skip


def _k_mark(chosen: float | None) -> list[dict[str, Any]]:
    if chosen is None:
        return []
    return [
        {"data": {"values": [{"k": chosen}]},
         "mark": {"type": "rule", "color": INK, "strokeDash": [5, 4]},
         "encoding": {"x": {"field": "k", "type": "quantitative"}}}
    ]  # fmt: skip


def chart_rankings(quality: AnomalyQuality) -> Chart:
    """Return the ROC AUC of all samples, each machine and each kind, with 95 % intervals."""
    title = "ROC AUC"
    if quality.reason:
        return chart_reason(title, f"Nothing can be ranked: {quality.reason}.")
    shown = [quality.overall, *_lowest((*quality.groups, *quality.kinds))]
    auc = quality.estimate("roc_auc")
    subtitle = f"{scope_line(quality.scope)}\nLines: 95 % intervals; dashed: chance"
    if len(shown) <= len(quality.groups) + len(quality.kinds):
        subtitle += f"; the {MOST_CLASSES} lowest shown"
    return _interval_chart(
        title,
        f"{scope_line(quality.scope)}: ROC AUC {interval(auc)}.",
        [{"name": one.name, **interval_values(one.estimate("roc_auc"))} for one in shown],
        {"title": "ROC AUC"},
        subtitle,
        mark_at=0.5,
    )


def _lowest(rankings: tuple[Ranking, ...]) -> list[Ranking]:
    known = [one for one in rankings if not isnan(one.estimate("roc_auc").value)]
    by_auc = sorted(known, key=lambda one: one.estimate("roc_auc").value)[:MOST_CLASSES]
    return [one for one in known if one in by_auc]


def chart_kinds(detection: Detection | NoDetection) -> Chart:
    """Return the recall of each kind of anomaly at the threshold, with 95 % intervals."""
    title = "Found of each kind of anomaly"
    if isinstance(detection, NoDetection):
        return chart_reason(title, f"No alarms: {detection.reason}.")
    kinds = sorted(detection.kinds, key=lambda one: one.recall.value)[:MOST_CLASSES]
    if not kinds:
        return chart_reason(title, "There are no anomalies to find.")
    return _interval_chart(
        title,
        f"{scope_line(detection.scope)}: recall {interval(detection.rate('recall'))} at "
        f"k = {detection.k:g}.",
        [{"name": one.name, **interval_values(one.recall)} for one in kinds],
        {"title": "Share that raises an alarm", "labelExpr": PERCENT_LABELS, "tickCount": 5},
        f"{scope_line(detection.scope)}\nk = {detection.k:g}, threshold "
        f"{detection.threshold:.6g}; lines: 95 % intervals",
    )


def chart_anomaly_comparison(comparison: AnomalyComparison) -> Chart:
    """Return the ROC AUC of both models with their intervals; the change in the subtitle."""
    names = (comparison.reference.variant, comparison.candidate.variant)
    pairs = zip(names, (comparison.reference_auc, comparison.candidate_auc), strict=True)
    change = interval(comparison.auc_change, reason="cannot be told")
    return _interval_chart(
        f"ROC AUC, {names[0]} and {names[1]}",
        f"{scope_line(comparison.reference)}: change {change}.",
        [{"name": name, **interval_values(auc)} for name, auc in pairs],
        {"title": "ROC AUC"},
        f"{comparison.reference.split} split, n = {count(comparison.reference.n_samples)}\n"
        f"Paired change {change}",
    )


def _interval_chart(
    title: str,
    description: str,
    values: list[dict[str, Any]],
    axis: dict[str, Any],
    subtitle: str,
    mark_at: float | None = None,
) -> Chart:
    names = [one["name"] for one in values]
    bare = {"title": None, "labelLimit": 240, "domain": False, "ticks": False}
    dashed = [
        {"data": {"values": [{"at": mark_at}]},
         "mark": {"type": "rule", "strokeDash": [4, 4], "color": INK},
         "encoding": {"x": {"field": "at", "type": "quantitative"}}}
    ] if mark_at is not None else []  # fmt: skip
    points = {
        "data": {"values": values},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "scale": {"domain": names}, "axis": bare},
            "x": {"field": "value", "type": "quantitative", "scale": {"domain": [0, 1]},
                  "axis": axis},
            "color": {"value": REFERENCE},
            "tooltip": [
                {"field": "name", "type": "nominal", "title": "Of"},
                {"field": "text", "type": "nominal", "title": "Value"},
            ],
        },
        "layer": interval_layers(line_width=1.5, point_size=55),
    }  # fmt: skip
    body = {"width": _WIDTH, "height": {"step": 26}, "layer": [*dashed, points]}
    return make_chart(title, description, body, subtitle=subtitle)


def chart_normal_scores(normal: NormalScores | NoNormalScores) -> Chart:
    """Return the share of normal samples above each k: promised, in training, and here."""
    title = "Normal samples above mean + k · std"
    if isinstance(normal, NoNormalScores):
        return chart_reason(title, f"Nothing to compare: {normal.reason}.")
    here = normal.scope.split
    series = {"normal distribution": QUIET, "training": REFERENCE, here: WRONG}
    values = [
        {"k": row.k, "rate": name, "value": significant(value, 4), "threshold": None}
        for row in normal.tails
        for name, value in zip(
            series, (row.promised, row.train.value, row.tested.value), strict=True
        )
        if value > 0
    ]
    lines = _rate_lines(values, series)
    lines["encoding"]["y"] = {
        "field": "value", "type": "quantitative", "scale": {"type": "log"},
        "axis": {"title": "Share of normal samples", "labelExpr": PERCENT_LABELS,
                 "labelOverlap": True, "tickCount": 6},
    }  # fmt: skip
    lines["encoding"]["tooltip"] = [
        one for one in lines["encoding"]["tooltip"] if one["field"] != "threshold"
    ]
    return make_chart(
        title,
        f"{scope_line(normal.scope)}: shift {decimal(normal.shift.value, 2)} std of training.",
        {"width": _WIDTH, "height": 240, "layer": [lines]},
        subtitle=f"{scope_line(normal.scope)}\nPoints at 0 are not drawn; logarithmic",
    )


def chart_anomaly_files(detection: Detection, most: int = 15) -> Chart:
    """Return the recordings with most mistakes: false alarms and missed anomalies."""
    rows = [row for row in detection.files if row.n_false_alarms + row.n_missed][:most]
    title = "Recordings with the most mistakes"
    if not rows:
        return chart_reason(title, "No recording holds a mistake, or none has a name.")
    values = [
        {"source": row.source, "mistake": name, "n": n,
         "text": f"{count(n)} of {count(of)} ({percent(n / of)})"}
        for row in rows
        for name, n, of in (("false alarm", row.n_false_alarms, row.n_normal),
                            ("missed", row.n_missed, row.n_anomalies))
        if n
    ]  # fmt: skip
    bad = sum(bool(row.n_false_alarms + row.n_missed) for row in detection.files)
    return make_chart(
        title,
        f"{scope_line(detection.scope)}: {counted(bad, 'recording')} with mistakes.",
        {"data": {"values": values}, "width": 320, "height": {"step": 22}, "mark": "bar",
         "encoding": _file_encoding()},
        subtitle=f"{scope_line(detection.scope)}\nThe worst {count(len(rows))} of "
        f"{counted(len(detection.files), 'recording')}",
    )  # fmt: skip


def _file_encoding() -> dict[str, Any]:
    return {
        "y": {"field": "source", "type": "nominal", "sort": None,
              "axis": {"title": None, "labelLimit": 300, "domain": False, "ticks": False}},
        "x": {"field": "n", "type": "quantitative", "axis": {"title": "Samples",
              "tickMinStep": 1}},
        "color": {"field": "mistake", "type": "nominal",
                  "legend": {"title": None, "orient": "top"},
                  "scale": {"domain": ["false alarm", "missed"], "range": [WRONG, REFERENCE]}},
        "tooltip": [
            {"field": "source", "type": "nominal", "title": "Recording"},
            {"field": "mistake", "type": "nominal", "title": "Mistake"},
            {"field": "text", "type": "nominal", "title": "Samples"},
        ],
    }  # fmt: skip
