"""ModelGraph → when each tensor is alive, and where a planner puts it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from afterfit.records import ActivationMemory, BufferLife, ModelGraph

_ALIGNMENT = 16
"""Bytes; TFLite Micro's MicroArenaBufferAlignment."""


def plan_memory(graph: ModelGraph) -> ActivationMemory | None:
    """Return the memory for activations as TFLite Micro lays it out; None where sizes are unknown.

    Every tensor that is not a constant has a buffer of its own, from the operator that makes it to
    the last that reads it; the model's inputs live from the start, its outputs to the end. What a
    kernel needs beside them is a buffer too, for as long as it runs.

    References
    ----------
    tflite-micro, ``micro_allocation_info.cc`` and ``greedy_memory_planner.cc``. The sum equals the
    head of the arena that TFLite Micro reports; the tail, which holds the runtime's own tables, is
    not part of it.
    """
    lives = _lives(graph)
    if any(graph.tensors[life.tensor].n_bytes is None for life in lives):
        return None
    buffers = [*(_buffer(graph, life) for life in lives), *_scratch(graph)]
    placed = place_greedily([one for one in buffers if one.n_bytes])
    exact = graph.file_format == "tflite" and graph.dtype_class != "hybrid" and not graph.caveats
    return ActivationMemory(
        basis="computed" if exact else "estimated",
        lower_bound_bytes=lower_bound(placed),
        planned_bytes=max((one.offset + one.n_bytes for one in placed), default=0),
        n_steps=len(graph.operators),
        buffers=tuple(placed),
        caveats=graph.caveats,
    )


def place_greedily(buffers: Sequence[BufferLife]) -> list[BufferLife]:
    """Return *buffers*, in the order given, with the offsets that TFLite Micro gives them.

    The largest comes first, and of equal ones the last in the file; each goes into the first gap
    between those buffers that are alive at the same time and already have a place.

    Examples
    --------
    >>> early, late = BufferLife("a", 32, 0, 1, 0), BufferLife("b", 16, 1, 2, 0)
    >>> [one.offset for one in place_greedily([early, late])]
    [0, 32]
    """
    order = sorted(range(len(buffers)), key=lambda place: (buffers[place].n_bytes, place))
    placed: dict[int, BufferLife] = {}
    for place in reversed(order):
        wanted = buffers[place]
        neighbours = [one for one in placed.values() if _meet(one, wanted)]
        placed[place] = replace(wanted, offset=_first_gap(neighbours, wanted.n_bytes))
    return [placed[place] for place in range(len(buffers))]


def lower_bound(buffers: Sequence[BufferLife]) -> int:
    """Return the most bytes that are alive at one time.

    Examples
    --------
    >>> lower_bound([BufferLife("a", 32, 0, 1, 0), BufferLife("b", 16, 2, 3, 0)])
    32
    """
    # the sum can only grow where a buffer begins
    starts = {one.first for one in buffers}
    return max((_alive(buffers, step) for step in starts), default=0)


def _alive(buffers: Sequence[BufferLife], step: int) -> int:
    return sum(one.n_bytes for one in buffers if one.first <= step <= one.last)


def _meet(one: BufferLife, other: BufferLife) -> bool:
    return one.first <= other.last and other.first <= one.last


def _first_gap(neighbours: list[BufferLife], n_bytes: int) -> int:
    offset = 0
    for one in sorted(neighbours, key=lambda buffer: buffer.offset):
        if one.offset - offset >= n_bytes:
            break
        offset = max(offset, one.offset + one.n_bytes)
    return offset


@dataclass(frozen=True, slots=True)
class _Life:
    tensor: int
    first: int
    last: int


def _lives(graph: ModelGraph) -> list[_Life]:
    first = dict.fromkeys(graph.inputs, 0)
    last = dict(first)
    for step, operator in enumerate(graph.operators):
        for tensor in operator.outputs:
            first.setdefault(tensor, step)
            last[tensor] = step
        for tensor in _activations(graph, operator.inputs):
            first.setdefault(tensor, step)
            last[tensor] = step
    for tensor in graph.outputs:
        if tensor in first:
            last[tensor] = len(graph.operators) - 1
    return [_Life(tensor, first[tensor], last[tensor]) for tensor in sorted(first)]


def _activations(graph: ModelGraph, tensors: Sequence[int]) -> Iterator[int]:
    return (tensor for tensor in tensors if not graph.tensors[tensor].is_constant)


def _buffer(graph: ModelGraph, life: _Life) -> BufferLife:
    tensor = graph.tensors[life.tensor]
    return BufferLife(tensor.name, _aligned(tensor.n_bytes or 0), life.first, life.last, offset=0)


def _scratch(graph: ModelGraph) -> Iterator[BufferLife]:
    for step, one in enumerate(graph.operators):
        for n_bytes in one.scratch_bytes:
            yield BufferLife(f"{one.name} (scratch)", _aligned(n_bytes), step, step, offset=0)


def _aligned(n_bytes: int) -> int:
    return -(-n_bytes // _ALIGNMENT) * _ALIGNMENT
