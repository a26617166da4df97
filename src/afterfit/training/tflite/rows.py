"""Linear layers and other shapes → FULLY_CONNECTED, RESHAPE, SOFTMAX."""

from __future__ import annotations

from dataclasses import replace
from math import prod

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.training.tflite.conversion import Conversion, Value, flat_order
from afterfit.training.tflite.quantized_graph import Quantization, QuantizedNode
from afterfit.training.tflite.weighted import add_weighted, read_weights

_PER_CHANNEL_VERSION = 12
"""The first kernel that takes one scale an output."""
_SOFTMAX = Quantization(np.array([1 / 256], np.float32), np.array([-128], np.int64))
"""The one output quantisation of TFLite's kernel."""


def convert_linear(work: Conversion, node: QuantizedNode) -> None:
    """Add a linear layer; its weights follow the order in which its input lies."""
    shape = work.graph.shape(node.output)
    if len(shape) != 2:
        raise InputError(f"{node.where} must make one row a window, got the shape {shape}")
    value = work.value(node.inputs[0], node)
    stored = _outputs_first(work, node)
    if prod(value.shape[1:]) != stored.shape[1]:
        raise InputError(
            f"{node.where} must read {stored.shape[1]} numbers, got {prod(value.shape[1:])}"
        )
    order = flat_order(value)
    weights = read_weights(work, node, stored if order is None else stored[:, order], axis=0)
    options = {"weightsFormat": 0, "keepNumDims": False}
    version = _PER_CHANNEL_VERSION if len(weights.scales) > 1 else 4
    add_weighted(work, node, "FULLY_CONNECTED", value, weights, options, shape, version)


def _outputs_first(work: Conversion, node: QuantizedNode) -> NDArray[np.int8]:
    """Return the stored weights as (outputs, inputs), and refuse what TFLite has no name for."""
    one = node.attributes
    if one.get("transA", 0) or one.get("alpha", 1.0) != 1.0 or one.get("beta", 1.0) != 1.0:
        raise InputError(f"{node.where} must be x · W + b, without transA, alpha or beta")
    constant = work.constant(node.inputs[1], node)
    axis = 0 if one.get("transB", 0) else 1
    known = constant.quantization
    if known is not None and len(known.scales) > 1 and known.axis % 2 != axis:
        raise InputError(f"{node.where} must have one scale an output, got one an input")
    return constant.values if axis == 0 else constant.values.T


def convert_shape(work: Conversion, node: QuantizedNode) -> None:
    """Add what gives the same numbers another shape; nothing where only linear layers read it."""
    name = node.inputs[0]
    shape = work.graph.shape(node.output)
    if len(shape) == 2 and work.read_by_linear_layers_only(node.output):
        value = work.value(name, node)
        work.finish(node, replace(value, order=flat_order(value), is_channels_last=False))
        return
    value = work.plain(name, node)
    if value.order is not None:
        raise InputError(f"{node.where} reads a flat row, which only linear layers can")
    work.finish(node, work.reshaped(value, shape, node.name))


def convert_softmax(work: Conversion, node: QuantizedNode) -> None:
    """Add a softmax over the classes."""
    shape = work.graph.shape(node.output)
    if len(shape) != 2 or node.attributes.get("axis", -1) not in (1, -1):
        raise InputError(f"{node.where} must be taken over the classes of a row, axis 1")
    value = work.plain(node.inputs[0], node)
    value = work.reshaped(value, shape, f"{node.name} row")
    made = (node.name, shape, _SOFTMAX)
    tensor = work.step("SOFTMAX", [value.tensor], made, {"beta": 1.0})
    work.finish(node, Value(tensor, shape, _SOFTMAX))
