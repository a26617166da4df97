"""Which class was taken for which: heatmaps, alone and side by side."""

from collections.abc import Iterator
from typing import Any

from afterfit.errors import InputError
from afterfit.results import ConfusionMatrix
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.most_classes import confusion_weights, shown_classes, shown_note
from afterfit.views.numbers import NO_VALUE, count, percent
from afterfit.views.palette import EMPTY, INK, SHARES
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table
from afterfit.wording import counted

_MOST_CLASSES_WITH_TEXT = 15
"""Above, cells are too small for figures; hovering still shows them."""


def chart_confusion(matrix: ConfusionMatrix) -> Chart:
    """Return a heatmap: one row a true class, one column a predicted class.

    A cell shows its count and its share of the true class, which is also its colour; hovering
    names both classes, the count and the share.
    """
    shown = shown_classes(confusion_weights(matrix.counts))
    heatmap = _heatmap(matrix, shown, 520, row_labels=True)
    return make_chart(
        "Confusion matrix",
        _describe(matrix),
        {**heatmap, "data": {"values": _cells(matrix, shown)}},
        subtitle=f"{scope_line(matrix.scope)}. Colour: share of the true class"
        + _shown_line(shown, matrix),
    )


def chart_confusion_pair(reference: ConfusionMatrix, candidate: ConfusionMatrix) -> Chart:
    """Return the heatmaps of two variants side by side, on one colour scale.

    Raises
    ------
    InputError
        When the two do not have the same classes.
    """
    if reference.class_names != candidate.class_names:
        raise InputError(
            "two confusion matrices side by side must have the same classes, got "
            f"{reference.class_names} and {candidate.class_names}"
        )
    both = zip(*(confusion_weights(one.counts) for one in (reference, candidate)), strict=True)
    shown = shown_classes([a + b for a, b in both])
    panels = [
        {
            **_heatmap(matrix, shown, 330, row_labels=first),
            "data": {"values": _cells(matrix, shown)},
            "title": {"text": matrix.scope.variant, "fontSize": 12, "subtitle": _right(matrix)},
        }
        for matrix, first in ((reference, True), (candidate, False))
    ]
    return make_chart(
        f"{reference.scope.variant} and {candidate.scope.variant} side by side",
        f"{_describe(reference)} {_describe(candidate)}",
        {"hconcat": panels, "spacing": 16, "resolve": {"scale": {"color": "shared"}}},
        subtitle=f"Confusion matrices, {reference.scope.split} split. "
        "Colour: share of the true class" + _shown_line(shown, reference),
    )


def _shown_line(shown: list[int], matrix: ConfusionMatrix) -> str:
    note = shown_note(len(shown), len(matrix.class_names), "most errors")
    return f"\nShown: {note}" if note else ""


def _right(matrix: ConfusionMatrix) -> str:
    right = sum(row[i] for i, row in enumerate(matrix.counts))
    return f"{count(right)} of {count(matrix.scope.n_samples)} right"


def _cells(matrix: ConfusionMatrix, shown: list[int]) -> list[dict[str, Any]]:
    return [cell for i in shown for cell in _row_cells(matrix, i, shown)]


def _row_cells(matrix: ConfusionMatrix, true: int, shown: list[int]) -> Iterator[dict[str, Any]]:
    row = matrix.counts[true]
    support = sum(row)
    for predicted in shown:
        n = row[predicted]
        cell: dict[str, Any] = {
            "true": matrix.class_names[true],
            "predicted": matrix.class_names[predicted],
            "count": n,
            "support": support,
            "count_text": count(n),
            "share_text": percent(n / support) if support else NO_VALUE,
        }
        if support:
            cell["share"] = round(n / support, 6)
        yield cell


