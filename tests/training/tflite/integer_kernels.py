"""TFLite Micro's reference kernels in NumPy, integer by integer, for the operators of the zoo.

Source: tflite-micro, ``reference/integer_ops`` and ``micro/kernels``. Nothing is shared with the
code that writes the files.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.runtimes import read_tflite_graph
from afterfit.runtimes.batches import quantize
from afterfit.runtimes.tflite_file import tflite_schema
from afterfit.runtimes.window_order import in_order_of_input

Integers = NDArray[np.int64]


def multiplier(factor: float) -> tuple[int, int]:
    """Return mantissa of 31 bits and exponent (``QuantizeMultiplier``)."""
    mantissa, exponent = np.frexp(factor)
    stored = int(np.floor(float(mantissa) * 2**31 + 0.5))
    return (stored // 2, int(exponent) + 1) if stored == 2**31 else (stored, int(exponent))


def multiplied(sums: Integers, mantissa: Any, exponent: Any) -> Integers:
    """Return ``MultiplyByQuantizedMultiplier``: rounded to whole numbers, then shifted."""
    left, right = np.maximum(exponent, 0), np.maximum(-np.asarray(exponent), 0)
    product = (sums << left) * mantissa
    nudged = product + np.where(product >= 0, 2**30, 1 - 2**30)
    high = np.sign(nudged) * (np.abs(nudged) // 2**31)
    mask = (1 << right) - 1
    return np.asarray((high >> right) + ((high & mask) > (mask >> 1) + (high < 0)))


def input_integers(path: Path, X: NDArray[Any]) -> Integers:
    """Return windows as the integers of the file's input."""
    graph = read_tflite_graph(path)
    integers: Integers = quantize(in_order_of_input(X, graph), graph.tensors[graph.inputs[0]])
    return integers


class IntegerModel:
    """A .tflite whose operators are computed by the functions below."""

    def __init__(self, path: Path) -> None:
        schema = tflite_schema()
        self.model = schema.ModelT.InitFromPackedBuf(path.read_bytes())
        self.graph = self.model.subgraphs[0]
        codes = {v: k for k, v in vars(schema.BuiltinOperator).items() if isinstance(v, int)}
        self.kinds = [codes[code.builtinCode] for code in self.model.operatorCodes]
        self.values: dict[int, Integers] = {}

    def run(self, X: Integers) -> Integers:
        """Return the output's integers for a batch of the input's; keeps all tensors' values."""
        self.values = {int(self.graph.inputs[0]): X.astype(np.int64)}
        for operator in self.graph.operators:
            kind = self.kinds[operator.opcodeIndex]
            self.values[int(operator.outputs[0])] = KERNELS[kind](self, operator)
        return self.values[int(self.graph.outputs[0])]

    def tensor(self, place: int) -> Any:
        return self.graph.tensors[place]

    def stored(self, place: int) -> Integers:
        kind = {2: np.int32, 9: np.int8}[self.tensor(place).type]
        data = np.asarray(self.model.buffers[self.tensor(place).buffer].data, np.uint8)
        return data.view(kind).reshape(self.tensor(place).shape).astype(np.int64)

    def read(self, operator: Any, number: int) -> Integers:
        place = int(operator.inputs[number])
        return self.values[place] if place in self.values else self.stored(place)

    def ends(self, operator: Any, number: int = 0) -> tuple[Any, Any]:
        read, made = int(operator.inputs[number]), int(operator.outputs[0])
        return self.tensor(read).quantization, self.tensor(made).quantization


def _held(values: Integers, made: Any, is_relu: bool) -> Integers:
    zero = int(made.zeroPoint[0])
    return np.clip(values + zero, zero if is_relu else -128, 127)


