"""ONNX file → ModelProfile."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from pathlib import Path
from types import MappingProxyType
from typing import Any

from afterfit.errors import InputError, MissingExtraError
from afterfit.records import LayerProfile, ModelProfile

_QUANTIZERS = ("QuantizeLinear", "DequantizeLinear")
_WEIGHT_INPUTS = MappingProxyType(
    {
        "Conv": (1, 2),
        "ConvTranspose": (1, 2),
        "Gemm": (0, 1, 2),
        "MatMul": (0, 1),
        "Add": (0, 1),
        "BatchNormalization": (1, 2),
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


def profile_onnx(path: Path, name: str, variant: str) -> ModelProfile:
    """Return size and layers of an ONNX file.

    Weights are found through the steps that quantise or dequantise them, so that a quantised model
    has as many parameters as its float reference.

    Raises
    ------
    InputError
        When the file is not a valid ONNX model with an input.
    """
    model = _load_with_shapes(path)
    graph = _Graph.of(model.graph)
    inputs = [one for one in model.graph.input if one.name not in graph.constants]
    if not inputs:
        raise InputError("the model has no input", where=str(path))
    return ModelProfile(
        name=name,
        variant=variant,
        input_shape=graph.shapes.get(inputs[0].name, ()),
        file_bytes=path.stat().st_size,
        layers=tuple(_layers(model.graph.node, graph)),
    )


@dataclass(frozen=True, slots=True)
class _Graph:
    constants: dict[str, int]
    """Number of elements of each constant."""
    sources: dict[str, str]
    """What each output of a quantise or dequantise step was made from."""
    shapes: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, graph: Any) -> "_Graph":
        constants = {tensor.name: prod(tensor.dims) for tensor in graph.initializer}
        for node in graph.node:
            if node.op_type == "Constant":
                constants[node.output[0]] = _constant_elements(node)
        steps = [node for node in graph.node if node.op_type in _QUANTIZERS]
        return cls(
            constants=constants,
            sources={step.output[0]: step.input[0] for step in steps},
            shapes=dict(_shapes(graph)),
        )

    def n_elements(self, tensor: str) -> int:
        while tensor in self.sources:
            tensor = self.sources[tensor]
        return self.constants.get(tensor, 0)


def _layers(nodes: Any, graph: _Graph) -> Iterator[LayerProfile]:
    for node in nodes:
        if node.op_type in (*_QUANTIZERS, "Constant"):
            continue
        places = _WEIGHT_INPUTS.get(node.op_type, ())
        weights = [node.input[place] for place in places if place < len(node.input)]
        yield LayerProfile(
            name=node.name,
            operator=node.op_type,
            output_shape=graph.shapes.get(node.output[0], ()),
            n_parameters=sum(graph.n_elements(weight) for weight in weights),
        )


def _load_with_shapes(path: Path) -> Any:
    try:
        import onnx
    except ModuleNotFoundError:
        raise MissingExtraError("profiling an ONNX model", "onnx") from None
    try:
        model = onnx.load_from_string(path.read_bytes())
        onnx.checker.check_model(model)
        for one in model.graph.input:
            _set_batch_of_one(one)
        return onnx.shape_inference.infer_shapes(model, data_prop=True)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None
    except Exception as error:
        # protobuf, checker and shape inference each raise classes of their own
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise InputError(f"not a valid ONNX model ({reason})", where=str(path)) from None


def _set_batch_of_one(value: Any) -> None:
    dims = value.type.tensor_type.shape.dim
    if dims and not dims[0].HasField("dim_value"):
        dims[0].dim_value = 1


def _shapes(graph: Any) -> Iterator[tuple[str, tuple[int, ...]]]:
    for value in [*graph.input, *graph.value_info, *graph.output]:
        dims = value.type.tensor_type.shape.dim
        if all(dim.HasField("dim_value") for dim in dims):
            yield value.name, tuple(dim.dim_value for dim in dims)


def _constant_elements(node: Any) -> int:
    return sum(prod(entry.t.dims) for entry in node.attribute if entry.name == "value")
