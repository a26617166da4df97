"""The integer ends of an ONNX model → the scales that turn them into real numbers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records import GraphTensor
from afterfit.runtimes.batches import dequantize, quantize
from afterfit.runtimes.onnx_file import constant_tensor, element_type

_INPUT_TYPES = {"tensor(float)": "float32", "tensor(int8)": "int8", "tensor(uint8)": "uint8"}


def to_input(X: NDArray[Any], model: Any, one: Any) -> NDArray[Any]:
    """Return *X* in the type of the input *one* of a session; *model* is the ``ModelProto``.

    Floats are quantised by the step that dequantises the input; integers of its own type are given
    to the model as they are.

    Raises
    ------
    InputError
        When the input is of another type, or its scale is not in the file.
    """
    dtype = _INPUT_TYPES[one.type]
    if dtype == "float32" or X.dtype == dtype:
        return np.asarray(X, dtype=dtype)
    tensor = _scaled(model, one.name, dtype, end="input")
    if tensor is None:
        raise InputError(
            f"the model takes {dtype}, and no DequantizeLinear behind its input {one.name!r} tells "
            f"their scale; give it data of type {dtype}, quantised as it was trained"
        )
    return quantize(X, tensor)


def takes(one: Any) -> bool:
    """Say whether an input of a session is of a type that `to_input` gives."""
    return one.type in _INPUT_TYPES


def from_output(outputs: NDArray[Any], model: Any, name: str) -> NDArray[np.float64]:
    """Return the output *name* as real numbers, by the step that quantised it."""
    tensor = _scaled(model, name, str(outputs.dtype), end="output")
    return outputs.astype(np.float64) if tensor is None else dequantize(outputs, tensor)


def _scaled(model: Any, name: str, dtype: str, end: str) -> GraphTensor | None:
    from onnx import numpy_helper

    kind = "DequantizeLinear" if end == "input" else "QuantizeLinear"
    constants = {one.name: one for one in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == "Constant" and constant_tensor(node) is not None:
            constants[node.output[0]] = constant_tensor(node)
        given = node.input[0] if end == "input" and node.input else "".join(node.output[:1])
        stored = [constants[one] for one in node.input[1:] if one in constants]
        if node.op_type == kind and given == name and stored:
            scale, *zero = (numpy_helper.to_array(one).reshape(-1) for one in stored)
            if (len(zero) and element_type(stored[1].data_type) != dtype) or len(scale) != 1:
                return None
            zero_point = int(zero[0][0]) if zero else 0
            return GraphTensor(name, None, dtype, None, False, (float(scale[0]),), (zero_point,))
    return None
