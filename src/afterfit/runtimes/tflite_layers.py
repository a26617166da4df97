""".tflite file and windows → the outputs of its layers."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.records import GraphTensor, LayerOutput, ModelGraph
from afterfit.runtimes.batches import from_batches, to_batches
from afterfit.runtimes.litert import MOST_BYTES, refuse_giants, run_litert_child
from afterfit.runtimes.tflite_model import read_tflite_graph

_PASSING = frozenset({"QUANTIZE", "DEQUANTIZE", "RESHAPE"})
"""Operators that compute nothing of their own: they are not layers."""


def tflite_layer_outputs(path: Path, X: NDArray[Any]) -> tuple[LayerOutput, ...]:
    """Return what every layer of a .tflite gives; see `layer_outputs`."""
    graph = read_tflite_graph(path)
    refuse_giants(graph, MOST_BYTES, path)
    steps = [
        step
        for step, one in enumerate(graph.operators)
        if one.operator not in _PASSING and one.outputs
    ]
    tensors = [graph.operators[step].outputs[0] for step in steps]
    arrays = {"batches": to_batches(X, graph, path), "tensors": np.array(tensors, np.int64)}
    found = run_litert_child(path, arrays, "reference")
    places = {step: place for place, step in enumerate(steps)}
    return tuple(
        _layer(
            graph,
            step,
            from_batches(found[f"tensor{tensor}"], graph.tensors[tensor], len(X)),
            places,
        )
        for step, tensor in zip(steps, tensors, strict=True)
    )


def _layer(
    graph: ModelGraph, step: int, values: NDArray[np.float64], places: dict[int, int]
) -> LayerOutput:
    operator = graph.operators[step]
    tensor = graph.tensors[operator.outputs[0]]
    lowest, highest = tensor_range(tensor)
    return LayerOutput(
        name=operator.name,
        operator=operator.operator,
        tensor=f"{places[step]}: {operator.name}",  # names of two conversions need not agree
        values=values,
        channel_axis=-1,
        lowest=lowest,
        highest=highest,
        reads=layers_read(graph, step, places),
    )


def tensor_range(tensor: GraphTensor) -> tuple[float, float]:
    """Return the smallest and largest number that a quantised tensor holds, else infinities."""
    if not tensor.scales or np.dtype(tensor.dtype).kind not in "iu":
        return float("-inf"), float("inf")
    limits = np.iinfo(np.dtype(tensor.dtype))
    scale, zero = tensor.scales[0], tensor.zero_points[0]
    return (limits.min - zero) * scale, (limits.max - zero) * scale


def layers_read(graph: ModelGraph, step: int, places: dict[int, int]) -> tuple[int, ...]:
    """Return the layers whose outputs an operator reads, through steps that are no layers.

    Parameters
    ----------
    places
        Place of each layer among the layers, by its place among the operators.
    """
    found: set[int] = set()
    waiting = [(tensor, step) for tensor in graph.operators[step].inputs]
    while waiting:
        tensor, before = waiting.pop()
        makers = [s for s in range(before) if tensor in graph.operators[s].outputs]
        if makers and makers[-1] in places:
            found.add(places[makers[-1]])
        elif makers:
            waiting += [(one, makers[-1]) for one in graph.operators[makers[-1]].inputs]
    return tuple(sorted(found))
