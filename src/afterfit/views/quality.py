"""How good the predictions are, overall and for each class."""

from math import isnan
from typing import Any

from afterfit.results import (
    Analysis,
    ClassificationQuality,
    ClassQuality,
    Estimate,
    ThresholdSweeps,
)
from afterfit.views.bin_errors import bin_error_note
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.intervals import interval_layers, interval_values
from afterfit.views.numbers import (
    count,
    estimate_range,
    estimate_value,
    interval,
    metric_title,
    percent,
)
from afterfit.views.palette import CANDIDATE, REFERENCE
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table

_NOT_FOUND = "no samples"
_NOT_PREDICTED = "never predicted"


def table_quality(quality: ClassificationQuality) -> Table:
    """Return one row a metric: value, interval, how many samples it rests on, and the method."""
    rows = [
        [
            metric_title(one.metric),
            estimate_value(one),
            estimate_range(one),
            count(one.n),
            one.method,
        ]
        for one in quality.overall
    ]
    columns = ["Metric", ">Value", ">95 % interval", ">n", "Interval method"]
    return make_table(
        _title("Metrics", quality), columns, rows, note=scope_line(quality.scope) + "."
    )


def table_classes(quality: ClassificationQuality, sweeps: ThresholdSweeps | None = None) -> Table:
    """Return one row a class: its metrics with intervals, and counts.

    From *sweeps* of the same samples the note tells how far areas may be off.
    """
    columns = [
        "Class",
        ">Precision",
        ">Recall",
        ">F1",
        ">ROC AUC",
        ">Average precision",
        ">Samples",
        ">Predicted",
    ]
    notes = [
        f"{scope_line(quality.scope)}. In brackets: 95 % intervals.",
        _without_intervals(quality),
    ]
    notes.append(bin_error_note(sweeps) if sweeps else "")
    rows = [_class_row(one) for one in quality.classes]
    return make_table(_title("Classes", quality), columns, rows, note=" ".join(filter(None, notes)))


def _without_intervals(quality: ClassificationQuality) -> str:
    """Return why areas have no intervals, where a reason is known."""
    areas = [one for row in quality.classes for one in (row.roc_auc, row.average_precision)]
    reasons = {one.method.removeprefix("none, ") for one in areas if "none, " in one.method}
    return f"No intervals of areas: {' and '.join(sorted(reasons))}." if reasons else ""


def _title(subject: str, quality: ClassificationQuality) -> str:
    return f"{subject}, {quality.scope.variant} on the {quality.scope.split} split"


def _class_row(one: ClassQuality) -> list[str]:
    return [
        one.class_name,
        interval(one.precision, reason=_NOT_PREDICTED),
        interval(one.recall, reason=_NOT_FOUND),
        interval(one.f1, reason=_NOT_FOUND),
        interval(one.roc_auc, reason="samples of one kind only"),
        interval(one.average_precision, reason=_NOT_FOUND),
        count(one.support),
        count(one.n_predicted),
    ]


def table_variants(analysis: Analysis) -> Table:
    """Return one row a variant and split: samples, accuracy and macro F1."""
    rows = [
        [
            one.variant,
            one.split,
            count(one.quality.scope.n_samples),
            count(one.quality.scope.n_sources),
            interval(one.quality.estimate("accuracy")),
            interval(one.quality.estimate("macro_f1")),
        ]
        for one in analysis.variants
    ]
    columns = ["Variant", "Split", ">Samples", ">Recordings", ">Accuracy", ">Macro F1"]
    return make_table("Variants and splits", columns, rows, note="In brackets: 95 % intervals.")


def chart_classes(quality: ClassificationQuality) -> Chart:
    """Return precision and recall of each class as points with their 95 % intervals."""
    names = [one.class_name for one in quality.classes]
    values = [
        point
        for one in quality.classes
        for point in (_point(one.class_name, one.precision), _point(one.class_name, one.recall))
        if point
    ]
    return make_chart(
        "Precision and recall of each class",
        _describe(quality),
        {
            "data": {"values": values},
            "width": 360,
            "height": {"step": 16},
            "encoding": _encoding(names),
            "layer": interval_layers(line_width=1.5, point_size=55),
        },
        subtitle=f"{scope_line(quality.scope)}\nLines: 95 % intervals",
    )


def _point(class_name: str, estimate: Estimate) -> dict[str, Any] | None:
    if isnan(estimate.value):
        return None
    return {
        "class": class_name,
        "metric": estimate.metric,
        **interval_values(estimate),
        "n": count(estimate.n),
    }


def _encoding(names: list[str]) -> dict[str, Any]:
    metrics = ["precision", "recall"]
    axis = {"title": None, "labelExpr": PERCENT_LABELS, "tickCount": 5}
    return {
        "y": {
            "field": "class",
            "type": "nominal",
            "scale": {"domain": names},
            "axis": {
                "title": None,
                "labelLimit": 220,
                "grid": True,
                "domain": False,
                "ticks": False,
            },
        },
        "yOffset": {"field": "metric", "type": "nominal", "scale": {"domain": metrics}},
        "x": {"field": "value", "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": axis},
        "color": {
            "field": "metric",
            "type": "nominal",
            "legend": {"title": None},
            "scale": {"domain": metrics, "range": [REFERENCE, CANDIDATE]},
        },
        "tooltip": [
            {"field": "class", "type": "nominal", "title": "Class"},
            {"field": "metric", "type": "nominal", "title": "Metric"},
            {"field": "text", "type": "nominal", "title": "Value"},
            {"field": "n", "type": "nominal", "title": "n"},
        ],
    }


def _describe(quality: ClassificationQuality) -> str:
    start = f"{scope_line(quality.scope)}: accuracy {interval(quality.estimate('accuracy'))}"
    known = [one for one in quality.classes if not isnan(one.recall.value)]
    if not known:
        return f"{start}."
    worst = min(known, key=lambda one: one.recall.value)
    return f"{start}; the lowest recall is {percent(worst.recall.value)} ({worst.class_name})."
