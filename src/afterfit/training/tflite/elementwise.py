"""Additions, joints, activations and changes of scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from afterfit.errors import InputError
from afterfit.training.tflite.conversion import CHANNELS_LAST, Conversion, Value
from afterfit.training.tflite.quantized_graph import QuantizedNode


def convert_addition(work: Conversion, node: QuantizedNode) -> None:
    """Add the sum of two activations, or of one and a stored tensor."""
    read = _alike(work, node, [one for one in node.inputs if one in work.values])
    is_last = read[0].is_channels_last
    found = iter(read)
    tensors = [
        next(found).tensor if one in work.values else _stored(work, node, one, is_last)
        for one in node.inputs
    ]
    options = {"fusedActivationFunction": node.activation or "NONE"}
    _make(work, node, "ADD", tensors, is_last, options)


def convert_concatenation(work: Conversion, node: QuantizedNode) -> None:
    """Join activations, each brought to the scale of the whole before."""
    read = _alike(work, node, node.inputs)
    quantization = work.graph.quantization[node.output]
    n_sides = len(work.graph.shape(node.output))
    axis = int(node.attributes["axis"]) % n_sides
    if read[0].is_channels_last:
        axis = _axis_in_file(work, axis, n_sides)
    rescaled = [
        work.rescaled(value, quantization, f"{node.name} part {number}")
        for number, value in enumerate(read)
    ]
    tensors = [value.tensor for value in rescaled]
    options = {"axis": axis, "fusedActivationFunction": "NONE"}
    _make(work, node, "CONCATENATION", tensors, read[0].is_channels_last, options)


def convert_relu(work: Conversion, node: QuantizedNode) -> None:
    """Add a ReLU that no operator before it could take up."""
    value = work.value(node.inputs[0], node)
    quantization = work.graph.quantization[node.output]
    tensor = work.step("RELU", [value.tensor], (node.name, value.shape, quantization))
    work.values[node.output] = replace(value, tensor=tensor, quantization=quantization)


def convert_rescaling(work: Conversion, node: QuantizedNode) -> None:
    """Give an activation another scale."""
    value = work.value(node.inputs[0], node)
    work.values[node.output] = work.rescaled(value, work.graph.quantization[node.output], node.name)


def _alike(
    work: Conversion, node: QuantizedNode, names: list[str] | tuple[str, ...]
) -> list[Value]:
    """Return activations that lie in the same order of axes."""
    values = [work.value(name, node) for name in names]
    if any(value.order is not None for value in values):
        raise InputError(f"{node.where} reads a flat row, which only linear layers can")
    if any(value.is_channels_last for value in values):
        return [work.channels_last(name, node) for name in names]
    return values


def _make(
    work: Conversion,
    node: QuantizedNode,
    kind: str,
    tensors: list[int],
    is_last: bool,
    options: Mapping[str, Any],
) -> None:
    name = node.output
    shape = work.file_shape(name) if is_last else work.graph.shape(name)
    quantization = work.graph.quantization[name]
    tensor = work.step(kind, tensors, (node.name, shape, quantization), options)
    work.values[name] = Value(tensor, shape, quantization, is_channels_last=is_last)


def _stored(work: Conversion, node: QuantizedNode, name: str, is_last: bool) -> int:
    constant = work.constant(name, node)
    if constant.quantization is None or len(constant.quantization.scales) > 1:
        raise InputError(f"{node.where} must read a stored tensor with one scale in {name!r}")
    n_sides = len(work.graph.shape(node.output))
    sides = (*(1,) * (n_sides - constant.values.ndim), *constant.values.shape)
    values = constant.values.reshape(sides)
    if is_last:
        values = values.reshape(work.expanded(sides)).transpose(CHANNELS_LAST)
    return work.file.add_constant(
        f"{node.name}.{name}", np.ascontiguousarray(values), constant.quantization
    )


def _axis_in_file(work: Conversion, axis: int, n_sides: int) -> int:
    # mark the axis by a side of 2 and see where it goes; the last side of an upright image is 1
    sides = work.expanded(tuple(2 if place == axis else 1 for place in range(n_sides)))
    return CHANNELS_LAST.index(sides.index(2))
