"""One window, drawn."""

from typing import Any, assert_never

from afterfit.records import (
    ImageLayout,
    SignalLayout,
    SoundLayout,
    SpectrogramLayout,
    WindowLayout,
    Windows,
)
from afterfit.views.charts import Chart, make_chart
from afterfit.views.numbers import counted, significant
from afterfit.views.palette import CLASS_COLOURS
from afterfit.views.pictures import (
    Panels,
    image_panels,
    sound_panels,
    spectrogram_panels,
)

_WIDTH = 236
_VALUES = {"title": None, "tickCount": 3, "minExtent": 34}


def chart_window(windows: Windows, row: int, title: str, subtitle: str = "") -> Chart:
    """Return one window as its layout says: signals, an image, or a spectrogram."""
    panels = _panels(windows, row)
    source = windows.source_names[windows.source[row]]
    description = f"{title}: {panels.content} of {source}{_rows(windows, row)}."
    below = "\n".join(line for line in (subtitle, panels.remark) if line)
    body = {"vconcat": list(panels.bodies), "spacing": 2}
    return make_chart(title, description, body, subtitle=below, widest=_WIDTH + 60)


def describe_drawing(layout: WindowLayout) -> str:
    """Return how windows of a layout are drawn, as one sentence.

    Examples
    --------
    >>> describe_drawing(ImageLayout(28, 28))
    'Images of 28 × 28 pixels.'
    """
    match layout:
        case SignalLayout():
            recorded = "Signals as they were recorded."
            return recorded if layout.in_recording else "Inputs as the models get them."
        case ImageLayout():
            return f"Images of {layout.width} × {layout.height} pixels."
        case SpectrogramLayout():
            return "Log-mel spectrograms as the model gets them, each with colours of its own."
        case SoundLayout():
            return "Sound as the log-mel spectrogram of the model, each with colours of its own."
    assert_never(layout)


def _panels(windows: Windows, row: int) -> Panels:
    match windows.layout:
        case SignalLayout():
            n_channels = windows.values.shape[1]
            lines = tuple(_panel(windows, row, channel) for channel in range(n_channels))
            return Panels(lines, counted(n_channels, "channel"))
        case ImageLayout() as layout:
            return image_panels(windows, row, layout)
        case SpectrogramLayout() as layout:
            return spectrogram_panels(windows, row, layout)
        case SoundLayout() as layout:
            return sound_panels(windows, row, layout)
    assert_never(windows.layout)


def _rows(windows: Windows, row: int) -> str:
    """Return which rows of its recording a window is; an image is all of its file."""
    layout = windows.layout
    if isinstance(layout, SignalLayout) and not layout.in_recording:
        return ""
    if isinstance(layout, ImageLayout | SpectrogramLayout):
        return ""
    start, n_steps = int(windows.offset[row]), windows.values.shape[2]
    return f", rows {start} to {start + n_steps - 1}"


def _start(windows: Windows, row: int) -> tuple[int, str]:
    """Return the number of the first step of a signal, and what steps are."""
    if isinstance(windows.layout, SignalLayout) and not windows.layout.in_recording:
        return 0, "Step"
    return int(windows.offset[row]), "Row of the recording"


def _panel(windows: Windows, row: int, channel: int) -> dict[str, Any]:
    start, place = _start(windows, row)
    n_channels, n_steps = windows.values.shape[1:]
    last = channel == n_channels - 1
    time = {
        "title": place if last else None,
        "labels": last,
        "ticks": last,
        "grid": False,
        "tickCount": 5,
        "format": "d",
    }
    name = {
        "text": windows.channel_names[channel],
        "fontSize": 10,
        "fontWeight": "normal",
        "offset": 2,
        "limit": _WIDTH,
    }
    return {
        "title": name,
        "width": _WIDTH,
        "height": max(28, min(64, 220 // n_channels)),
        # numbers alone, their place given by counting: a third of the size of named pairs
        "data": {"values": [significant(float(x)) for x in windows.values[row, channel]]},
        "transform": [
            {"window": [{"op": "row_number", "as": "place"}]},
            {"calculate": f"datum.place + {start - 1}", "as": "time"},
        ],
        "mark": {
            "type": "line",
            "strokeWidth": 1.2,
            "color": CLASS_COLOURS[channel % len(CLASS_COLOURS)],
        },
        "encoding": {
            "x": {
                "field": "time",
                "type": "quantitative",
                "axis": time,
                "scale": {"domain": [start, start + max(n_steps - 1, 1)], "nice": False},
            },
            "y": {
                "field": "data",
                "type": "quantitative",
                "axis": _VALUES,
                "scale": {"zero": False},
            },
        },
    }
