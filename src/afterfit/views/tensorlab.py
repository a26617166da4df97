"""What Tensorlab reported of a run: its numbers beside ours, its curves, its thresholds."""

import math

from afterfit.results import ReportedNumber, ReportedThreshold, TensorlabRecord
from afterfit.views.charts import Chart, make_chart
from afterfit.views.numbers import NO_VALUE, count, decimal, percent, significant
from afterfit.views.reason import chart_reason
from afterfit.views.tables import Table, make_table

_TITLES = {
    "accuracy": "Accuracy",
    "f1": "F1",
    "auroc": "ROC AUC, macro",
    "rmse": "RMSE",
    "mse": "MSE",
    "r2": "R²",
    "smape": "SMAPE (%)",
}


def table_reported(record: TensorlabRecord) -> Table:
    """Return one row a number of run.log: theirs, ours, and what is known to be wrong."""
    rows = [
        [
            _TITLES[one.metric],
            one.stage,
            _value(one, one.value),
            _value(one, one.ours),
            count(one.line),
            one.caution,
        ]
        for one in record.numbers
    ]
    columns = ["Number", "Stage", ">Tensorlab", ">afterfit", ">Line", "What is wrong about it"]
    note = (
        "Read from run.log, as Tensorlab printed them. Ours is computed again where that can be "
        f"done: the test with {record.tested_variant} on the test split, training with the "
        "exported model on validation (F1: macro)."
    )
    return make_table("Numbers of Tensorlab", columns, rows, note=note)


def _value(one: ReportedNumber, value: float) -> str:
    if math.isnan(value):
        return NO_VALUE
    return percent(value) if one.metric == "accuracy" else decimal(value)


def chart_reported_curves(record: TensorlabRecord) -> Chart:
    """Return Tensorlab's ROC curves as its file holds them."""
    title = "ROC curves as Tensorlab wrote them"
    if not record.curves:
        return chart_reason(title, "The run has no fpr_tpr_thresholds.csv.")
    told = ", ".join(f"{one.name} {decimal(one.auc)}" for one in record.curves)
    values = [
        {
            "class": f"{one.name} ({decimal(one.auc)})",
            "place": place,
            "fpr": significant(fpr, 5),
            "tpr": significant(tpr, 5),
        }
        for one in record.curves
        for place, (fpr, tpr) in enumerate(zip(one.fpr, one.tpr, strict=True))
    ]
    return make_chart(
        title,
        f"AUC by class: {told}.",
        {
            "data": {"values": values},
            "width": 340,
            "height": 300,
            "mark": {"type": "line", "interpolate": "linear", "strokeWidth": 1.8},
            "encoding": {
                "x": {
                    "field": "fpr",
                    "type": "quantitative",
                    "axis": {"title": "False-positive rate", "tickCount": 5},
                },
                "y": {
                    "field": "tpr",
                    "type": "quantitative",
                    "axis": {"title": "True-positive rate", "tickCount": 5},
                },
                "order": {"field": "place", "type": "quantitative"},
                "color": {"field": "class", "type": "nominal", "title": "Class (AUC)"},
            },
        },
        subtitle="Each class against all others, on raw scores. From fpr_tpr_thresholds.csv",
    )


def table_reported_thresholds(record: TensorlabRecord) -> Table:
    """Return one row a threshold of an anomaly detector; rates are computed from its counts."""
    rows = [_threshold_row(one) for one in record.thresholds]
    columns = [">k", ">Threshold", ">Precision", ">Recall", ">F1", ">False alarms", ">TP"]
    columns += [">FP", ">FN", ">TN"]
    note = (
        "Threshold: mean + k · standard deviation of the errors of normal training samples. Rates "
        "are those of the counts; false alarms: share of the normal samples. All of the test split."
    )
    return make_table("Thresholds of the anomaly detector", columns, rows, note=note)


def _threshold_row(one: ReportedThreshold) -> list[str]:
    rates = (
        _share(one.tp, one.tp + one.fp),
        _share(one.tp, one.tp + one.fn),
        one.f1,
        _share(one.fp, one.fp + one.tn),
    )
    counts = (one.tp, one.fp, one.fn, one.tn)
    precision, recall, f1, alarms = rates
    shares = [percent(precision), percent(recall), decimal(f1), percent(alarms)]
    return [decimal(one.k, 1), decimal(one.threshold, 4), *shares, *map(count, counts)]


def _share(part: int, whole: int) -> float:
    """Return part / whole; nan where there is nothing."""
    return part / whole if whole else math.nan
