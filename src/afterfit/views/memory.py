"""Which tensor holds which memory, and when."""

from typing import Any

from afterfit.records import ActivationMemory, BufferLife, ModelProfile
from afterfit.views.charts import Chart, make_chart
from afterfit.views.numbers import count, counted, size
from afterfit.views.palette import CLASS_COLOURS, INK
from afterfit.views.tables import Table, make_table


def chart_memory(profile: ModelProfile) -> Chart | None:
    """Return the arena over time: one block a tensor, as high as its bytes, as wide as its life.

    None where the file does not tell every size, or there is nothing to place.
    """
    memory = profile.memory
    if memory is None or not memory.buffers:
        return None
    layer = [_blocks(profile, memory), _line(memory)]
    return make_chart(
        "Activation memory over time",
        _describe(profile, memory),
        {"width": 520, "height": 260, "layer": layer},
        subtitle=_subtitle(profile, memory),
    )


def _blocks(profile: ModelProfile, memory: ActivationMemory) -> dict[str, Any]:
    values = [_block(profile, place, one) for place, one in enumerate(memory.buffers)]
    return {
        "data": {"values": values},
        "mark": {"type": "rect", "stroke": "white", "strokeWidth": 0.7, "fillOpacity": 0.85},
        "encoding": _encoding(memory),
    }


def _encoding(memory: ActivationMemory) -> dict[str, Any]:
    steps = {"title": "Operator", "tickMinStep": 1, "format": "d", "grid": False}
    places = {"title": "Place in the arena, bytes", "format": ",d", "tickCount": 6}
    time, height = (
        {"domain": [0, most], "nice": False} for most in (memory.n_steps, memory.planned_bytes)
    )
    return {
        "x": {"field": "start", "type": "quantitative", "scale": time, "axis": steps},
        "x2": {"field": "end"},
        "y": {"field": "low", "type": "quantitative", "scale": height, "axis": places},
        "y2": {"field": "high"},
        "fill": {"field": "colour", "type": "nominal", "scale": None},
        "tooltip": [
            {"field": "tensor", "type": "nominal", "title": "Tensor"},
            {"field": "size", "type": "nominal", "title": "Size"},
            {"field": "life", "type": "nominal", "title": "Alive"},
        ],
    }


def _block(profile: ModelProfile, place: int, buffer: BufferLife) -> dict[str, Any]:
    return {
        "tensor": buffer.tensor,
        "size": size(buffer.n_bytes),
        "life": _life(profile, buffer),
        "start": buffer.first,
        "end": buffer.last + 1,
        "low": buffer.offset,
        "high": buffer.offset + buffer.n_bytes,
        "colour": CLASS_COLOURS[place % len(CLASS_COLOURS)],
    }


def _life(profile: ModelProfile, buffer: BufferLife) -> str:
    first, last = (profile.layers[step].operator for step in (buffer.first, buffer.last))
    if buffer.first == buffer.last:
        return f"operator {buffer.first} ({first})"
    return f"operators {buffer.first} ({first}) to {buffer.last} ({last})"


def _line(memory: ActivationMemory) -> dict[str, Any]:
    return {
        "data": {"values": [{"bytes": memory.lower_bound_bytes, "text": "lower bound"}]},
        "mark": {"type": "rule", "strokeDash": [5, 4], "color": INK},
        "encoding": {
            "y": {"field": "bytes", "type": "quantitative"},
            "tooltip": [{"field": "text", "type": "nominal", "title": "Line"}],
        },
    }


def _subtitle(profile: ModelProfile, memory: ActivationMemory) -> str:
    return (
        f"{profile.variant}, {memory.basis}: {count(memory.planned_bytes)} bytes planned; "
        f"dashed: {count(memory.lower_bound_bytes)} bytes, the most that is alive at one time"
    )


def _describe(profile: ModelProfile, memory: ActivationMemory) -> str:
    largest = max(memory.buffers, key=lambda one: one.n_bytes)
    return (
        f"{profile.variant}: {counted(len(memory.buffers), 'tensor')} in "
        f"{size(memory.planned_bytes)}, {memory.basis}; the largest is {largest.tensor} with "
        f"{size(largest.n_bytes)}."
    )


def table_memory(profile: ModelProfile) -> Table | None:
    """Return one row a tensor with its size, life and place; None as for `chart_memory`."""
    memory = profile.memory
    if memory is None or not memory.buffers:
        return None
    rows = [
        [one.tensor, size(one.n_bytes), _life(profile, one), count(one.offset)]
        for one in memory.buffers
    ]
    note = " ".join([f"{_subtitle(profile, memory)}.", *memory.caveats])
    columns = ["Tensor", ">Size", "Alive", ">First byte"]
    return make_table(f"Activation memory of {profile.variant}", columns, rows, note=note)
