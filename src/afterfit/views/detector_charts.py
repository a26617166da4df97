"""Quality of detectors, drawn."""

from math import isnan
from typing import Any

from afterfit.results import (
    DetectorClass,
    DetectorComparison,
    DetectorConfidence,
    DetectorCurves,
    DetectorQuality,
    Estimate,
    Scope,
)
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.detector_words import METRIC_WORDS, detector_scope, images_line
from afterfit.views.intervals import interval_layers, interval_values
from afterfit.views.most_classes import MOST_CLASSES
from afterfit.views.numbers import count, decimal, interval, significant
from afterfit.views.palette import CANDIDATE, CLASS_COLOURS, FAINT_INK, REFERENCE
from afterfit.wording import counted

_PLAIN = {"title": None, "labelLimit": 220, "grid": True, "domain": False, "ticks": False}
_SHOWN_IOUS = (0.5, 0.75, 0.9)


def chart_detector_classes(quality: DetectorQuality) -> Chart:
    """Return AP and AR of each class as points with their 95 % intervals, the lowest AP first."""
    known = sorted((one for one in quality.classes if one.n_objects), key=lambda one: one.ap.value)
    shown = known[:MOST_CLASSES]
    values = [
        {"class": one.class_name, "metric": name, "objects": one.n_objects, **interval_values(it)}
        for one in shown
        for name, it in _ap_and_ar(one)
    ]
    subtitle = f"{detector_scope(quality)}\nLines: 95 % intervals, where five images hold the class"
    if len(shown) < len(known):
        subtitle += f"\nThe {len(shown)} classes of lowest AP of {count(len(known))} with objects"
    return make_chart(
        "AP and AR of each class",
        f"{detector_scope(quality)}: AP {interval(quality.estimate('ap'))}, "
        f"AR {interval(quality.estimate('ar_100'))}.",
        {
            "data": {"values": values},
            "width": 360,
            "height": {"step": 12},
            "encoding": {
                "y": {"field": "class", "type": "nominal", "axis": _PLAIN,
                      "scale": {"domain": [one.class_name for one in shown]}},
                "yOffset": {"field": "metric", "type": "nominal", "scale": {"domain": _NAMES}},
                "x": _share_axis("value", "Average over overlaps from 0.50 to 0.95"),
                "color": {"field": "metric", "type": "nominal", "legend": {"title": None},
                          "scale": {"domain": _NAMES, "range": [REFERENCE, CANDIDATE]}},
                "tooltip": [
                    {"field": "class", "type": "nominal", "title": "Class"},
                    {"field": "metric", "type": "nominal", "title": "Metric"},
                    {"field": "text", "type": "nominal", "title": "Value"},
                    {"field": "objects", "type": "quantitative", "title": "Objects"},
                ],
            },
            "layer": interval_layers(line_width=1.5, point_size=45),
        },
        subtitle=subtitle,
    )  # fmt: skip


_NAMES = ["AP", "AR, 100 detections"]


def _ap_and_ar(one: DetectorClass) -> list[tuple[str, Estimate]]:
    return [(_NAMES[0], one.ap), (_NAMES[1], one.ar)]


def _share_axis(field: str, title: str) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "scale": {"domain": [0, 1]},
            "axis": {"title": title, "tickCount": 5, "format": ".1f"}}  # fmt: skip


def chart_detector_curves(curves: DetectorCurves) -> Chart:
    """Return precision over recall, the mean over classes, at three overlaps."""
    shown = [
        one
        for one in curves.curves
        if not one.class_name and any(abs(one.iou - iou) < 1e-9 for iou in _SHOWN_IOUS)
    ]
    told = "; ".join(f"AP at {one.iou:.2f}: {decimal(one.precision.mean())}" for one in shown)
    return _curve_chart(
        "Precision over recall, mean over classes",
        f"{_line(curves.scope)}: {told or 'no objects'}.",
        [(f"overlap {one.iou:.2f}", one.precision) for one in shown],
        f"{_line(curves.scope)}\nOverlap from which a detection is right",
    )


def chart_class_curves(curves: DetectorCurves, quality: DetectorQuality) -> Chart:
    """Return precision over recall of the classes with most objects, at an overlap of 0.50."""
    known = [one for one in curves.curves if one.class_name and abs(one.iou - 0.5) < 1e-9]
    n_objects = {one.class_name: one.n_objects for one in quality.classes}
    shown = sorted(known, key=lambda one: -n_objects[one.class_name])[: len(CLASS_COLOURS)]
    subtitle = f"{_line(curves.scope)}\nOverlap 0.50"
    if len(shown) < len(known):
        subtitle += f"; the {len(shown)} classes with most objects of {count(len(known))}"
    return _curve_chart(
        "Precision over recall, by class",
        f"{_line(curves.scope)}: {counted(len(known), 'class', 'classes')}.",
        [(one.class_name, one.precision) for one in shown],
        subtitle,
    )


def _line(scope: Scope) -> str:
    return images_line(scope.variant, scope.split, scope.n_samples)


