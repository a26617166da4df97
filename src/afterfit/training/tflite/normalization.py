"""Batch normalisation → DEPTHWISE_CONV_2D."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.training.tflite.conversion import Conversion
from afterfit.training.tflite.quantized_graph import Quantization, QuantizedNode
from afterfit.training.tflite.rounding import rescale
from afterfit.training.tflite.weighted import HIGHEST_BIAS, Weights, add_weighted

_HIGHEST_WEIGHT = 127
_INPUTS = np.arange(-128, 128)[:, None]
_TINY = float(np.finfo(np.float32).tiny)
_FLATTER = (1.0, 1 - 1e-4, 1 - 2e-4, 1 - 4e-4, 1 - 8e-4)
"""Shares of a factor that are tried: rounded twice, outputs are too far from 0 on average."""

Reals = NDArray[np.float64]
Integers = NDArray[np.int64]


def convert_normalization(work: Conversion, node: QuantizedNode) -> None:
    """Add a batch normalisation, as a depthwise convolution with one weight a channel.

    A weight's own scale makes of it the very factor, so that only the shift and the output are
    rounded; a multiplication and an addition would each round to 8 bits.
    """
    value = work.channels_last(node.inputs[0], node)
    ends = value.quantization, work.graph.quantization[node.output]
    gamma, beta, mean, variance = (work.graph.constants[name].real() for name in node.inputs[1:])
    spread = np.sqrt(variance + node.attributes.get("epsilon", 1e-5))
    factors = gamma / spread
    inputs = (_INPUTS - ends[0].zero_point) * ends[0].scale
    # the stored mean and variance tell which inputs are common
    shares = np.exp(-0.5 * ((inputs - mean) / spread) ** 2)
    chosen = choose_integers(factors, beta - factors * mean, shares, ends)
    weights = Weights(
        chosen.weights.astype(np.int8).reshape(1, 1, 1, -1),
        chosen.scales.astype(np.float32),
        axis=3,
        bias=chosen.biases * ends[0].scale * chosen.scales,
    )
    options = {"padding": "VALID", "strideH": 1, "strideW": 1, "depthMultiplier": 1}
    shape = work.file_shape(node.output)
    add_weighted(work, node, "DEPTHWISE_CONV_2D", value, weights, options, shape)


@dataclass(frozen=True, slots=True, eq=False)
class ChannelIntegers:
    """How each channel is scaled and shifted, in integers; arrays of shape (n_channels,)."""

    weights: Integers
    scales: Reals
    """What a weight of 1 stands for."""
    biases: Integers
    """In steps of the input's scale times the weight's."""


def choose_integers(
    factors: Reals, shifts: Reals, shares: Reals, ends: tuple[Quantization, Quantization]
) -> ChannelIntegers:
    """Return the integers that round the fewest outputs otherwise than exact numbers would.

    Any weight from 1 to 127 stands for the factor exactly. But the bias is a whole number of steps
    of the input's scale times factor / weight, and kernels round the sum twice, which is the worse
    the larger those steps are. So all weights, the biases around the nearest, and factors that are
    up to a thousandth smaller are tried, until no input is left that rounds otherwise.

    Parameters
    ----------
    factors, shifts : arrays of shape (n_channels,)
        What the input is multiplied with, and what is then added.
    shares : array of shape (256, n_channels)
        How common each input is, from -128 to 127.
    ends
        Quantisation of the input and of the output.
    """
    read, made = ends
    inputs = _INPUTS - read.zero_point
    wanted = _held(np.rint((inputs * read.scale * factors + shifts) / made.scale), made)
    best = ChannelIntegers(*(np.zeros(len(factors), kind) for kind in (np.int64, float, np.int64)))
    fewest = np.full(len(factors), np.inf)
    # a factor of next to 0 beside a large shift: steps in which the shift can be stored
    sizes = np.maximum(np.abs(factors), np.abs(shifts) / (read.scale * HIGHEST_BIAS)) + _TINY
    for one in _candidates(factors, shifts / read.scale, sizes):
        if not fewest.any():
            break
        sums = inputs * one.weights + one.biases
        got = _held(rescale(sums, read.scale * one.scales / made.scale), made)
        misses = (shares * (got != wanted)).sum(axis=0)
        better = misses < fewest
        fewest[better] = misses[better]
        best.weights[better] = one.weights[better]
        best.scales[better] = one.scales[better]
        best.biases[better] = one.biases[better]
    return best


def _candidates(factors: Reals, shifts: Reals, sizes: Reals) -> Iterator[ChannelIntegers]:
    for share, size in product(_FLATTER, range(_HIGHEST_WEIGHT, 0, -1)):
        scales = sizes / size
        weights = np.rint(factors / scales).astype(np.int64)
        nearest = np.rint(shifts / scales).astype(np.int64)
        for biases in (nearest, nearest + 1, nearest - 1):
            yield ChannelIntegers(weights, scales * share, biases)


def _held(steps: NDArray[Any], made: Quantization) -> NDArray[Any]:
    held: NDArray[Any] = np.clip(steps, -128 - made.zero_point, 127 - made.zero_point)
    return held
