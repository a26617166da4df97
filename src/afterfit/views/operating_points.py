"""Chosen thresholds, and what they do on data that had no say."""

from typing import Any

from afterfit.results import (
    OperatingPoint,
    OperatingPoints,
    UnreachableTarget,
)
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.numbers import NO_VALUE, counted, decimal, interval, significant
from afterfit.views.palette import CLASS_COLOURS
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table
from afterfit.wording import policy_text


def table_operating_points(points: OperatingPoints) -> Table:
    """Return one row a class and policy: the threshold, and its values on the reported split."""
    columns = ["Class", "Wanted", ">Threshold", ">Recall", ">Precision", ">False-positive rate"]
    note = f"Chosen on: {scope_line(points.chosen_on)}. Values: {scope_line(points.reported_on)}."
    reasons = [one.reason for one in points.answers if isinstance(one, UnreachableTarget)]
    note = " ".join([note, *dict.fromkeys(reasons)])
    return make_table(
        f"Operating points of {points.reported_on.variant}",
        columns,
        map(_row, points.answers),
        note=note,
    )


def _row(answer: OperatingPoint | UnreachableTarget) -> list[str]:
    start = [answer.class_name, policy_text(answer.policy)]
    if isinstance(answer, UnreachableTarget):
        return [*start, "none", NO_VALUE, NO_VALUE, NO_VALUE]
    return [
        *start,
        decimal(answer.threshold, 4),
        interval(answer.recall),
        interval(answer.precision),
        interval(answer.false_positive_rate),
    ]


def chart_operating_points(points: OperatingPoints) -> Chart:
    """Return recall against false-positive rate of each threshold, coloured by what it is for."""
    values = [_value(one) for one in points.answers if isinstance(one, OperatingPoint)]
    wanted = list(dict.fromkeys(policy_text(one.policy) for one in points.answers))
    return make_chart(
        "Operating points",
        _describe(points),
        {
            "data": {"values": values},
            "width": 340,
            "height": 260,
            "mark": {"type": "point", "filled": True, "size": 70, "opacity": 0.8},
            "encoding": _encoding(wanted),
        },
        subtitle=f"{scope_line(points.reported_on)}\n"
        f"Thresholds chosen on the {points.chosen_on.split} split",
    )


def _value(point: OperatingPoint) -> dict[str, Any]:
    return {
        "class": point.class_name,
        "wanted": policy_text(point.policy),
        "threshold": significant(point.threshold),
        "recall": significant(point.recall.value),
        "rate": significant(point.false_positive_rate.value),
        "precision_text": interval(point.precision),
        "recall_text": interval(point.recall),
    }


def _encoding(wanted: list[str]) -> dict[str, Any]:
    axis = {"labelExpr": PERCENT_LABELS, "tickCount": 5}
    colours = {"domain": wanted, "range": list(CLASS_COLOURS[: max(len(wanted), 1)])}
    return {
        "x": {"field": "rate", "type": "quantitative",
              "axis": {**axis, "title": "False-positive rate"}},
        "y": {"field": "recall", "type": "quantitative", "scale": {"domain": [0, 1]},
              "axis": {**axis, "title": "Recall"}},
        "color": {"field": "wanted", "type": "nominal", "scale": colours,
                  "legend": {"title": "Wanted"}},
        "tooltip": [
            {"field": "class", "type": "nominal", "title": "Class"},
            {"field": "wanted", "type": "nominal", "title": "Wanted"},
            {"field": "threshold", "type": "quantitative", "title": "Threshold"},
            {"field": "recall_text", "type": "nominal", "title": "Recall"},
            {"field": "precision_text", "type": "nominal", "title": "Precision"},
        ],
    }  # fmt: skip


def _describe(points: OperatingPoints) -> str:
    found = sum(isinstance(one, OperatingPoint) for one in points.answers)
    asked = counted(len(points.answers), "threshold")
    return f"{scope_line(points.reported_on)}: {found} of {asked} that were asked for exist."
