""".onnx file → its protobuf, checked, with shapes for a batch of one."""

from pathlib import Path
from typing import Any

from afterfit.errors import InputError, MissingExtraError
from afterfit.runtimes.model_format import read_model_bytes


def load_onnx(path: Path) -> Any:
    """Return the model as onnx's ``ModelProto``, with the shapes that follow from its input.

    Raises
    ------
    InputError
        When the file is not a valid ONNX model, or keeps its weights in another file.
    """
    try:
        import onnx
    except ModuleNotFoundError:
        raise MissingExtraError("profiling an ONNX model", "onnx") from None
    content = read_model_bytes(path)
    try:
        model = onnx.load_from_string(content)
        _refuse_external_data(model)
        onnx.checker.check_model(model)
        for one in model.graph.input:
            _set_batch_of_one(one)
        return onnx.shape_inference.infer_shapes(model, data_prop=True)
    except InputError as error:
        raise InputError(str(error), where=str(path)) from None
    except Exception as error:
        # protobuf, checker and shape inference each raise classes of their own
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise InputError(f"not a valid ONNX model ({reason})", where=str(path)) from None


def _refuse_external_data(model: Any) -> None:
    for tensor in model.graph.initializer:
        if tensor.data_location == tensor.EXTERNAL:
            files = {entry.key: entry.value for entry in tensor.external_data}
            raise InputError(
                f"the weights are kept in another file, {files.get('location', '?')!r}; save the "
                "model as one file: onnx.save(onnx.load(path), path)"
            )


def _set_batch_of_one(value: Any) -> None:
    dims = value.type.tensor_type.shape.dim
    if dims and not dims[0].HasField("dim_value"):
        dims[0].dim_value = 1


def value_shape(value: Any) -> tuple[int, ...] | None:
    """Return the shape of a value, None when a side is open or nothing is known."""
    tensor = value.type.tensor_type
    dims = tensor.shape.dim
    if not tensor.HasField("shape") or not all(dim.HasField("dim_value") for dim in dims):
        return None
    return tuple(dim.dim_value for dim in dims)


def element_type(number: int) -> str:
    """Return the name of an element type, such as "float32"."""
    from onnx import TensorProto

    name: str = TensorProto.DataType.Name(number).lower()
    return {"float": "float32", "double": "float64"}.get(name, name)


def constant_tensor(node: Any) -> Any | None:
    """Return the tensor of a Constant node, None where it holds a number or a text instead."""
    return next((entry.t for entry in node.attribute if entry.name == "value"), None)


def first_output(node: Any) -> str:
    """Return the first output that a node really gives; an empty name stands for one left out."""
    return next((str(name) for name in node.output if name), "")
