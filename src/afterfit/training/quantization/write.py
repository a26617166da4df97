"""Quantised network → ONNX file. Loads torch: import it where it is used."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from afterfit.training.quantization.grid import Grid, activation_grid
from afterfit.training.quantization.network import QuantizedNetwork, along
from afterfit.training.quantization.parts import BIAS_GRID, QuantizeStep
from afterfit.training.quantization.plan import QuantizationPlan

Array = NDArray[Any]


def onnx_bytes(network: QuantizedNetwork, model: Any, plan: QuantizationPlan) -> bytes:
    """Return the graph with the network's integers and scales in it.

    Nodes and tensors stay those that ONNX Runtime wrote, so that models made after and during
    training have the same patterns. Weights of 4 and 2 bits are stored as int8 whose values lie on
    the narrow grid; a Clip in front of a quantise step holds an activation to its narrow grid. The
    widths are noted in the file's metadata, for who counts its cost.

    Parameters
    ----------
    model
        The graph that the network was made from; it is not changed.
    """
    written = copy.deepcopy(model)
    stored = {tensor.name: tensor for tensor in written.graph.initializer}
    for name, values in _integers_and_scales(network):
        _replace(stored[name], values)
    _insert_clips(network, written.graph)
    if (plan.weight_bits, plan.activation_bits) != (8, 8):
        _note_widths(written, plan)
    content: bytes = written.SerializeToString(deterministic=True)
    return content


def _integers_and_scales(network: QuantizedNetwork) -> Iterator[tuple[str, Array]]:
    for weight in network.parts.weights:
        values, scale = network.learned(weight.name), network.scale(weight.scale)
        yield weight.stored, _rounded(values, along(scale, weight.axis, values.ndim), weight.grid)
        yield weight.scale, _array(scale)
    for bias in network.parts.biases:
        scale = network.bias_scale(bias)
        yield bias.stored, _rounded(network.learned(bias.name), scale, BIAS_GRID)
        yield bias.scale, _array(scale)
    for step in network.parts.steps:
        if isinstance(step, QuantizeStep):
            yield step.scale, _array(network.scale(step.scale))
            yield step.zero_point, np.asarray(network.zero_point(step.zero_point))
    for name in network.in_float:
        yield name, _array(network.learned(name))


def _rounded(values: Tensor, scale: Tensor, grid: Grid) -> Array:
    whole = (values / scale).round().detach().double().numpy()
    return np.asarray(np.clip(whole, grid.lowest, grid.highest))


def _array(values: Tensor) -> Array:
    array: Array = values.detach().numpy()
    return array


def _replace(tensor: Any, values: Array) -> None:
    from onnx import numpy_helper

    old = numpy_helper.to_array(tensor)
    new = np.asarray(values.reshape(old.shape), dtype=old.dtype, order="C")
    if np.array_equal(old, new):
        return  # one value has several encodings; what was not changed keeps its bytes
    tensor.CopyFrom(numpy_helper.from_array(new, tensor.name))


def _insert_clips(network: QuantizedNetwork, graph: Any) -> None:
    """Put a Clip in front of each step whose grid is narrower than what int8 holds."""
    steps = {
        one.output: one
        for one in network.parts.steps
        if isinstance(one, QuantizeStep) and one.grid != activation_grid(8) and not one.is_on_grid
    }
    nodes = list(graph.node)
    del graph.node[:]
    for node in nodes:
        step = steps.get(node.output[0])
        if step is not None:
            graph.node.append(_clip(network, step, graph))
            node.input[0] = graph.node[-1].output[0]
        graph.node.append(node)


def _clip(network: QuantizedNetwork, step: QuantizeStep, graph: Any) -> Any:
    from onnx import helper, numpy_helper

    scale, zero_point = _array(network.scale(step.scale)), network.zero_point(step.zero_point)
    names = [f"{step.input}_lowest", f"{step.input}_highest"]
    for name, end in zip(names, (step.grid.lowest, step.grid.highest), strict=True):
        limit = np.asarray((end - zero_point) * scale, dtype=np.float32)
        graph.initializer.append(numpy_helper.from_array(limit, name))
    output = f"{step.input}_Clipped"
    return helper.make_node("Clip", [step.input, *names], [output], f"{step.input}_Clip")


def _note_widths(model: Any, plan: QuantizationPlan) -> None:
    for name in ("weight_bits", "activation_bits"):
        entry = model.metadata_props.add()
        entry.key, entry.value = f"afterfit.{name}", str(getattr(plan, name))
