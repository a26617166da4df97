"""Convolution → CONV_2D and DEPTHWISE_CONV_2D."""

from __future__ import annotations

from afterfit.errors import InputError
from afterfit.training.tflite.conversion import Conversion
from afterfit.training.tflite.quantized_graph import QuantizedNode
from afterfit.training.tflite.weighted import add_weighted, read_weights
from afterfit.training.tflite.windows import pad, windows_over


def convert_convolution(work: Conversion, node: QuantizedNode) -> None:
    """Add a convolution over one or two axes, depthwise where every channel is on its own."""
    value = work.channels_last(node.inputs[0], node)
    stored = work.constant(node.inputs[1], node).values
    n_channels, groups = value.shape[-1], node.attributes.get("group", 1)
    is_depthwise = groups > 1 and groups == n_channels and stored.shape[1] == 1
    if groups > 1 and not is_depthwise:
        raise InputError(f"{node.where} has {groups} groups; it can have 1, or one a channel")
    filters = stored.reshape(work.expanded(stored.shape))  # outputs, inputs, two axes
    windows = windows_over(work, node, value.shape, filters.shape[2:])
    value, padding = pad(work, node, value, windows, value.quantization.zero_point)
    options = {
        "padding": padding,
        "strideH": windows[0].stride,
        "strideW": windows[1].stride,
        "dilationHFactor": windows[0].dilation,
        "dilationWFactor": windows[1].dilation,
    }
    shape = work.file_shape(node.output)
    if is_depthwise:
        options["depthMultiplier"] = len(filters) // n_channels
        weights = read_weights(work, node, filters.transpose(1, 2, 3, 0), axis=3)
        add_weighted(work, node, "DEPTHWISE_CONV_2D", value, weights, options, shape)
    else:
        weights = read_weights(work, node, filters.transpose(0, 2, 3, 1), axis=0)
        add_weighted(work, node, "CONV_2D", value, weights, options, shape)
