"""Errors of detectors, drawn: by kind, by class, by image; and doubtful annotations."""

from typing import Any

from afterfit.results import (
    DetectorConfusion,
    DetectorErrors,
    DetectorImages,
    DetectorSuspects,
    Scope,
)
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.detector_words import ERROR_WORDS, NOTHING, images_line
from afterfit.views.files import WORST
from afterfit.views.numbers import count, counted, decimal, interval
from afterfit.views.palette import CLASS_COLOURS, EMPTY, INK, QUIET, SHARES, WRONG

_MOST_CLASSES = 18
"""Beyond this, the last column, of missed objects, would not be on the page."""
_BARE = {"labelLimit": 260, "domain": False, "ticks": False}


def _line(scope: Scope) -> str:
    return images_line(scope.variant, scope.split, scope.n_samples)


def chart_detector_errors(errors: DetectorErrors) -> Chart:
    """Return what mending each kind of error alone would gain, as bars."""
    values = [
        {
            "error": ERROR_WORDS[one.name],
            "gain": round(max(one.dap.value, 0.0), 5),
            "text": f"{decimal(one.dap.value)} · {counted(one.n, 'error')}",
            "told": interval(one.dap),
            "n": one.n,
        }
        for one in errors.errors
    ]
    worst = max(errors.errors, key=lambda one: one.dap.value)
    return make_chart(
        "AP50 that each kind of error costs",
        f"{_line(errors.scope)}: AP50 is {decimal(errors.ap50)}; most would be gained without "
        f"errors of the kind {worst.name}, {interval(worst.dap)}.",
        {
            "data": {"values": values},
            "width": 300,
            "height": {"step": 24},
            "encoding": {
                "y": {"field": "error", "type": "nominal", "sort": None,
                      "axis": {**_BARE, "title": None}},
                "x": {"field": "gain", "type": "quantitative",
                      "axis": {"title": "Gain of AP50 if it were mended", "tickCount": 5}},
                "tooltip": [
                    {"field": "error", "type": "nominal", "title": "Error"},
                    {"field": "told", "type": "nominal", "title": "Gain"},
                    {"field": "n", "type": "quantitative", "title": "Number"},
                ],
            },
            "layer": [
                {"mark": {"type": "bar", "color": WRONG, "height": {"band": 0.7}}},
                {"mark": {"type": "text", "align": "left", "dx": 5, "color": INK},
                 "encoding": {"text": {"field": "text", "type": "nominal"}}},
            ],
        },
        subtitle=f"{_line(errors.scope)}\nAP50 now: {decimal(errors.ap50)}; gains do not add up",
    )  # fmt: skip


def chart_error_sizes(errors: DetectorErrors) -> Chart:
    """Return how many errors of each kind are of small, medium and large objects."""
    values = [
        {"error": ERROR_WORDS[one.name], "size": size, "n": n, "order": order}
        for one in errors.errors
        for order, (size, n) in enumerate(
            zip(_SIZES, (one.n_small, one.n_medium, one.n_large), strict=True)
        )
    ]
    return _stacked(
        "Errors by size of the object",
        f"{_line(errors.scope)}: {counted(sum(one.n for one in errors.errors), 'error')}.",
        values,
        ("error", "size", _SIZES, CLASS_COLOURS[:3]),
        f"{_line(errors.scope)}\nSmall: below 32² pixels of area, large: from 96² on",
        "Errors",
    )


_SIZES = ("small", "medium", "large")
_MISTAKES = ("missed", "wrong class", "false alarm")


def chart_detector_images(images: DetectorImages, most: int = WORST) -> Chart:
    """Return the images with the most errors as bars."""
    rows = [one for one in images.rows[:most] if one.n_errors]
    values = [
        {"image": one.image, "mistake": mistake, "n": n, "order": order}
        for one in rows
        for order, (mistake, n) in enumerate(
            zip(_MISTAKES, (one.n_missed, one.n_confused, one.n_false), strict=True)
        )
    ]
    wrong = sum(one.n_errors > 0 for one in images.rows)
    told = f"{counted(wrong, 'image')} of {count(len(images.rows))} with errors"
    return _stacked(
        "Images with the most errors",
        f"{_line(images.scope)}: {told}.",
        values,
        ("image", "mistake", _MISTAKES, (CLASS_COLOURS[0], CLASS_COLOURS[4], WRONG)),
        f"{_line(images.scope)}; {told}\nThe worst {count(len(rows))}, at confidence "
        f"{decimal(images.confidence)}",
        "Objects and detections",
    )


def _stacked(
    title: str,
    description: str,
    values: list[dict[str, Any]],
    parts: tuple[str, str, tuple[str, ...], tuple[str, ...]],
    subtitle: str,
    axis: str,
) -> Chart:
    row, part, names, colours = parts
    whole = {"title": axis, "tickMinStep": 1, "format": "d"}
    return make_chart(
        title,
        description,
        {
            "data": {"values": values},
            "width": 300,
            "height": {"step": 22},
            "mark": {"type": "bar", "height": {"band": 0.7}},
            "encoding": {
                "y": {"field": row, "type": "nominal", "sort": None,
                      "axis": {**_BARE, "title": None}},
                "x": {"field": "n", "type": "quantitative", "axis": whole},
                "color": {"field": part, "type": "nominal", "legend": {"title": None},
                          "scale": {"domain": list(names), "range": list(colours)}},
                "order": {"field": "order", "type": "quantitative"},
                "tooltip": [
                    {"field": row, "type": "nominal", "title": row.capitalize()},
                    {"field": part, "type": "nominal", "title": part.capitalize()},
                    {"field": "n", "type": "quantitative", "title": "Number"},
                ],
            },
        },
        subtitle=subtitle,
    )  # fmt: skip


