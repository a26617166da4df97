"""The signals of one window."""

from typing import Any

from afterfit.records import Windows
from afterfit.views.charts import Chart, make_chart
from afterfit.views.numbers import counted, significant
from afterfit.views.palette import CLASS_COLOURS

_WIDTH = 236
_VALUES = {"title": None, "tickCount": 3, "minExtent": 34}


def chart_window(windows: Windows, row: int, title: str, subtitle: str = "") -> Chart:
    """Return the signals of one window, one panel a channel, over the rows of its recording."""
    n_channels, n_steps = windows.values.shape[1:]
    source = windows.source_names[windows.source[row]]
    start = int(windows.offset[row])
    description = (
        f"{title}: {counted(n_channels, 'channel')} of {source}, "
        f"rows {start} to {start + n_steps - 1}."
    )
    panels = [_panel(windows, row, channel) for channel in range(n_channels)]
    body = {"vconcat": panels, "spacing": 2}
    return make_chart(title, description, body, subtitle=subtitle, widest=_WIDTH + 60)


def _panel(windows: Windows, row: int, channel: int) -> dict[str, Any]:
    start = int(windows.offset[row])
    n_channels, n_steps = windows.values.shape[1:]
    last = channel == n_channels - 1
    time = {
        "title": "Row of the recording" if last else None,
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
