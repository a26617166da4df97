"""Multiply-accumulates of TFLite operators."""

from collections.abc import Callable, Sequence
from math import prod
from types import MappingProxyType

Shape = tuple[int, ...]


def _convolution(inputs: Sequence[Shape], output: Shape) -> int:
    return prod(output) * prod(inputs[1][1:])  # filter: outputs, height, width, inputs a group


def _depthwise(inputs: Sequence[Shape], output: Shape) -> int:
    return prod(output) * prod(inputs[1][1:3])  # filter: 1, height, width, channels


def _fully_connected(inputs: Sequence[Shape], output: Shape) -> int:
    return prod(output) * inputs[1][-1]


def _transposed(inputs: Sequence[Shape], output: Shape) -> int:
    # every element of the input is spread over a whole kernel; inputs: shape, filter, values
    return prod(inputs[2]) * prod(inputs[1][:3])


def _matrices(inputs: Sequence[Shape], output: Shape) -> int:
    # either may be transposed: of the first's two last sides, one is the output's and one is shared
    return prod(output) * prod(inputs[0][-2:]) // max(output[-2], 1)


_COUNTERS: MappingProxyType[str, Callable[[Sequence[Shape], Shape], int]] = MappingProxyType(
    {
        "CONV_2D": _convolution,
        "DEPTHWISE_CONV_2D": _depthwise,
        "FULLY_CONNECTED": _fully_connected,
        "TRANSPOSE_CONV": _transposed,
        "BATCH_MATMUL": _matrices,
    }
)

WEIGHTED = MappingProxyType(
    {
        "CONV_2D": (1, 2),
        "DEPTHWISE_CONV_2D": (1, 2),
        "FULLY_CONNECTED": (1, 2),
        "TRANSPOSE_CONV": (1, 3),
        "CONV_3D": (1, 2),
        "BATCH_MATMUL": (0, 1),
        "ADD": (0, 1),
        "SUB": (0, 1),
        "MUL": (0, 1),
        "DIV": (0, 1),
        "PRELU": (1,),
        "UNIDIRECTIONAL_SEQUENCE_LSTM": tuple(range(1, 18)),
        "SVDF": (1, 2, 3),
    }
)
"""Places of weights and biases among the inputs, by operator, where they are constants."""

_UNCOUNTED = frozenset(
    {"CONV_3D", "UNIDIRECTIONAL_SEQUENCE_LSTM", "LSTM", "RNN", "SVDF", "WHILE", "IF", "CALL_ONCE"}
)


def tflite_macs(operator: str, inputs: Sequence[Shape], output: Shape) -> int | None:
    """Return the multiply-accumulates of one operator for the shapes that it reads and writes.

    Only products of activations with weights, or of two activations in a matrix product, count:
    bias, pooling, softmax and element-wise operators are 0. None for recurrent and custom
    operators and for control flow, which are not counted.

    Examples
    --------
    >>> tflite_macs("CONV_2D", [(1, 49, 10, 1), (64, 10, 4, 1), (64,)], (1, 25, 5, 64))
    320000
    """
    if operator in _UNCOUNTED or operator.startswith("CUSTOM"):
        return None
    counter = _COUNTERS.get(operator)
    return counter(inputs, output) if counter else 0
