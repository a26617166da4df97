"""Where two confusion matrices differ, cell by cell."""

from typing import Any

from afterfit.errors import InputError
from afterfit.results import ConfusionMatrix
from afterfit.views.charts import Chart, make_chart
from afterfit.views.most_classes import confusion_weights, shown_classes, shown_note
from afterfit.views.numbers import count
from afterfit.views.palette import INK, REFERENCE, WRONG

_MOST_CLASSES_WITH_TEXT = 15
_ROOM = 330


def chart_confusion_change(reference: ConfusionMatrix, candidate: ConfusionMatrix) -> Chart:
    """Return a heatmap of candidate minus reference counts: blue is better, orange is worse.

    More on the diagonal is better, more beside it is worse; a cell without a change is white.

    Raises
    ------
    InputError
        When the two do not have the same classes.
    """
    if reference.class_names != candidate.class_names:
        raise InputError(
            "the difference of two confusion matrices needs the same classes, got "
            f"{reference.class_names} and {candidate.class_names}"
        )
    both = zip(*(confusion_weights(one.counts) for one in (reference, candidate)), strict=True)
    shown = shown_classes([a + b for a, b in both])
    names = [reference.class_names[i] for i in shown]
    side = max(10, min(72, _ROOM // max(len(shown), 1)))
    cells = [_cell(reference, candidate, i, j) for i in shown for j in shown]
    largest = max((abs(one["change"]) for one in cells), default=0) or 1
    layers = [_colours(largest)]
    if len(shown) <= _MOST_CLASSES_WITH_TEXT:
        layers.append(_figures(side, largest))
    note = shown_note(len(shown), len(reference.class_names), "most errors")
    return make_chart(
        f"What changed from {reference.scope.variant} to {candidate.scope.variant}",
        _describe(cells),
        {
            "data": {"values": cells},
            "width": {"step": side},
            "height": {"step": side},
            "encoding": _encoding(names, side),
            "layer": layers,
        },
        subtitle=f"Counts, {reference.scope.split} split. Blue is better, orange is worse"
        + (f"\nShown: {note}" if note else ""),
    )


def _cell(
    one: ConfusionMatrix, other: ConfusionMatrix, true: int, predicted: int
) -> dict[str, Any]:
    before, after = one.counts[true][predicted], other.counts[true][predicted]
    change = after - before
    return {
        "true": one.class_names[true],
        "predicted": one.class_names[predicted],
        "before": count(before),
        "after": count(after),
        "change": change,
        "gain": change if true == predicted else -change,
        "text": "" if change == 0 else f"{change:+,}".replace("-", "−"),
    }


def _encoding(names: list[str], side: int) -> dict[str, Any]:
    scale = {"domain": names, "paddingInner": 0.04 if side > 20 else 0}
    axis = {"labelLimit": 150, "domain": False, "ticks": False, "labelFontSize": min(11, side)}
    wide = max(map(len, names), default=0) * 6.5 > side
    angle = (-40 if side > 20 else -90) if wide else 0
    return {
        "x": {
            "field": "predicted",
            "type": "nominal",
            "scale": scale,
            "axis": {**axis, "title": "Predicted class", "labelAngle": angle},
        },
        "y": {
            "field": "true",
            "type": "nominal",
            "scale": scale,
            "axis": {**axis, "title": "True class"},
        },
        "tooltip": [
            {"field": "true", "type": "nominal", "title": "True class"},
            {"field": "predicted", "type": "nominal", "title": "Predicted class"},
            {"field": "before", "type": "nominal", "title": "Before"},
            {"field": "after", "type": "nominal", "title": "After"},
        ],
    }


def _colours(largest: int) -> dict[str, Any]:
    colour = {
        "field": "gain",
        "type": "quantitative",
        "scale": {
            "domain": [-largest, 0, largest],
            "range": [WRONG, "#F8F9FA", REFERENCE],
            "interpolate": "rgb",
        },
        "legend": None,
    }
    return {"mark": {"type": "rect"}, "encoding": {"color": colour}}


def _figures(side: int, largest: int) -> dict[str, Any]:
    strong = {"test": f"abs(datum.gain) > {0.6 * largest}", "value": "white"}
    return {
        "mark": {"type": "text", "aria": False, "fontSize": max(8, min(13, side // 3))},
        "encoding": {
            "text": {"field": "text", "type": "nominal"},
            "color": {"condition": strong, "value": INK},
        },
    }


def _describe(cells: list[dict[str, Any]]) -> str:
    worst = min(cells, key=lambda one: int(one["gain"]), default=None)
    if worst is None or worst["gain"] >= 0:
        return "No cell of the confusion matrix is worse."
    change = f"{worst['before']} → {worst['after']}"
    return f"The largest change for the worse: {worst['true']} as {worst['predicted']}, {change}."
