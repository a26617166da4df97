"""Tensors and operators, one by one → the bytes of a .tflite file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import MissingExtraError
from afterfit.runtimes.tflite_file import tflite_schema
from afterfit.training.tflite.quantized_graph import Quantization

_SCHEMA_VERSION = 3
_ALIGNMENT = 16
_OLD_CODES = 127
"""Operators of higher numbers leave this one in the field that old readers look at."""


@dataclass(frozen=True, slots=True, eq=False)
class _StoredBytes:
    """A buffer that starts at a multiple of 16 bytes, as the schema demands.

    The generated Python classes do not see to it, and a microcontroller that cannot read an
    unaligned 32-bit bias stops.
    """

    data: NDArray[np.uint8]

    def Pack(self, builder: Any) -> Any:  # noqa: N802  # the generated classes call it so
        schema = tflite_schema()
        builder.StartVector(1, len(self.data), _ALIGNMENT)
        builder.head -= len(self.data)
        builder.Bytes[builder.head : builder.head + len(self.data)] = self.data.tobytes()
        vector = builder.EndVector()
        schema.BufferStart(builder)
        schema.BufferAddData(builder, vector)
        return schema.BufferEnd(builder)


@dataclass(slots=True)
class FlatbufferModel:
    """A .tflite in the making; tensors are named by their place, as operators read them."""

    schema: Any = field(default_factory=tflite_schema)
    tensors: list[Any] = field(default_factory=list)
    buffers: list[Any] = field(default_factory=list)
    operators: list[Any] = field(default_factory=list)
    codes: dict[tuple[str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # buffer 0 is the empty one of all activations
        self.buffers.append(self.schema.BufferT())

    def add_activation(self, name: str, shape: Sequence[int], quantization: Quantization) -> int:
        """Add an int8 tensor that the network computes, and return its place."""
        return self._add_tensor(name, shape, "INT8", 0, quantization)

    def add_constant(
        self, name: str, values: NDArray[Any], quantization: Quantization | None = None
    ) -> int:
        """Add a stored tensor, int8 or int32, and return its place."""
        self.buffers.append(_StoredBytes(np.frombuffer(values.tobytes(), np.uint8)))
        kind = values.dtype.name.upper()
        return self._add_tensor(name, values.shape, kind, len(self.buffers) - 1, quantization)

    def _add_tensor(
        self,
        name: str,
        shape: Sequence[int],
        kind: str,
        buffer: int,
        quantization: Quantization | None,
    ) -> int:
        tensor = self.schema.TensorT()
        tensor.name, tensor.shape = name, np.array(shape, np.int32)
        tensor.type, tensor.buffer = getattr(self.schema.TensorType, kind), buffer
        if quantization is not None:
            parameters = tensor.quantization = self.schema.QuantizationParametersT()
            parameters.scale = np.array(quantization.scales, np.float32)
            parameters.zeroPoint = np.array(quantization.zero_points, np.int64)
            parameters.quantizedDimension = quantization.axis
        self.tensors.append(tensor)
        return len(self.tensors) - 1

    def add_operator(
        self,
        kind: str,
        inputs: Sequence[int],
        output: int,
        options: Mapping[str, Any] | None = None,
        *,
        version: int = 2,
    ) -> None:
        """Add an operator.

        Parameters
        ----------
        kind
            Its name in the schema, such as "CONV_2D".
        inputs
            Tensors that it reads; -1 for one that is left out.
        output
            Tensor that it makes.
        options
            Fields of its table of options; names of enumerations as text.
        version
            Of the kernel; 2 is the first that computes in int8 for most operators.
        """
        operator = self.schema.OperatorT()
        operator.opcodeIndex = self.codes.setdefault((kind, version), len(self.codes))
        operator.inputs = np.array(inputs, np.int32)
        operator.outputs = np.array([output], np.int32)
        table = _OPTIONS.get(kind)
        if table:
            operator.builtinOptionsType = getattr(self.schema.BuiltinOptions, table)
            operator.builtinOptions = self._options(table, options or {})
        self.operators.append(operator)

    def _options(self, table: str, fields: Mapping[str, Any]) -> Any:
        options = getattr(self.schema, f"{table}T")()
        for name, value in fields.items():
            enumeration = getattr(self.schema, _ENUMERATIONS.get(name, ""), None)
            setattr(options, name, getattr(enumeration, value) if enumeration else value)
        return options

    def to_bytes(self, inputs: int, output: int, metadata: Mapping[str, bytes]) -> bytes:
        """Return the whole file, whose input and output are those tensors."""
        try:
            import flatbuffers
        except ModuleNotFoundError:
            raise MissingExtraError("writing a .tflite", "tflite") from None
        graph, model = self.schema.SubGraphT(), self.schema.ModelT()
        graph.tensors, graph.operators = self.tensors, self.operators
        graph.inputs, graph.outputs = (np.array([end], np.int32) for end in (inputs, output))
        model.version, model.description = _SCHEMA_VERSION, "afterfit"
        model.operatorCodes = [self._code(*one) for one in self.codes]
        model.metadata = [self._metadata(*one) for one in metadata.items()]
        model.subgraphs, model.buffers = [graph], self.buffers
        builder = flatbuffers.Builder(1024)
        builder.Finish(model.Pack(builder), b"TFL3")
        return bytes(builder.Output())

    def _code(self, kind: str, version: int) -> Any:
        code = self.schema.OperatorCodeT()
        code.builtinCode = getattr(self.schema.BuiltinOperator, kind)
        code.deprecatedBuiltinCode = min(code.builtinCode, _OLD_CODES)
        code.version = version
        return code

    def _metadata(self, name: str, content: bytes) -> Any:
        entry = self.schema.MetadataT()
        entry.name, entry.buffer = name, len(self.buffers)
        self.buffers.append(_StoredBytes(np.frombuffer(content, np.uint8)))
        return entry


_OPTIONS = {
    "CONV_2D": "Conv2DOptions",
    "DEPTHWISE_CONV_2D": "DepthwiseConv2DOptions",
    "FULLY_CONNECTED": "FullyConnectedOptions",
    "ADD": "AddOptions",
    "CONCATENATION": "ConcatenationOptions",
    "MAX_POOL_2D": "Pool2DOptions",
    "AVERAGE_POOL_2D": "Pool2DOptions",
    "MEAN": "ReducerOptions",
    "RESHAPE": "ReshapeOptions",
    "TRANSPOSE": "TransposeOptions",
    "PAD": "PadOptions",
    "PADV2": "PadV2Options",
    "QUANTIZE": "QuantizeOptions",
    "RESIZE_NEAREST_NEIGHBOR": "ResizeNearestNeighborOptions",
    "RESIZE_BILINEAR": "ResizeBilinearOptions",
    "SOFTMAX": "SoftmaxOptions",
}
_ENUMERATIONS = {"padding": "Padding", "fusedActivationFunction": "ActivationFunctionType"}
