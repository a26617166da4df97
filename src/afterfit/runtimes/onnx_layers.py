"""ONNX file and windows → the outputs of its layers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.records import GraphTensor, LayerOutput
from afterfit.runtimes.batches import dequantize
from afterfit.runtimes.onnx_file import element_type, first_output, load_onnx
from afterfit.runtimes.onnx_graph import QUANTIZERS, read_onnx_graph
from afterfit.runtimes.onnx_session import run_onnx_tensors
from afterfit.runtimes.onnx_widths import simulated_clips
from afterfit.runtimes.tflite_layers import layers_read, tensor_range

_ADDED = "_QuantizeLinear_Input"
"""What ONNX Runtime's quantiser appends to the name of a tensor in front of a quantise step."""


def onnx_layer_outputs(path: Path, X: NDArray[Any]) -> tuple[LayerOutput, ...]:
    """Return what every layer of an ONNX file gives; see `layer_outputs`.

    A layer in front of a quantise step gives what comes out of it, since a ReLU may have been
    folded into that step.
    """
    model, graph = load_onnx(path), read_onnx_graph(path)
    steps, clips = _quantize_steps(model.graph), simulated_clips(model)
    steps |= dict(_narrow_steps(model.graph, clips, steps))
    nodes = [
        node
        for node in model.graph.node
        if node.op_type not in (*QUANTIZERS, "Constant") and node.output[0] not in clips
    ]
    fetched = [_fetched(first_output(node), steps) for node in nodes]
    arrays = run_onnx_tensors(path, model, fetched, X)
    places = {place: place for place in range(len(nodes))}
    return tuple(
        _layer(node, arrays, steps, layers_read(graph, place, places))
        for place, node in enumerate(nodes)
    )


def _layer(
    node: Any, arrays: dict[str, NDArray[Any]], steps: dict[str, "_Step"], reads: tuple[int, ...]
) -> LayerOutput:
    name = first_output(node)
    values = arrays[_fetched(name, steps)]
    lowest, highest = float("-inf"), float("inf")
    if name in steps:
        lowest, highest = steps[name].range
        values = dequantize(values, steps[name].tensor)
    return LayerOutput(
        name=node.name or name,
        operator=node.op_type,
        tensor=name.removesuffix(_ADDED),
        values=values.astype(np.float64),
        channel_axis=1,
        lowest=lowest,
        highest=highest,
        reads=reads,
    )


@dataclass(frozen=True, slots=True)
class _Step:
    output: str
    """Tensor of integers."""
    tensor: GraphTensor
    """Its type, scale and zero point."""
    range: tuple[float, float]
    """The smallest and largest number that it holds."""


def _fetched(name: str, steps: dict[str, _Step]) -> str:
    return steps[name].output if name in steps else name


def _narrow_steps(
    graph: Any, clips: dict[str, Any], steps: dict[str, _Step]
) -> Iterator[tuple[str, _Step]]:
    """Give the tensor in front of each Clip to a narrow grid the step behind it, and its range."""
    from onnx import numpy_helper

    constants = {tensor.name: tensor for tensor in graph.initializer}
    for output, clip in clips.items():
        low, high = (float(numpy_helper.to_array(constants[name])) for name in clip.input[1:])
        yield clip.input[0], replace(steps[output], range=(low, high))


def _quantize_steps(graph: Any) -> dict[str, _Step]:
    """Return the quantise step behind each tensor that has one with a single scale."""
    from onnx import numpy_helper

    constants = {tensor.name: tensor for tensor in graph.initializer}
    steps = {}
    for node in graph.node:
        stored = [constants[name] for name in node.input[1:] if name in constants]
        if node.op_type != "QuantizeLinear" or len(stored) < 2:
            continue
        scale, zero = (numpy_helper.to_array(tensor).reshape(-1) for tensor in stored)
        if len(scale) == 1:
            tensor = GraphTensor(
                name=node.output[0],
                shape=None,
                dtype=element_type(stored[1].data_type),
                n_bytes=None,
                is_constant=False,
                scales=(float(scale[0]),),
                zero_points=(int(zero[0]),),
            )
            steps[node.input[0]] = _Step(node.output[0], tensor, tensor_range(tensor))
    return steps
