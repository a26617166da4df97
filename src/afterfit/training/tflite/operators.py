"""Which operator of ONNX is converted by which function: add a line to cover one more."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from afterfit.training.tflite.conversion import Conversion
from afterfit.training.tflite.convolutions import convert_convolution
from afterfit.training.tflite.elementwise import (
    convert_addition,
    convert_concatenation,
    convert_relu,
    convert_rescaling,
)
from afterfit.training.tflite.normalization import convert_normalization
from afterfit.training.tflite.pooling import convert_average_pool, convert_max_pool, convert_mean
from afterfit.training.tflite.quantized_graph import RESHAPING, QuantizedNode
from afterfit.training.tflite.resizing import convert_resize
from afterfit.training.tflite.rows import convert_linear, convert_shape, convert_softmax

Converter = Callable[[Conversion, QuantizedNode], None]
"""Adds to the file what an operator computes, and keeps the value under the operator's output."""

CONVERTERS: MappingProxyType[str, Converter] = MappingProxyType(
    {
        "Conv": convert_convolution,
        "BatchNormalization": convert_normalization,
        "Gemm": convert_linear,
        "MatMul": convert_linear,
        "Add": convert_addition,
        "Concat": convert_concatenation,
        "Relu": convert_relu,
        "MaxPool": convert_max_pool,
        "AveragePool": convert_average_pool,
        "GlobalAveragePool": convert_mean,
        "ReduceMean": convert_mean,
        "Resize": convert_resize,
        "Softmax": convert_softmax,
        "QuantizeLinear": convert_rescaling,
        **dict.fromkeys(RESHAPING, convert_shape),
    }
)
"""Function of each operator, by the name that ONNX has for it."""
