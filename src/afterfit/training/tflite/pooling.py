"""Poolings and means → MAX_POOL_2D, AVERAGE_POOL_2D and MEAN."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from afterfit.errors import InputError
from afterfit.training.tflite.conversion import Conversion, Value
from afterfit.training.tflite.padding import Window, choose_padding
from afterfit.training.tflite.quantized_graph import QuantizedNode
from afterfit.training.tflite.windows import pad, windows_over

_LOWEST = -128


def convert_max_pool(work: Conversion, node: QuantizedNode) -> None:
    """Add a pooling that keeps the highest; the lowest integer surrounds the input."""
    value = work.channels_last(node.inputs[0], node)
    windows = _windows(work, node, value)
    _add_pool(work, node, "MAX_POOL_2D", pad(work, node, value, windows, _LOWEST), windows)


def convert_average_pool(work: Conversion, node: QuantizedNode) -> None:
    """Add a pooling that averages."""
    value = work.channels_last(node.inputs[0], node)
    windows = _windows(work, node, value)
    padding = choose_padding(windows)
    counted = bool(node.attributes.get("count_include_pad", 0))
    if padding.kind == "SAME" and counted:
        raise InputError(
            f"{node.where} counts what it pads with; leave the padding away or use "
            "count_include_pad=False"
        )
    if padding.explicit and not counted:
        raise InputError(
            f"{node.where} pads {padding.explicit} without counting it, which TFLite cannot; leave "
            "the padding away or use a stride of 1"
        )
    placed = pad(work, node, value, windows, value.quantization.zero_point)
    _add_pool(work, node, "AVERAGE_POOL_2D", placed, windows)


def _windows(work: Conversion, node: QuantizedNode, value: Value) -> tuple[Window, Window]:
    windows = windows_over(work, node, value.shape, work.pair(node.attributes["kernel_shape"]))
    if any(one.dilation > 1 for one in windows):
        raise InputError(f"{node.where} has a dilation; TFLite's poolings have none")
    return windows


def _add_pool(
    work: Conversion,
    node: QuantizedNode,
    kind: str,
    placed: tuple[Value, str],
    windows: Sequence[Window],
) -> None:
    value, padding = placed
    options = {
        "padding": padding,
        "strideH": windows[0].stride,
        "strideW": windows[1].stride,
        "filterHeight": windows[0].kernel,
        "filterWidth": windows[1].kernel,
    }
    shape = work.file_shape(node.output)
    # what a pooling gives has the scale of what it reads
    tensor = work.step(kind, [value.tensor], (node.name, shape, value.quantization), options)
    work.finish(node, Value(tensor, shape, value.quantization, is_channels_last=True))


def convert_mean(work: Conversion, node: QuantizedNode) -> None:
    """Add a mean over axes, which gives its output its own scale in one rounding."""
    shape = work.graph.shape(node.inputs[0])
    n_axes = len(shape)
    axes = sorted({axis % n_axes for axis in _axes(work, node, n_axes)})
    if axes != list(range(2, n_axes)) or n_axes < 3:
        raise InputError(
            f"{node.where} takes the mean over the axes {axes}; it can be taken over all behind "
            "the channels"
        )
    value = work.channels_last(node.inputs[0], node)
    places = work.file.add_constant(f"{node.name}.axes", np.array([1, 2], np.int32))
    quantization = work.graph.quantization[node.output]
    pooled = (value.shape[0], 1, 1, value.shape[3])
    made = (node.name, pooled, quantization)
    tensor = work.step("MEAN", [value.tensor, places], made, {"keepDims": True})
    # without the axes it is a row, of which a linear layer needs no other shape
    work.values[node.output] = Value(tensor, pooled, quantization, is_channels_last=True)


def _axes(work: Conversion, node: QuantizedNode, n_axes: int) -> list[int]:
    if node.kind == "GlobalAveragePool":
        return list(range(2, n_axes))
    if len(node.inputs) > 1 and node.inputs[1]:
        return [int(axis) for axis in work.graph.constants[node.inputs[1]].values.ravel()]
    return [int(axis) for axis in node.attributes.get("axes", range(n_axes))]