def _heatmap(
    matrix: ConfusionMatrix, shown: list[int], room: int, *, row_labels: bool
) -> dict[str, Any]:
    n_classes = len(shown)
    side = max(10, min(72, room // max(n_classes, 1)))
    layers = [_colour_layer(), _empty_layer()]
    if n_classes <= _MOST_CLASSES_WITH_TEXT:
        layers += _text_layers(side)
    return {
        "width": {"step": side},
        "height": {"step": side},
        "encoding": _encoding([matrix.class_names[i] for i in shown], side, row_labels),
        "layer": layers,
    }


def _encoding(classes: list[str], side: int, row_labels: bool) -> dict[str, Any]:
    scale = {"domain": classes, "paddingInner": 0.04 if side > 20 else 0}
    axis = {"labelLimit": 150, "domain": False, "ticks": False, "labelFontSize": min(11, side)}
    rows = {**axis, "title": "True class"} if row_labels else None
    return {
        "x": {
            "field": "predicted",
            "type": "nominal",
            "scale": scale,
            "axis": {**axis, "title": "Predicted class", "labelAngle": _label_angle(classes, side)},
        },
        "y": {"field": "true", "type": "nominal", "scale": scale, "axis": rows},
        "tooltip": [
            {"field": "true", "type": "nominal", "title": "True class"},
            {"field": "predicted", "type": "nominal", "title": "Predicted class"},
            {"field": "count_text", "type": "nominal", "title": "Count"},
            {"field": "share_text", "type": "nominal", "title": "Share of true class"},
        ],
    }


def _label_angle(classes: list[str], side: int) -> int:
    pixels_a_letter = 6.5
    if max(map(len, classes), default=0) * pixels_a_letter <= side:
        return 0
    return -40 if side > 20 else -90


def _colour_layer() -> dict[str, Any]:
    key = {"title": "Share of true class", "labelExpr": PERCENT_LABELS, "gradientLength": 140}
    return {
        "transform": [{"filter": "datum.support > 0"}],
        "mark": {"type": "rect"},
        "encoding": {
            "color": {
                "field": "share",
                "type": "quantitative",
                "scale": {"range": list(SHARES), "domain": [0, 1]},
                "legend": key,
            }
        },
    }


def _empty_layer() -> dict[str, Any]:
    return {
        "transform": [{"filter": "datum.support == 0"}],
        "mark": {"type": "rect", "color": EMPTY},
    }


def _text_layers(side: int) -> list[dict[str, Any]]:
    ink = {
        "condition": [
            {"test": "datum.share > 0.5", "value": "white"},
            {"test": "datum.count == 0", "value": "#9AA5B1"},
        ],
        "value": INK,
    }
    room_for_share = side >= 44
    number = {
        "mark": {
            "type": "text",
            "aria": False,
            "fontSize": max(8, min(13, side // 3)),
            "dy": -6 if room_for_share else 0,
        },
        "encoding": {"text": {"field": "count_text", "type": "nominal"}, "color": ink},
    }
    share = {
        "transform": [{"filter": "datum.count > 0"}],
        "mark": {"type": "text", "aria": False, "fontSize": 9.5, "dy": 9},
        "encoding": {"text": {"field": "share_text", "type": "nominal"}, "color": ink},
    }
    return [number, share] if room_for_share else [number]


def _describe(matrix: ConfusionMatrix) -> str:
    wrong = [
        (n, matrix.class_names[i], matrix.class_names[j])
        for i, row in enumerate(matrix.counts)
        for j, n in enumerate(row)
        if i != j and n
    ]
    start = f"{scope_line(matrix.scope)}: {_right(matrix)}"
    if not wrong:
        return f"{start}, no class is taken for another."
    n, true, predicted = max(wrong, key=lambda one: one[0])
    return f"{start}; most often, {counted(n, 'time')}, {true} is taken for {predicted}."


def table_confusion(matrix: ConfusionMatrix) -> Table:
    """Return the counts, one row a true class, one column a predicted class."""
    shown = shown_classes(confusion_weights(matrix.counts))
    columns = ["True class", *(f">as {matrix.class_names[i]}" for i in shown), ">Samples"]
    rows = [
        [matrix.class_names[i], *(count(row[j]) for j in shown), count(sum(row))]
        for i, row in enumerate(matrix.counts)
        if i in shown
    ]
    note = f"{scope_line(matrix.scope)}.{_shown_line(shown, matrix)}"
    return make_table(f"Confusion of {matrix.scope.variant}", columns, rows, note=note)
