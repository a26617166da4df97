"""Weights and multiply-accumulates of ONNX operators."""

from collections.abc import Sequence
from math import prod
from types import MappingProxyType

Shape = tuple[int, ...]

WEIGHTED = MappingProxyType(
    {
        "Conv": (1, 2),
        "ConvTranspose": (1, 2),
        "Gemm": (0, 1, 2),
        "MatMul": (0, 1),
        "Add": (0, 1),
        "Sub": (0, 1),
        "Mul": (0, 1),
        "Div": (0, 1),
        "BatchNormalization": (1, 2),
        "PRelu": (1,),
        "LSTM": (1, 2, 3),
        "GRU": (1, 2, 3),
        "RNN": (1, 2, 3),
        "QLinearConv": (3, 8),
        "QLinearMatMul": (0, 3),
        "ConvInteger": (1,),
        "MatMulInteger": (0, 1),
    }
)
"""Places of weights and biases among the inputs, by operator (https://onnx.ai/onnx/operators/).

Scales, zero points, running statistics, shapes and axes are not parameters.
"""

_FILTER = MappingProxyType({"Conv": 1, "ConvInteger": 1, "QLinearConv": 3})
_PRODUCTS = frozenset({"Gemm", "MatMul", "MatMulInteger", "QLinearMatMul"})
_UNCOUNTED = frozenset({"LSTM", "GRU", "RNN", "Einsum", "Attention", "If", "Loop", "Scan"})


def onnx_macs(
    operator: str, inputs: Sequence[Shape | None], output: Shape | None, *, transposed: bool = False
) -> int | None:
    """Return the multiply-accumulates of one operator for the shapes that it reads and writes.

    Only products of activations with weights, or of two activations in a matrix product, count:
    bias, pooling, softmax and element-wise operators are 0. None for recurrent operators and
    control flow, which are not counted, and where a shape is not known.

    Parameters
    ----------
    transposed
        Whether the first matrix of a product is turned (``transA`` of Gemm).

    Examples
    --------
    >>> onnx_macs("Conv", [(1, 3, 64, 1), (8, 3, 5, 1)], (1, 8, 32, 1))
    3840
    """
    if operator in _UNCOUNTED:
        return None
    if operator == "ConvTranspose":
        return _product(inputs[0], inputs[1], skip=1)
    if operator in _FILTER:
        return _product(output, inputs[_FILTER[operator]], skip=1)
    if operator in _PRODUCTS:
        first = inputs[0]
        shared = None if not first else first[0 if transposed else -1]
        return None if output is None or shared is None else prod(output) * shared
    return 0


def _product(spread: Shape | None, kernel: Shape | None, skip: int) -> int | None:
    """Return elements of *spread* times elements of one slice of *kernel*."""
    return None if spread is None or kernel is None else prod(spread) * prod(kernel[skip:])
