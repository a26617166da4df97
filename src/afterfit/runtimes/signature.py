"""Any model file → what it takes and gives, without running it."""

from pathlib import Path
from typing import Any

from afterfit.errors import InputError
from afterfit.records import ModelSignature
from afterfit.runtimes.model_format import model_format
from afterfit.runtimes.onnx_file import element_type, load_onnx
from afterfit.runtimes.tflite_model import read_tflite_graph
from afterfit.runtimes.torch_program import torch_signature


def read_signature(path: Path) -> ModelSignature:
    """Return input and output of a model, whose content tells its format.

    Raises
    ------
    InputError
        When the file is no whole model, or has not one input.
    """
    match model_format(path):
        case "tflite":
            return _of_tflite(path)
        case "onnx":
            return _of_onnx(path)
        case "torch":
            return torch_signature(path)
        case "sklearn":
            return ModelSignature((None, None), "float64", None, "")


def _of_tflite(path: Path) -> ModelSignature:
    graph = read_tflite_graph(path)
    _only(len(graph.inputs), path)
    given, made = (graph.tensors[ends[0]] for ends in (graph.inputs, graph.outputs))
    n_outputs = made.shape[-1] if made.shape else None
    return ModelSignature(given.shape or (), given.dtype, n_outputs, "last")


def _of_onnx(path: Path) -> ModelSignature:
    # shapes of the file itself: for cost, the loader makes an open batch one
    graph = load_onnx(path).graph
    stored = {one.name for one in graph.initializer}
    inputs = [one for one in graph.input if one.name not in stored]
    _only(len(inputs), path)
    real = [one for one in graph.output if _dtype(one).startswith(("float", "int8", "uint8"))]
    sides = _sides((real or [*graph.output])[0])
    return ModelSignature(
        _sides(inputs[0]), _dtype(inputs[0]), sides[-1] if len(sides) > 1 else None, "first"
    )


def _only(n_inputs: int, path: Path) -> None:
    if n_inputs != 1:
        raise InputError(
            f"the model must have one input, got {n_inputs}; only such models are run",
            where=str(path),
        )


def _sides(value: Any) -> tuple[int | None, ...]:
    dims = value.type.tensor_type.shape.dim
    return tuple(dim.dim_value if dim.HasField("dim_value") else None for dim in dims)


def _dtype(value: Any) -> str:
    return element_type(value.type.tensor_type.elem_type)