def _weighted(model: IntegerModel, operator: Any, sums: Integers, is_relu: bool) -> Integers:
    """Add the bias, and bring sums with the channels last to the output's scale."""
    read, made = model.ends(operator)
    weights = np.asarray(model.tensor(int(operator.inputs[1])).quantization.scale, np.float64)
    if len(operator.inputs) > 2 and operator.inputs[2] >= 0:
        sums = sums + model.read(operator, 2)
    pairs = [multiplier(float(read.scale[0]) * one / float(made.scale[0])) for one in weights]
    mantissas, exponents = np.array(pairs).T
    return _held(multiplied(sums, mantissas, exponents), made, is_relu)


def _patches(x: Integers, operator: Any, sides: tuple[int, int], filler: int) -> Integers:
    """Return what lies under each place of a kernel, shape (n, height, width, *sides, channels)."""
    options = operator.builtinOptions
    steps = options.strideH, options.strideW
    wide = getattr(options, "dilationHFactor", 1), getattr(options, "dilationWFactor", 1)
    reach = [(side - 1) * one + 1 for side, one in zip(sides, wide, strict=True)]
    around = [(0, 0), (0, 0)]
    if options.padding == 0:  # SAME
        for axis, (size, step) in enumerate(zip(x.shape[1:3], steps, strict=True)):
            missing = max((-(-size // step) - 1) * step + reach[axis] - size, 0)
            around[axis] = (missing // 2, missing - missing // 2)
    x = np.pad(x, [(0, 0), *around, (0, 0)], constant_values=filler)
    seen = np.lib.stride_tricks.sliding_window_view(x, reach, axis=(1, 2))
    seen = seen[:, :: steps[0], :: steps[1], :, :: wide[0], :: wide[1]]
    return np.moveaxis(seen, 3, -1)


def _convolution(model: IntegerModel, operator: Any) -> Integers:
    zero = int(model.ends(operator)[0].zeroPoint[0])
    weights = model.read(operator, 1)
    seen = _patches(model.read(operator, 0), operator, weights.shape[1:3], zero) - zero
    sums = np.tensordot(seen, weights, axes=([3, 4, 5], [1, 2, 3]))
    return _weighted(model, operator, sums, operator.builtinOptions.fusedActivationFunction == 1)


def _depthwise(model: IntegerModel, operator: Any) -> Integers:
    zero = int(model.ends(operator)[0].zeroPoint[0])
    weights = model.read(operator, 1)[0]
    seen = _patches(model.read(operator, 0), operator, weights.shape[:2], zero) - zero
    seen = np.repeat(seen, operator.builtinOptions.depthMultiplier, axis=-1)
    sums = (seen * weights).sum(axis=(3, 4))
    return _weighted(model, operator, sums, operator.builtinOptions.fusedActivationFunction == 1)


def _linear(model: IntegerModel, operator: Any) -> Integers:
    x, weights = model.read(operator, 0), model.read(operator, 1)
    x = x.reshape(len(x), -1) - int(model.ends(operator)[0].zeroPoint[0])
    is_relu = operator.builtinOptions.fusedActivationFunction == 1
    return _weighted(model, operator, x @ weights.T, is_relu)


def _max_pool(model: IntegerModel, operator: Any) -> Integers:
    sides = operator.builtinOptions.filterHeight, operator.builtinOptions.filterWidth
    found: Integers = _patches(model.read(operator, 0), operator, sides, -128).max(axis=(3, 4))
    return found


def _add(model: IntegerModel, operator: Any) -> Integers:
    """Return both in steps of twice the larger scale, 2^20 times finer, added and brought back."""
    ends = [model.ends(operator, number) for number in (0, 1)]
    scales, made = [float(read.scale[0]) for read, _ in ends], ends[0][1]
    twice = 2 * max(scales)
    sums: Integers = np.zeros(1, np.int64)
    for number, (read, _) in enumerate(ends):
        finer = (model.read(operator, number) - int(read.zeroPoint[0])) << 20
        sums = sums + multiplied(finer, *multiplier(scales[number] / twice))
    back = multiplied(sums, *multiplier(twice / (2**20 * float(made.scale[0]))))
    return _held(back, made, operator.builtinOptions.fusedActivationFunction == 1)


def _mean(model: IntegerModel, operator: Any) -> Integers:
    read, made = model.ends(operator)
    x, axes = model.read(operator, 0), tuple(model.read(operator, 1).tolist())
    n = int(np.prod([x.shape[axis] for axis in axes]))
    mantissa, exponent = multiplier(float(read.scale[0]) / float(made.scale[0]))
    shift = min(n.bit_length() - 1, 32, 31 + exponent)
    sums = x.sum(axis=axes, keepdims=True) - int(read.zeroPoint[0]) * n
    return _held(multiplied(sums, (mantissa << shift) // n, exponent - shift), made, False)


def _pad(model: IntegerModel, operator: Any) -> Integers:
    is_named = len(operator.inputs) > 2
    filler = model.read(operator, 2) if is_named else model.ends(operator)[1].zeroPoint[0]
    sides = model.read(operator, 1)
    return np.pad(model.read(operator, 0), sides, constant_values=int(np.ravel(filler)[0]))


def _concatenation(model: IntegerModel, operator: Any) -> Integers:
    n = max(len(one) for one in model.values.values())
    parts = [model.read(operator, number) for number in range(len(operator.inputs))]
    parts = [np.broadcast_to(one, (n, *one.shape[1:])) for one in parts]
    return np.concatenate(parts, axis=operator.builtinOptions.axis)


def _reshape(model: IntegerModel, operator: Any) -> Integers:
    x = model.read(operator, 0)
    return x.reshape(len(x), *model.tensor(int(operator.outputs[0])).shape[1:])


def _transpose(model: IntegerModel, operator: Any) -> Integers:
    return model.read(operator, 0).transpose(model.read(operator, 1))


def _quantize(model: IntegerModel, operator: Any) -> Integers:
    read, made = model.ends(operator)
    pair = multiplier(float(read.scale[0]) / float(made.scale[0]))
    x = model.read(operator, 0) - int(read.zeroPoint[0])
    return _held(multiplied(x, *pair), made, False)


def _repeated(model: IntegerModel, operator: Any) -> Integers:
    x, size = model.read(operator, 0), model.read(operator, 1)
    for axis, wanted in enumerate(size.tolist(), start=1):
        x = np.take(x, np.arange(wanted) * x.shape[axis] // wanted, axis=axis)
    return x


def _interpolated(model: IntegerModel, operator: Any) -> Integers:
    x, size = model.read(operator, 0), model.read(operator, 1)
    for axis, wanted in enumerate(size.tolist(), start=1):
        n = x.shape[axis]
        step = ((n << 10) + wanted // 2) // wanted
        place = np.arange(wanted) * step + step // 2 - 512
        low = np.maximum(place >> 10, 0)
        high = np.minimum((place + 1023) >> 10, n - 1)
        share = (place - 1024 * low).reshape([-1 if one == axis else 1 for one in range(4)])
        x = np.take(x, low, axis=axis) * (1024 - share) + np.take(x, high, axis=axis) * share
    nudged = x + np.where(x > 0, 2**19, -(2**19))
    return np.asarray(np.sign(nudged) * (np.abs(nudged) // 2**20))


KERNELS: dict[str, Callable[[IntegerModel, Any], Integers]] = {
    "ADD": _add,
    "CONV_2D": _convolution,
    "DEPTHWISE_CONV_2D": _depthwise,
    "FULLY_CONNECTED": _linear,
    "MAX_POOL_2D": _max_pool,
    "MEAN": _mean,
    "PAD": _pad,
    "PADV2": _pad,
    "CONCATENATION": _concatenation,
    "RESHAPE": _reshape,
    "TRANSPOSE": _transpose,
    "QUANTIZE": _quantize,
    "RESIZE_NEAREST_NEIGHBOR": _repeated,
    "RESIZE_BILINEAR": _interpolated,
}
