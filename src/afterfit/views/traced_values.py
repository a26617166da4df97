"""The values of one sample at one point of the way, drawn small."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from afterfit.results.pipeline_trace import TracedValues
from afterfit.views.charts import Chart, make_chart
from afterfit.views.layers import shape_text
from afterfit.views.numbers import decimal, significant
from afterfit.views.palette import CLASS_COLOURS, LOUDNESS, REFERENCE
from afterfit.views.pictures import picture
from afterfit.views.pixels import between, coloured, crisp
from afterfit.views.sparkline import sparkline

_WIDTH, _HEIGHT = 236, 110
_WIDEST = _WIDTH + 60
_WHITE = 255


def chart_values(one: TracedValues) -> Chart:
    """Return the values as lines, one a channel; as a picture where they have height and width."""
    below = f"{shape_text(one.shape)}, {range_text(one)}"
    body = _plane(one.picture) if one.picture else _bars(one) if _is_scores(one) else _lines(one)
    return make_chart(one.what, f"{one.what}: {below}.", body, subtitle=below, widest=_WIDEST)


def range_text(one: TracedValues) -> str:
    """Return lowest and highest of all values."""
    return f"{decimal(one.lowest)} to {decimal(one.highest)}"


def spark_lines(one: TracedValues) -> list[str]:
    """Return each line of the values as a sparkline behind its name."""
    if _is_scores(one):
        values = zip(one.names, one.lines[0], strict=True)
        return [", ".join(f"{name} {decimal(value)}" for name, value in values)]
    names = one.names if len(one.names) == len(one.lines) else ("",) * len(one.lines)
    longest = max(map(len, names), default=0)
    return [
        f"{name:{longest}} {sparkline(line)}" for name, line in zip(names, one.lines, strict=True)
    ]


def _is_scores(one: TracedValues) -> bool:
    """Tell values that have a name each from lines that do."""
    return len(one.lines) == 1 and len(one.names) == len(one.lines[0]) > 1


def heat(values: Sequence[Sequence[float]], low: float, high: float, colours: Sequence[str],
         side: tuple[int, int]) -> dict[str, Any]:  # fmt: skip
    """Return the part of a specification that draws a plane in colours from *low* to *high*.

    What is nan, as the gaps between planes are, stays white.
    """
    top = high if high > low else low + 1  # one value has one colour
    plane = np.array(values)
    pixels = coloured(between(np.nan_to_num(plane, nan=low), low, top), colours)
    pixels[np.isnan(plane)] = _WHITE
    return picture(crisp(pixels), side)


def square_pixels(shape: tuple[int, ...], width: int, height: int) -> tuple[int, int]:
    """Return the largest sides within *width* and *height* at which pixels are squares."""
    rows, columns = shape
    scale = min(width / columns, height / rows)
    return max(1, round(columns * scale)), max(1, round(rows * scale))


def _plane(values: Sequence[Sequence[float]]) -> dict[str, Any]:
    plane = np.array(values)
    side = square_pixels(plane.shape, _WIDTH, _HEIGHT)
    return heat(values, np.nanmin(plane), np.nanmax(plane), LOUDNESS, side)


def _bars(one: TracedValues) -> dict[str, Any]:
    values = [
        {"name": name, "value": significant(value)}
        for name, value in zip(one.names, one.lines[0], strict=True)
    ]
    return {
        "width": _WIDTH,
        "height": {"step": 18},
        "data": {"values": values},
        "mark": {"type": "bar", "color": REFERENCE},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": None, "axis": {"title": None}},
            "x": {"field": "value", "type": "quantitative", "axis": {"title": None}},
        },
    }


def _lines(one: TracedValues) -> dict[str, Any]:
    names = one.names if len(one.names) == len(one.lines) else _numbers(one)
    values = [
        {"at": at, "value": significant(value), "name": name}
        for name, line in zip(names, one.lines, strict=True)
        for at, value in enumerate(line)
    ]
    colour = {"field": "name", "type": "nominal", "sort": None,
              "scale": {"domain": list(names), "range": list(CLASS_COLOURS)},
              "legend": {"title": None, "orient": "bottom", "columns": 3}}  # fmt: skip
    place = {"title": "first to last", "labels": False, "ticks": False, "grid": False}
    single = all(len(line) == 1 for line in one.lines)
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "data": {"values": values},
        "mark": {"type": "point" if single else "line", "strokeWidth": 1.2},
        "encoding": {
            "x": {"field": "at", "type": "quantitative", "axis": place, "scale": {"nice": False}},
            "y": {"field": "value", "type": "quantitative", "scale": {"zero": False},
                  "axis": {"title": None, "tickCount": 3}},
            **({"color": colour} if len(names) > 1 else {}),
        },
    }  # fmt: skip


def _numbers(one: TracedValues) -> tuple[str, ...]:
    return tuple(f"line {place}" for place in range(len(one.lines)))
