"""Small .tflite files, written with the schema's own classes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.shared_data import MLPERF_TINY

MLPERF = MLPERF_TINY
needs_mlperf = pytest.mark.skipif(not MLPERF.exists(), reason=f"the models of {MLPERF} are absent")


@dataclass(frozen=True)
class T:
    """A tensor to write."""

    shape: tuple[int, ...]
    dtype: str = "float32"
    data: NDArray[Any] | None = None
    scales: Sequence[float] = ()
    zeros: Sequence[int] = ()
    axis: int = 0
    variable: bool = False


Op = tuple[str, list[int], list[int]]


def write_tflite(
    path: Path, tensors: list[T], ops: list[Op], inputs: list[int], outputs: list[int]
) -> Path:
    """Write a model; operators take their options from `_options`."""
    import flatbuffers
    from ai_edge_litert import schema_py_generated as s

    model = s.ModelT()
    model.version, model.buffers, model.operatorCodes = 3, [s.BufferT()], []
    graph = s.SubGraphT()
    graph.tensors = [_tensor(s, model, place, one) for place, one in enumerate(tensors)]
    graph.operators = []
    for kind, read, made in ops:
        code, op = s.OperatorCodeT(), s.OperatorT()
        number = getattr(s.BuiltinOperator, kind, s.BuiltinOperator.CUSTOM)
        code.builtinCode, code.deprecatedBuiltinCode, code.version = number, min(number, 127), 1
        code.customCode = kind.encode() if number == s.BuiltinOperator.CUSTOM else None
        op.opcodeIndex, op.inputs, op.outputs = len(model.operatorCodes), read, made
        op.builtinOptionsType, op.builtinOptions = _options(s, kind)
        model.operatorCodes.append(code)
        graph.operators.append(op)
    graph.inputs, graph.outputs = inputs, outputs
    model.subgraphs = [graph]
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    path.write_bytes(bytes(builder.Output()))
    return path


def _tensor(s: Any, model: Any, place: int, one: T) -> Any:
    tensor = s.TensorT()
    tensor.name, tensor.shape = f"t{place}".encode(), list(one.shape)
    tensor.type, tensor.buffer = getattr(s.TensorType, one.dtype.upper()), 0
    tensor.isVariable = one.variable
    if one.data is not None:
        buffer = s.BufferT()
        buffer.data = np.frombuffer(one.data.astype(one.dtype).tobytes(), np.uint8)
        tensor.buffer = len(model.buffers)
        model.buffers.append(buffer)
    if one.scales:
        tensor.quantization = s.QuantizationParametersT()
        tensor.quantization.scale, tensor.quantization.zeroPoint = list(one.scales), list(one.zeros)
        tensor.quantization.quantizedDimension = one.axis
    return tensor


def _options(s: Any, kind: str) -> tuple[int, Any]:
    name = {
        "CONV_2D": "Conv2DOptions",
        "DEPTHWISE_CONV_2D": "DepthwiseConv2DOptions",
        "FULLY_CONNECTED": "FullyConnectedOptions",
        "ADD": "AddOptions",
        "RESHAPE": "ReshapeOptions",
        "CONCATENATION": "ConcatenationOptions",
    }.get(kind)
    if name is None:
        return 0, None
    options = getattr(s, name + "T")()
    for field in ("strideH", "strideW", "dilationHFactor", "dilationWFactor", "depthMultiplier"):
        if hasattr(options, field):
            setattr(options, field, 1)
    if kind == "CONCATENATION":
        options.axis = 1
    return getattr(s.BuiltinOptions, name), options


def write_dense(path: Path, kind: str = "float") -> Path:
    """A fully connected layer, 4 → 3, of one of the classes that a model can have."""
    weights = np.arange(12).reshape(3, 4) - 6
    if kind in ("float", "hybrid", "weight-only"):
        stored = "float32" if kind == "float" else "int8"
        scales, zeros = ([], []) if kind == "float" else ([0.5], [0])
        tensors = [
            T((1, 4)),
            T((3, 4), stored, weights, scales, zeros),
            T((3,), data=np.array([0.0, 1.0, -1.0])),
            T((1, 3)),
        ]
        ops: list[Op] = [("FULLY_CONNECTED", [0, 1, 2], [3])]
        if kind == "weight-only":
            tensors.append(T((3, 4)))
            ops = [("DEQUANTIZE", [1], [4]), ("FULLY_CONNECTED", [0, 4, 2], [3])]
        return write_tflite(path, tensors, ops, [0], [3])
    tensors = [
        T((1, 4), "int8", None, [0.5], [3]),
        T((3, 4), "int8", weights, [0.25], [0]),
        T((3,), "int32", np.array([0, 8, -8]), [0.125], [0]),
        T((1, 3), "int8", None, [0.5], [-5]),
    ]
    middle: Op = ("FULLY_CONNECTED", [0, 1, 2], [3])
    if kind == "int8":
        return write_tflite(path, tensors, [middle], [0], [3])
    tensors += [T((1, 4)), T((1, 3))]
    ops = [("QUANTIZE", [4], [0]), middle, ("DEQUANTIZE", [3], [5])]
    return write_tflite(path, tensors, ops, [4], [5])


def write_random(path: Path, seed: int, n_ops: int = 12) -> Path:
    """A graph of additions and concatenations whose tensors live for long and short."""
    rng = np.random.default_rng(seed)
    tensors, ops = [T((1, int(rng.integers(1, 40))))], []
    for place in range(1, n_ops + 1):
        read = [int(one) for one in rng.integers(0, place, 2)]
        if rng.random() < 0.5:
            tensors.append(T(tensors[read[0]].shape))
            ops.append(("ADD", [read[0], read[0]], [place]))
        else:
            tensors.append(T((1, sum(tensors[one].shape[1] for one in read))))
            ops.append(("CONCATENATION", read, [place]))
    return write_tflite(path, tensors, ops, [0], [n_ops])
