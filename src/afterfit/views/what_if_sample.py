"""One window under change: its paths, what it rests on, and its nearest contrary."""

from math import isnan
from typing import Any

import numpy as np

from afterfit.records import ImageLayout, SpectrogramLayout, Windows
from afterfit.results import SampleWhatIf
from afterfit.results.what_if import SamplePath, SampleWindow
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart, shortened
from afterfit.views.numbers import NO_VALUE, percent, points, significant
from afterfit.views.palette import CLASS_COLOURS, FAINT_INK, INK
from afterfit.views.pictures import image_panels
from afterfit.views.tables import Table, make_table
from afterfit.views.windows import chart_window

_WIDTH = 460
_PICTURE = 240
_DROPS = ("#2166AC", "#F7F7F7", "#B2182B")
"""From parts that speak against the class to those that it rests on: ColorBrewer's RdBu."""


def table_turns(sample: SampleWhatIf) -> Table:
    """Return for each change the mildest strength at which the answer is another."""
    before = sample.window.predicted_class
    rows = [_turn_row(one, before) for one in sample.paths]
    columns = ["Change", "Tried", "Answer turns at", "Into", ">Lowest score of the true class"]
    note = (
        f"{sample.scope.variant} says {before} ({percent(sample.window.score)}) of "
        f"{sample.window.name}, which is {sample.window.true_class}."
    )
    return make_table("Where the answer turns", columns, rows, note=note, folds=True)


def _turn_row(path: SamplePath, before: str) -> list[str]:
    turn = path.turn(before)
    lowest = min(one.true_score for one in path.steps)
    tried = f"{path.steps[0].label} to {path.steps[-1].label}" if path.unit else "each channel"
    return [
        path.title,
        tried,
        turn.label if turn else "nowhere",
        turn.predicted_class if turn else NO_VALUE,
        percent(lowest),
    ]


def chart_path(sample: SampleWhatIf, path: SamplePath) -> Chart:
    """Return the score of the true class over the strengths of one change."""
    values = [
        {
            "strength": one.strength if path.unit else one.label,
            "label": one.label,
            "score": significant(one.true_score),
            "answer": one.predicted_class,
            "same": one.predicted_class == sample.window.predicted_class,
        }
        for one in path.steps
    ]
    line = [{"mark": {"type": "line", "color": FAINT_INK, "strokeWidth": 1.2}}] if path.unit else []
    return make_chart(
        path.title,
        _describe_path(sample, path),
        {
            "width": 200,
            "height": 110,
            "data": {"values": values},
            "encoding": _path_encoding(path),
            "layer": [*line, {"mark": {"type": "point", "filled": True, "size": 34, "opacity": 1},
                              "encoding": {"color": _SAME}}],
        },
        widest=250,
    )  # fmt: skip


_SAME = {
    "field": "same",
    "type": "nominal",
    "scale": {"domain": [True, False], "range": [CLASS_COLOURS[0], CLASS_COLOURS[1]]},
    "legend": None,
}


def _path_encoding(path: SamplePath) -> dict[str, Any]:
    falls = bool(path.unit) and all(one.severity == -one.strength for one in path.steps)
    scale = {"zero": False, "nice": False, "reverse": falls} if path.unit else {}
    kind = "quantitative" if path.unit else "nominal"
    axis = {"title": path.unit or None, "tickCount": 5, "grid": False}
    return {
        "x": {
            "field": "strength",
            "type": kind,
            **({"scale": scale} if scale else {"sort": None}),
            "axis": axis if path.unit else {**axis, "labelAngle": -35, "labelLimit": 80},
        },
        "y": {
            "field": "score",
            "type": "quantitative",
            "scale": {"domain": [0, 1]},
            "axis": {"title": "True class", "labelExpr": PERCENT_LABELS, "tickCount": 3},
        },
        "tooltip": [
            {"field": "label", "type": "nominal", "title": "Strength"},
            {"field": "score", "type": "quantitative", "title": "True class", "format": ".1%"},
            {"field": "answer", "type": "nominal", "title": "Answer"},
        ],
    }


def _describe_path(sample: SampleWhatIf, path: SamplePath) -> str:
    turn = path.turn(sample.window.predicted_class)
    if turn is None:
        return f"{path.title}: the answer stays {sample.window.predicted_class}."
    return f"{path.title}: at {turn.label} the answer turns into {turn.predicted_class}."


def chart_occlusion(sample: SampleWhatIf) -> Chart:
    """Return the window with what each patch gives to the score of its true class."""
    layout = sample.window.layout
    is_picture = isinstance(layout, ImageLayout | SpectrogramLayout)
    body = _picture_map(sample) if is_picture else _signal_map(sample)
    return make_chart(
        "What the answer rests on",
        _describe_occlusion(sample),
        body,
        subtitle=f"{sample.scope.variant}: what the score of {sample.window.true_class} loses when "
        "a patch\nis replaced by its channel's mean; red patches speak for it, blue ones against",
    )


def _patches(sample: SampleWhatIf) -> list[dict[str, Any]]:
    found = sample.occlusion
    return [
        {
            "start": int(start),
            "end": int(end),
            "top": int(top),
            "bottom": int(bottom),
            "drop": significant(float(drop), 3),
            "text": points(float(drop)),
        }
        for start, end, top, bottom, drop in zip(
            found.starts, found.ends, found.tops, found.bottoms, found.drops, strict=True
        )
    ]


def _colour(sample: SampleWhatIf) -> dict[str, Any]:
    widest = max(0.01, float(np.abs(sample.occlusion.drops).max()))
    return {
        "field": "drop",
        "type": "quantitative",
        "scale": {"domain": [-widest, 0, widest], "range": list(_DROPS)},
        "legend": {"title": "Score lost", "format": "+.0%", "gradientLength": 90},
    }