def _curve_chart(
    title: str, description: str, lines: list[tuple[str, Any]], subtitle: str
) -> Chart:
    values = [
        {"line": name, "recall": place / 100, "precision": significant(float(value))}
        for name, precision in lines
        for place, value in enumerate(precision)
    ]
    names = [name for name, _ in lines]
    return make_chart(
        title,
        description,
        {
            "data": {"values": values},
            "width": 330,
            "height": 250,
            "mark": {"type": "line", "interpolate": "step-before", "strokeWidth": 2},
            "encoding": {
                "x": _share_axis("recall", "Recall"),
                "y": _share_axis("precision", "Precision"),
                "color": {"field": "line", "type": "nominal", "legend": {"title": None},
                          "scale": {"domain": names,
                                    "range": list(CLASS_COLOURS[: max(len(names), 1)])}},
                "tooltip": [
                    {"field": "line", "type": "nominal", "title": "Curve"},
                    {"field": "recall", "type": "quantitative", "title": "Recall"},
                    {"field": "precision", "type": "quantitative", "title": "Precision"},
                ],
            },
        },
        subtitle=subtitle,
    )  # fmt: skip


def chart_confidence(confidence: DetectorConfidence) -> Chart:
    """Return precision and recall over the confidence, with the one of best F1 marked."""
    values = [
        {"confidence": round(float(at), 2), "metric": metric, "value": significant(float(value))}
        for metric, column in (("Precision", confidence.precision), ("Recall", confidence.recall))
        for at, value in zip(confidence.thresholds, column, strict=True)
        if not isnan(value)
    ]
    best = confidence.points[0]
    marked = [] if isnan(best.confidence.value) else [{"at": round(best.confidence.value, 4)}]
    return make_chart(
        "Precision and recall over the confidence",
        f"{_line(confidence.scope)}: F1 is highest, {interval(best.f1)}, from a confidence of "
        f"{interval(best.confidence)} on.",
        {
            "data": {"values": values},
            "width": 360,
            "height": 230,
            "layer": [
                {
                    "mark": {"type": "line", "strokeWidth": 2},
                    "encoding": {
                        "x": _share_axis("confidence", "Least confidence that is believed"),
                        "y": {"field": "value", "type": "quantitative",
                              "scale": {"domain": [0, 1]},
                              "axis": {"title": None, "labelExpr": PERCENT_LABELS,
                                       "tickCount": 5}},
                        "color": {"field": "metric", "type": "nominal", "legend": {"title": None},
                                  "scale": {"domain": ["Precision", "Recall"],
                                            "range": [REFERENCE, CANDIDATE]}},
                        "tooltip": [
                            {"field": "confidence", "type": "quantitative", "title": "Confidence"},
                            {"field": "metric", "type": "nominal", "title": "Metric"},
                            {"field": "value", "type": "quantitative", "title": "Value"},
                        ],
                    },
                },
                {
                    "data": {"values": marked},
                    "mark": {"type": "rule", "color": FAINT_INK, "strokeDash": [4, 3]},
                    "encoding": {"x": {"field": "at", "type": "quantitative"}},
                },
            ],
        },
        subtitle=f"{_line(confidence.scope)}, all classes together, overlap {confidence.iou:.2f}\n"
        f"Dashed: highest F1, confidence {interval(best.confidence, reason='nothing is right')}",
    )  # fmt: skip


def chart_detector_comparison(comparison: DetectorComparison) -> Chart:
    """Return the change of each of COCO's numbers as a point with its 95 % interval."""
    shown = [one for one in comparison.changes if not isnan(one.value)]
    values = [
        {"metric": METRIC_WORDS[one.metric.removesuffix("_change")], **interval_values(one)}
        for one in shown
    ]
    names = f"{comparison.candidate.variant} minus {comparison.reference.variant}"
    return make_chart(
        f"Change of COCO's numbers, {names}",
        f"{names}: AP {interval(comparison.change('ap'), reason='no objects')}.",
        {
            "data": {"values": values},
            "width": 360,
            "height": {"step": 22},
            "encoding": {
                "y": {"field": "metric", "type": "nominal", "sort": None, "axis": _PLAIN},
                "x": {"field": "value", "type": "quantitative",
                      "axis": {"title": "Change; left of 0 is a loss", "tickCount": 6}},
                "color": {"value": CANDIDATE},
                "tooltip": [
                    {"field": "metric", "type": "nominal", "title": "Metric"},
                    {"field": "text", "type": "nominal", "title": "Change"},
                ],
            },
            "layer": [
                {"mark": {"type": "rule", "color": FAINT_INK},
                 "encoding": {"x": {"datum": 0}, "y": {"value": 0},
                              "y2": {"value": 22 * len(values)},
                              "color": {"value": FAINT_INK}, "tooltip": {"value": None}}},
                *interval_layers(line_width=1.8, point_size=60),
            ],
        },
        subtitle=f"{comparison.reference.split} split, {count(comparison.reference.n_samples)} "
        "images\nLines: 95 % intervals of the change on the same images",
    )  # fmt: skip
