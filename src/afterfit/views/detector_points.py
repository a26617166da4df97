"""The confidence from which a deployed detector is believed, drawn and as a table."""

from math import isnan
from typing import Any

from afterfit.results import DetectorPoint, DetectorPoints, NoDetectorPoint, RateCurve
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.detector_words import images_line
from afterfit.views.numbers import NO_VALUE, count, decimal, interval, significant
from afterfit.views.palette import CLASS_COLOURS, FAINT_INK
from afterfit.views.tables import Table, make_table
from afterfit.wording import policy_text

ALL_CLASSES = "all classes together"
_TITLES = ("Precision", "Recall", "F1")


def chart_detector_points(points: DetectorPoints) -> Chart:
    """Return precision, recall and F1 over the confidence with 95 % bands, and the chosen one."""
    curves = zip(_TITLES, (points.precision, points.recall, points.f1), strict=True)
    rows = [row for title, curve in curves for row in _rows(title, points, curve)]
    first = points.answers[0]
    marked = [] if isinstance(first, NoDetectorPoint) else [{"at": significant(first.threshold)}]
    colour = {"field": "rate", "type": "nominal",
              "legend": {"title": None, "symbolOpacity": 1},
              "scale": {"domain": list(_TITLES), "range": list(CLASS_COLOURS[:3])}}  # fmt: skip
    x = {"field": "confidence", "type": "quantitative", "scale": {"domain": [0, 1]},
         "axis": {"title": "Least confidence that is believed", "tickCount": 5,
                  "format": ".1f"}}  # fmt: skip
    axis = {"title": None, "tickCount": 5, "labelExpr": PERCENT_LABELS}
    y = {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": axis}
    return make_chart(
        "Precision, recall and F1 over the confidence",
        f"{_scope(points)}: {_told(points)}.",
        {
            "data": {"values": rows},
            "width": 360,
            "height": 230,
            "layer": [
                {
                    "mark": {"type": "area", "opacity": 0.18, "clip": True},
                    "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"},
                                 "color": colour},
                },
                {
                    "mark": {"type": "line", "strokeWidth": 2, "clip": True},
                    "encoding": {"x": x, "y": {**y, "field": "value"}, "color": colour,
                                 "tooltip": _TOOLTIP},
                },
                {
                    "data": {"values": marked},
                    "mark": {"type": "rule", "color": FAINT_INK, "strokeDash": [4, 3]},
                    "encoding": {"x": {"field": "at", "type": "quantitative"}},
                },
            ],
        },
        subtitle=f"{_scope(points)}, all classes together, overlap {points.iou:.2f}\n"
        f"Bands: 95 % intervals; dashed: {_told(points)}",
    )  # fmt: skip


_TOOLTIP = [
    {"field": "confidence", "type": "quantitative", "title": "Confidence"},
    {"field": "rate", "type": "nominal", "title": "Rate"},
    {"field": "value", "type": "quantitative", "title": "Value"},
    {"field": "low", "type": "quantitative", "title": "95 % interval, from"},
    {"field": "high", "type": "quantitative", "title": "to"},
]


def _rows(title: str, points: DetectorPoints, curve: RateCurve) -> list[dict[str, Any]]:
    columns = zip(points.thresholds, curve.values, curve.low, curve.high, strict=True)
    return [
        {
            "confidence": significant(at),
            "rate": title,
            "value": significant(value),
            "low": significant(low),
            "high": significant(high),
        }
        for at, value, low, high in columns
        if not isnan(value)
    ]


def _scope(points: DetectorPoints) -> str:
    scope = points.reported_on
    return images_line(scope.variant, scope.split, scope.n_samples)


def _told(points: DetectorPoints) -> str:
    first, wish = points.answers[0], policy_text(points.policy)
    if isinstance(first, NoDetectorPoint):
        return f"none gives {wish}"
    return f"{decimal(first.threshold)}, chosen on {points.chosen_on.split} for {wish}"


def describe_detector_points(points: DetectorPoints) -> str:
    """Return the threshold for all classes, where it was chosen, and how far to believe it."""
    first = points.answers[0]
    where = f"the {count(points.chosen_on.n_samples)} images of the {points.chosen_on.split} split"
    if isinstance(first, NoDetectorPoint):
        return f"No confidence on {where} gives {policy_text(points.policy)}. {first.reason}"
    start = (
        f"Believed from a confidence of {decimal(first.threshold)} on ({policy_text(points.policy)}"
        f" on {where}), {points.variant} finds {interval(first.recall)} of the objects, "
        f"{interval(first.precision)} of what it says is right, and an image has "
        f"{interval(first.false_alarms)} false alarms."
    )
    if points.chosen_elsewhere:
        return f"{start} These numbers are of other images than those it was chosen on."
    return (
        f"{start} It was chosen on the very images that these numbers are of, so other images give "
        "a little less; name others with --validation-truth and --validation."
    )


def table_detector_points(points: DetectorPoints) -> Table:
    """Return one row a class, all classes together first: threshold and what it gives."""
    reasons = dict.fromkeys(
        f"{one.class_name or ALL_CLASSES}: {one.reason}"
        for one in points.answers
        if isinstance(one, NoDetectorPoint)
    )
    chosen = points.chosen_on
    note = (
        f"Chosen on: {images_line(chosen.variant, chosen.split, chosen.n_samples)}. Values: "
        f"{_scope(points)}{'' if points.chosen_elsewhere else ', the same, so a little too good'}; "
        f"overlap {points.iou:.2f}. Wanted: {policy_text(points.policy)}, of all classes together "
        "and of each alone. In brackets: 95 % intervals, images drawn anew."
    )
    columns = ["Class", ">Confidence", ">Precision", ">Recall", ">F1", ">False alarms an image",
               ">Objects"]  # fmt: skip
    return make_table(
        f"Confidence to deploy {points.variant} with",
        columns,
        map(_cells, points.answers),
        note=" ".join([note, *reasons]),
        folds=True,
    )


def _cells(answer: DetectorPoint | NoDetectorPoint) -> list[str]:
    name = answer.class_name or ALL_CLASSES
    if isinstance(answer, NoDetectorPoint):
        return [name, "none", *[NO_VALUE] * 5]
    rates = (answer.precision, answer.recall, answer.f1, answer.false_alarms)
    told = ("nothing is believed", "no objects", "no objects", "")
    texts = (interval(rate, reason=why) for rate, why in zip(rates, told, strict=True))
    return [name, decimal(answer.threshold), *texts, count(answer.recall.n)]
