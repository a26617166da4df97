"""Weights and biases as TFLite stores them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.training.tflite.conversion import Conversion, Shape, Value
from afterfit.training.tflite.quantized_graph import Constant, Quantization, QuantizedNode
from afterfit.training.tflite.rounding import correct_rounding

_LOWEST = -128
HIGHEST_BIAS = 2**30
"""Far enough from the end of 32 bits, so that the sum of products has room."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What a layer multiplies with, and what it adds."""

    values: NDArray[np.int8]
    """In the order of the file."""
    scales: NDArray[np.float32]
    """One step, or one an output channel."""
    axis: int
    """Axis of the output channels."""
    bias: NDArray[np.float64] | None
    """Numbers that are added, one an output channel; None adds nothing."""


def read_weights(work: Conversion, node: QuantizedNode, values: NDArray[Any], axis: int) -> Weights:
    """Return the weights of *node*, whose stored integers *values* are in the file's order.

    Raises
    ------
    InputError
        When they are not symmetric, or the bias is no stored tensor.
    """
    stored = work.constant(node.inputs[1], node)
    known = stored.quantization
    assert known is not None  # noqa: S101  # `constant` gives no other
    if known.zero_points.any():
        raise InputError(
            f"{node.where} must have symmetric weights (zero point 0), got a zero point of "
            f"{int(known.zero_points[np.flatnonzero(known.zero_points)[0]])}"
        )
    weights = Weights(values.astype(np.int8), known.scales, axis, _bias(work, node))
    return _corrected(work, node, weights)


def _bias(work: Conversion, node: QuantizedNode) -> NDArray[np.float64] | None:
    name = node.inputs[2] if len(node.inputs) > 2 else ""
    if not name:
        return None
    stored: Constant | None = work.graph.constants.get(name)
    if stored is None:
        raise InputError(f"{node.where} must have a stored bias where it reads {name!r}")
    return stored.real().ravel()


def _corrected(work: Conversion, node: QuantizedNode, weights: Weights) -> Weights:
    """Return weights and bias that TFLite's kernels round as the given ones should be rounded."""
    made = work.graph.quantization[node.output]
    ends_at_zero = bool(node.activation) or made.zero_point == _LOWEST
    if weights.bias is None or not ends_at_zero:
        return weights
    step = work.value(node.inputs[0], node).quantization.scale
    old: NDArray[np.float64] = step * weights.scales.astype(np.float64)
    more, shares = correct_rounding(old / made.scale)
    scales: NDArray[np.float32] = (weights.scales * shares).astype(np.float32)
    bias = (np.rint(weights.bias / old) + more) * step * scales.astype(np.float64)
    return replace(weights, scales=scales, bias=np.asarray(bias, np.float64))


def add_weighted(
    work: Conversion,
    node: QuantizedNode,
    kind: str,
    value: Value,
    weights: Weights,
    options: Mapping[str, Any],
    shape: Shape,
    version: int = 3,
) -> None:
    """Add a layer with weights, and what it makes, in the shape *shape*.

    The bias is stored in steps of the input's times the weights' scale, as the integers are summed.
    """
    quantization = Quantization(
        weights.scales, np.zeros(len(weights.scales), np.int64), weights.axis
    )
    places = [
        value.tensor,
        work.file.add_constant(f"{node.name}.weight", weights.values, quantization),
        _add_bias(work, node, value, weights),
    ]
    options = {**options, "fusedActivationFunction": node.activation or "NONE"}
    made = (node.name, shape, work.graph.quantization[node.output])
    tensor = work.step(kind, places, made, options, version)
    is_last = len(shape) == 4
    work.values[node.output] = Value(tensor, shape, made[2], is_channels_last=is_last)


def _add_bias(work: Conversion, node: QuantizedNode, value: Value, weights: Weights) -> int:
    if weights.bias is None:
        return -1
    scales = np.float32(value.quantization.scale) * weights.scales
    steps = np.rint(weights.bias / scales.astype(np.float64))
    if np.abs(steps).max(initial=0) > 2 * HIGHEST_BIAS - 1:
        raise InputError(
            f"{node.where} has a bias of {np.abs(weights.bias).max():.3g}, which 32-bit steps of "
            f"{scales.min():.3g} cannot hold; its weights are too small beside it"
        )
    quantization = Quantization(scales, np.zeros(len(scales), np.int64))
    return work.file.add_constant(f"{node.name}.bias", steps.astype(np.int32), quantization)
