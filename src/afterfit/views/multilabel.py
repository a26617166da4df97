"""Quality of models whose samples have any number of labels, as charts and tables."""

from math import isnan
from typing import Any

from afterfit.results import (
    LabelMistakes,
    MultilabelQuality,
)
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.intervals import interval_layers, interval_values
from afterfit.views.most_classes import MOST_CLASSES
from afterfit.views.numbers import (
    count,
    estimate_range,
    estimate_value,
    interval,
    metric_title,
)
from afterfit.views.palette import CANDIDATE, REFERENCE
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table

_METRICS = ("precision", "recall")


def table_label_metrics(quality: MultilabelQuality) -> Table:
    """Return one row a metric of whole sets and averages over labels."""
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
    note = f"{scope_line(quality.scope)}. A label is seen where its score ≥ {quality.threshold:g}."
    columns = ["Metric", ">Value", ">95 % interval", ">n", "Interval method"]
    return make_table(f"Metrics, {quality.scope.variant}", columns, rows, note=note)


def table_labels(quality: MultilabelQuality, mistakes: LabelMistakes) -> Table:
    """Return one row a label: quality with intervals, and counts."""
    columns = [
        "Label",
        ">Precision",
        ">Recall",
        ">F1",
        ">ROC AUC",
        ">Average precision",
        ">Has it",
        ">Missed",
        ">Falsely seen",
    ]
    rows = [
        [
            one.class_name,
            interval(one.precision, reason="never seen"),
            interval(one.recall, reason="no samples"),
            interval(one.f1, reason="no samples"),
            interval(one.roc_auc, reason="samples of one kind only"),
            interval(one.average_precision, reason="no samples"),
            count(one.support),
            count(counts.fn),
            count(counts.fp),
        ]
        for one, counts in zip(quality.labels, mistakes.labels, strict=True)
    ]
    note = (
        f"{scope_line(quality.scope)}. In brackets: 95 % intervals. A label is seen where its "
        f"score ≥ {quality.threshold:g}."
    )
    return make_table(f"Labels, {quality.scope.variant}", columns, rows, note=note)


def chart_labels(quality: MultilabelQuality) -> Chart:
    """Return precision and recall of each label as points with their 95 % intervals."""
    shown = _lowest_f1(quality)
    values = [
        {"label": one.class_name, "metric": estimate.metric, **interval_values(estimate)}
        for one in shown
        for estimate in (one.precision, one.recall)
        if not isnan(estimate.value)
    ]
    names = [one.class_name for one in shown]
    subtitle = f"{scope_line(quality.scope)}\nLines: 95 % intervals"
    if len(shown) < len(quality.labels):
        subtitle += f"; the {len(shown)} labels of lowest F1 of {count(len(quality.labels))}"
    return make_chart(
        "Precision and recall of each label",
        f"{scope_line(quality.scope)}: all labels right in "
        f"{interval(quality.estimate('subset_accuracy'))} of the samples.",
        {
            "data": {"values": values},
            "width": 360,
            "height": {"step": 16},
            "encoding": _label_encoding(names),
            "layer": interval_layers(line_width=1.5, point_size=55),
        },
        subtitle=subtitle,
    )


def _lowest_f1(quality: MultilabelQuality) -> list[Any]:
    by_f1 = sorted(quality.labels, key=lambda one: -1.0 if isnan(one.f1.value) else one.f1.value)
    kept = {one.class_name for one in by_f1[:MOST_CLASSES]}
    return [one for one in quality.labels if one.class_name in kept]


def _label_encoding(names: list[str]) -> dict[str, Any]:
    axis = {"title": None, "labelLimit": 220, "grid": True, "domain": False, "ticks": False}
    return {
        "y": {"field": "label", "type": "nominal", "scale": {"domain": names}, "axis": axis},
        "yOffset": {"field": "metric", "type": "nominal", "scale": {"domain": list(_METRICS)}},
        "x": {
            "field": "value",
            "type": "quantitative",
            "scale": {"domain": [0, 1]},
            "axis": {"title": None, "labelExpr": PERCENT_LABELS, "tickCount": 5},
        },
        "color": {
            "field": "metric",
            "type": "nominal",
            "legend": {"title": None},
            "scale": {"domain": list(_METRICS), "range": [REFERENCE, CANDIDATE]},
        },
        "tooltip": [
            {"field": "label", "type": "nominal", "title": "Label"},
            {"field": "metric", "type": "nominal", "title": "Metric"},
            {"field": "text", "type": "nominal", "title": "Value"},
        ],
    }
