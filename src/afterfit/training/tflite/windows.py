"""Kernels, strides and padding of ONNX → those of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from afterfit.errors import InputError
from afterfit.training.tflite.conversion import Conversion, Shape, Value
from afterfit.training.tflite.padding import LONGEST_STRIDE, Pair, Window, choose_padding
from afterfit.training.tflite.quantized_graph import QuantizedNode

Sides = tuple[Pair, ...]
"""Elements before and behind each of the four axes."""


def windows_over(
    work: Conversion, node: QuantizedNode, shape: Shape, kernel: Sequence[int]
) -> tuple[Window, Window]:
    """Return how *node* moves its kernel over the two axes of an input of *shape*.

    Parameters
    ----------
    kernel
        Its sides along the two axes of the file.
    """
    attributes = node.attributes
    if attributes.get("auto_pad", b"NOTSET") not in (b"NOTSET", b"VALID"):
        raise InputError(f"{node.where} leaves its padding open (auto_pad); it must be in numbers")
    n_axes = len(work.graph.shape(node.output)) - 2
    begins = work.pair(attributes.get("pads", [0] * (2 * n_axes))[:n_axes])
    if n_axes == 1:
        begins = (0, begins[1])
    strides = work.pair(attributes.get("strides", [1] * n_axes))
    dilations = work.pair(attributes.get("dilations", [1] * n_axes))
    made = work.file_shape(node.output)[1:3]
    first, second = (
        Window(shape[1 + i], made[i], kernel[i], strides[i], dilations[i], begins[i])
        for i in (0, 1)
    )
    return first, second


def pad(
    work: Conversion, node: QuantizedNode, value: Value, windows: Sequence[Window], filler: int
) -> tuple[Value, str]:
    """Return the input of *node*, padded where the operator cannot, and the operator's own padding.

    Parameters
    ----------
    filler
        Integer that is put around the input.
    """
    padding = choose_padding(windows)
    if not padding.explicit:
        return value, padding.kind
    sides = ((0, 0), *padding.explicit, (0, 0))
    longest = max(one.stride for one in windows)
    add = _join if longest > LONGEST_STRIDE and not any(padding.explicit[0]) else _pad
    return add(work, node, value, sides, filler), padding.kind


def _pad(work: Conversion, node: QuantizedNode, value: Value, sides: Sides, filler: int) -> Value:
    inputs = [value.tensor, work.file.add_constant(f"{node.name}.pads", np.array(sides, np.int32))]
    kind = "PAD"
    if filler != value.quantization.zero_point:
        kind = "PADV2"
        stored = np.array([filler], np.int8)
        inputs.append(work.file.add_constant(f"{node.name}.filler", stored, value.quantization))
    made = (f"{node.name} padded", _padded_shape(value, sides), value.quantization)
    return replace(value, tensor=work.step(kind, inputs, made), shape=made[1])


def _join(work: Conversion, node: QuantizedNode, value: Value, sides: Sides, filler: int) -> Value:
    """Pad the width with stored columns.

    Vela 5.2 merges a PAD into the convolution behind it, and then cannot map its long stride.
    """
    inputs = [value.tensor]
    for place, n_columns in zip((0, 2), sides[2], strict=True):
        if n_columns:
            shape = (*value.shape[:2], n_columns, value.shape[3])
            stored = np.full(shape, filler, np.int8)
            name = f"{node.name}.{'behind' if place else 'before'}"
            inputs.insert(place, work.file.add_constant(name, stored, value.quantization))
    made = (f"{node.name} padded", _padded_shape(value, sides), value.quantization)
    options = {"axis": 2, "fusedActivationFunction": "NONE"}
    return replace(value, tensor=work.step("CONCATENATION", inputs, made, options), shape=made[1])


def _padded_shape(value: Value, sides: Sides) -> Shape:
    return tuple(size + sum(more) for size, more in zip(value.shape, sides, strict=True))