def chart_detector_confusion(confusion: DetectorConfusion) -> Chart:
    """Return which classes were taken for each other, missed, or seen where nothing is."""
    shown, n_known = _most_wrong(confusion)
    names = [confusion.class_names[place] for place in shown]
    cells = [_cell(confusion, true, seen) for true in [*shown, -1] for seen in [*shown, -1]]
    subtitle = (
        f"{_line(confusion.scope)}; confidence {decimal(confusion.confidence)} or more, overlap "
        f"{confusion.iou:.2f}\nColour: share of a row"
    )
    if len(shown) < n_known:
        subtitle += f"; the {len(shown)} classes with most errors of {count(n_known)}"
    side = max(28, min(50, 480 // (len(names) + 1)))
    domain = [*names, NOTHING]
    return make_chart(
        "What was taken for what",
        _describe(confusion),
        {
            "data": {"values": [cell for cell in cells if cell is not None]},
            "width": {"step": side},
            "height": {"step": side * 0.65},
            "encoding": {
                "x": {"field": "seen", "type": "nominal", "scale": {"domain": domain},
                      "axis": {**_BARE, "title": "Detected as", "labelAngle": -40}},
                "y": {"field": "true", "type": "nominal", "scale": {"domain": domain},
                      "axis": {**_BARE, "title": "Truly"}},
                "tooltip": [
                    {"field": "true", "type": "nominal", "title": "Truly"},
                    {"field": "seen", "type": "nominal", "title": "Detected as"},
                    {"field": "n", "type": "quantitative", "title": "Number"},
                ],
            },
            "layer": [
                {"mark": {"type": "rect", "color": EMPTY}},
                {"mark": "rect", "transform": [{"filter": "datum.n > 0"}],
                 "encoding": {"color": {
                     "field": "share", "type": "quantitative",
                     "scale": {"domain": [0, 1], "range": list(SHARES)},
                     "legend": {"title": "Share of a row", "labelExpr": PERCENT_LABELS,
                                "tickCount": 5}}}},
                {"mark": {"type": "text", "fontSize": 10},
                 "transform": [{"filter": "datum.n > 0"}],
                 "encoding": {
                     "text": {"field": "n", "type": "quantitative"},
                     "color": {"condition": {"test": "datum.share > 0.55", "value": "white"},
                               "value": INK}}},
            ],
        },
        subtitle=subtitle,
    )  # fmt: skip


def _most_wrong(confusion: DetectorConfusion) -> tuple[list[int], int]:
    """Return the classes with most errors, in their order, and how many have anything at all."""
    k, counts = len(confusion.class_names), confusion.counts
    columns = [[row[place] for row in counts] for place in range(k)]
    known = [place for place in range(k) if sum(counts[place]) + sum(columns[place])]
    errors = {
        place: sum(counts[place]) + sum(columns[place]) - 2 * counts[place][place]
        for place in known
    }
    worst = sorted(known, key=lambda place: -errors[place])[:_MOST_CLASSES]
    return sorted(worst), len(known)


def _cell(confusion: DetectorConfusion, true: int, seen: int) -> dict[str, Any] | None:
    if true == seen == -1:
        return None
    names = [*confusion.class_names, NOTHING]
    n, whole = confusion.counts[true][seen], sum(confusion.counts[true])
    share = round(n / whole, 4) if whole else 0
    return {"true": names[true], "seen": names[seen], "n": n, "share": share}


def _describe(confusion: DetectorConfusion) -> str:
    *rows, false = confusion.counts
    found = sum(row[place] for place, row in enumerate(rows))
    missed = sum(row[-1] for row in rows)
    confused = sum(map(sum, rows)) - found - missed
    return (
        f"{_line(confusion.scope)}: {counted(found, 'object')} found, {count(confused)} as "
        f"another class, {count(missed)} missed; {counted(sum(false), 'false alarm')}."
    )


def chart_detector_suspects(suspects: DetectorSuspects) -> Chart:
    """Return the quality of each doubtful annotation, a line of ticks a reason."""
    values = [
        {
            "reason": one.reason,
            "quality": round(one.quality, 4),
            "image": one.image,
            "class": one.class_name,
            "seen": one.suggestion,
        }
        for one in suspects.suspects
    ]
    return make_chart(
        "Annotations to look at",
        f"{_line(suspects.scope)}: {counted(len(suspects.suspects), 'doubtful annotation')}.",
        {
            "data": {"values": values},
            "width": 360,
            "height": {"step": 26},
            "mark": {"type": "tick", "thickness": 2, "color": WRONG if values else QUIET},
            "encoding": {
                "y": {"field": "reason", "type": "nominal", "axis": {**_BARE, "title": None},
                      "scale": {"domain": ["overlooked", "swapped", "badly located"]}},
                "x": {"field": "quality", "type": "quantitative", "scale": {"domain": [0, 0.5]},
                      "axis": {"title": "Quality; 0 is surely wrong", "tickCount": 5}},
                "tooltip": [
                    {"field": "image", "type": "nominal", "title": "Image"},
                    {"field": "class", "type": "nominal", "title": "Annotated as"},
                    {"field": "seen", "type": "nominal", "title": "Detected as"},
                    {"field": "quality", "type": "quantitative", "title": "Quality"},
                ],
            },
        },
        subtitle=_line(suspects.scope),
    )  # fmt: skip