_TOLD = [
    {"field": "start", "type": "quantitative", "title": "From"},
    {"field": "end", "type": "quantitative", "title": "To before"},
    {"field": "text", "type": "nominal", "title": "Score lost"},
]


def _signal_map(sample: SampleWhatIf) -> dict[str, Any]:
    window = sample.window
    values = window.values.reshape(len(window.channel_names), -1)
    patches = _patches(sample)
    panels = [_signal_panel(sample, patches, place, values[place]) for place in range(len(values))]
    return {"vconcat": panels, "spacing": 4, "resolve": {"scale": {"color": "shared"}}}


def _signal_panel(
    sample: SampleWhatIf, patches: list[dict[str, Any]], place: int, values: Any
) -> dict[str, Any]:
    names = sample.window.channel_names
    last = place == len(names) - 1
    time = {"title": "Step of the window" if last else None, "labels": last, "grid": False}
    domain = {"domain": [0, max(1, len(values))], "nice": False}
    rows = [{"step": step + 0.5, "reading": significant(float(one))}
            for step, one in enumerate(values)]  # fmt: skip
    title = {"text": shortened(names[place], 40), "fontSize": 10, "fontWeight": "normal",
             "offset": 2}  # fmt: skip
    return {
        "title": title,
        "width": _WIDTH,
        "height": max(34, min(90, 300 // len(names))),
        "layer": [
            {
                "data": {"values": [one for one in patches if one["top"] == place]},
                "mark": {"type": "rect"},
                "encoding": {
                    "x": {"field": "start", "type": "quantitative", "scale": domain, "axis": time},
                    "x2": {"field": "end"},
                    "color": _colour(sample),
                    "tooltip": _TOLD,
                },
            },
            {
                "data": {"values": rows},
                "mark": {"type": "line" if len(values) > 1 else "point", "color": INK,
                         "strokeWidth": 1.2},
                "encoding": {
                    "x": {"field": "step", "type": "quantitative", "scale": domain, "axis": time},
                    "y": {"field": "reading", "type": "quantitative", "scale": {"zero": False},
                          "axis": {"title": None, "tickCount": 3, "minExtent": 34, "grid": False}},
                },
            },
        ],
    }  # fmt: skip


def _picture_map(sample: SampleWhatIf) -> dict[str, Any]:
    """Return the patches in the place of the picture; over its pixels where it is an image."""
    layout = sample.window.layout
    is_image = isinstance(layout, ImageLayout)
    along, up = ("Column", "Line") if is_image else ("Frame", "Band")
    edge = {"nice": False, "zero": False}
    encoding = {
        "x": {"field": "start", "type": "quantitative", "scale": edge,
              "axis": {"title": along, "grid": False}},
        "x2": {"field": "end"},
        "y": {"field": "top", "type": "quantitative", "scale": {**edge, "reverse": is_image},
              "axis": {"title": up, "grid": False}},
        "y2": {"field": "bottom"},
        "color": _colour(sample),
        "tooltip": _TOLD,
    }  # fmt: skip
    patches = {
        "data": {"values": _patches(sample)},
        "mark": {"type": "rect", "opacity": 0.6 if is_image else 1},
        "encoding": encoding,
    }
    height = _PICTURE if is_image else _PICTURE // 2
    return {
        "width": _PICTURE,
        "height": height,
        "layer": [*_below(sample, height), patches],
    }


def _below(sample: SampleWhatIf, height: int) -> list[dict[str, Any]]:
    """Return the pixels of an image of one or three channels."""
    window = sample.window
    if not isinstance(window.layout, ImageLayout) or len(window.channel_names) not in (1, 3):
        return []
    (body,) = image_panels(_record(window), 0, window.layout).bodies
    mark = {**body["mark"], "width": _PICTURE, "height": height}
    return [{"data": body["data"], "mark": mark, "encoding": body["encoding"]}]


def _describe_occlusion(sample: SampleWhatIf) -> str:
    found, window = sample.occlusion, sample.window
    best = int(np.argmax(found.drops))
    place = f"steps {found.starts[best]} to {found.ends[best] - 1}"
    if not isinstance(window.layout, ImageLayout | SpectrogramLayout):
        place += f" of {window.channel_names[int(found.tops[best])]}"
    return (
        f"The score of {window.true_class} rests most on {place}: without them it falls by "
        f"{points(float(found.drops[best]))}."
    )


def chart_sample(window: SampleWindow, variant: str) -> Chart:
    """Return one window as its layout draws it."""
    answer = f"{variant} says {window.predicted_class} ({percent(window.score)})"
    title = f"Window {window.index}: {window.true_class}"
    place = window.name if window.source else ""
    subtitle = "\n".join(shortened(one, 44) for one in (answer, place) if one)
    return chart_window(_record(window), 0, title, subtitle)


def _record(window: SampleWindow) -> Windows:
    return Windows(
        values=window.values.reshape(1, len(window.channel_names), -1).astype(np.float32),
        channel_names=window.channel_names,
        class_names=(window.true_class,),
        y_true=np.zeros(1, np.int64),
        source=np.zeros(1, np.int64),
        source_names=(window.source,),
        offset=np.array([window.offset]),
        split="test",
        layout=window.layout,
    )


def nearest_sentence(sample: SampleWhatIf) -> str:
    """Return how far the nearest window with another answer is."""
    if sample.nearest is None or isnan(sample.distance):
        return "Every window that was tried has the same answer, so there is no contrary."
    return (
        f"The nearest window with another answer is {sample.nearest.name} "
        f"({sample.nearest.predicted_class}): its readings differ by {sample.distance:.2f} "
        "standard deviations of their channel on average (root mean square)."
    )
