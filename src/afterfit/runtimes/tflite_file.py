""".tflite file → the tables of its schema, checked for what all readers rely on."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from math import prod
from pathlib import Path
from typing import Any

from afterfit.errors import InputError, MissingExtraError
from afterfit.runtimes.element_bits import ELEMENT_BITS
from afterfit.runtimes.model_format import model_format, read_model_bytes


def load_tflite(path: Path) -> Any:
    """Return the model as the schema's ``ModelT``, with one subgraph or more.

    Every tensor that an operator names exists, every tensor names a buffer that exists, and every
    buffer that holds something holds as many bytes as its tensor declares.

    Raises
    ------
    InputError
        When the file is not a whole and consistent .tflite.
    """
    content = read_model_bytes(path)
    if model_format(path) != "tflite":
        raise InputError("not a TFLite model: bytes 4 to 8 are not 'TFL3'", where=str(path))
    schema = tflite_schema()
    with refusing_damage(path):
        model = schema.ModelT.InitFromPackedBuf(content, 0)
        _check(model)
    return model


@contextmanager
def refusing_damage(path: Path) -> Iterator[None]:
    """Turn whatever a damaged file leads to into an `InputError` that names the file."""
    try:
        yield
    except InputError as error:
        raise InputError(f"not a whole TFLite model: {error}", where=str(path)) from None
    except Exception as error:
        # flatbuffers follows offsets wherever they lead: struct.error, TypeError, ValueError, …
        raise InputError(
            f"not a whole TFLite model, it is cut off or damaged ({error})", where=str(path)
        ) from None


@cache
def tflite_schema() -> Any:
    """Return the generated module of the schema, from whichever package brings it."""
    try:
        from ai_edge_litert import schema_py_generated
    except ModuleNotFoundError:
        raise MissingExtraError("reading a .tflite", "tflite") from None
    return schema_py_generated


def operator_name(model: Any, operator: Any) -> str:
    """Return the kind of an operator: "CONV_2D", or "CUSTOM" and the name of a custom one."""
    code = model.operatorCodes[operator.opcodeIndex]
    # files before 2020 have only the first, which holds up to 127
    number = max(code.deprecatedBuiltinCode, code.builtinCode)
    name = _names("BuiltinOperator").get(number, f"operator {number}")
    return f"CUSTOM {text(code.customCode)}" if name == "CUSTOM" else name


def dtype_name(tensor: Any) -> str:
    """Return the name of a tensor's element type, in lower case."""
    return _names("TensorType").get(tensor.type, f"type {tensor.type}").lower()


def declared_bytes(tensor: Any) -> int | None:
    """Return the bytes that a tensor's shape and type call for; None for texts and the like."""
    bits = ELEMENT_BITS.get(dtype_name(tensor))
    return None if bits is None else -(-prod(side_lengths(tensor)) * bits // 8)


def side_lengths(tensor: Any) -> tuple[int, ...]:
    """Return a tensor's shape, as the file stores it: open sides are 1."""
    return () if tensor.shape is None else tuple(int(side) for side in tensor.shape)


def stored_bytes(model: Any, tensor: Any) -> int:
    """Return how many bytes the file holds for a tensor; 0 when it is not a constant."""
    return buffer_bytes(model.buffers[tensor.buffer])


def buffer_bytes(buffer: Any) -> int:
    """Return the size of a buffer, inside the tables or behind them (files above 2 GB)."""
    return int(buffer.size or 0) if buffer.data is None else len(buffer.data)


def text(raw: bytes | None) -> str:
    """Return a name of the file as text, a replacement for what is not UTF-8."""
    return (raw or b"").decode("utf-8", errors="replace")


def indices(numbers: Iterable[int] | None) -> list[int]:
    """Return the tensors that a list names; -1 stands for an input that is left out."""
    return [] if numbers is None else [int(number) for number in numbers if number >= 0]


@cache
def _names(enumeration: str) -> dict[int, str]:
    values = vars(getattr(tflite_schema(), enumeration))
    return {value: name for name, value in values.items() if not name.startswith("_")}


def _check(model: Any) -> None:
    if not model.subgraphs or not model.buffers:
        raise InputError("it has no graph")
    for graph in model.subgraphs:
        n_tensors = len(graph.tensors or [])
        for operator in graph.operators or []:
            if operator.opcodeIndex >= len(model.operatorCodes or []):
                raise InputError(f"an operator is of kind {operator.opcodeIndex}, which is missing")
            _check_indices([*indices(operator.inputs), *indices(operator.outputs)], n_tensors)
        _check_indices([*indices(graph.inputs), *indices(graph.outputs)], n_tensors)
        for tensor in graph.tensors or []:
            _check_tensor(model, tensor)


def _check_indices(numbers: list[int], n_tensors: int) -> None:
    if numbers and max(numbers) >= n_tensors:
        raise InputError(f"tensor {max(numbers)} is named, but there are {n_tensors}")


def _check_tensor(model: Any, tensor: Any) -> None:
    name = text(tensor.name)
    if min(side_lengths(tensor), default=1) < 0:
        raise InputError(f"tensor {name!r} has the shape {side_lengths(tensor)}")
    if tensor.buffer >= len(model.buffers):
        raise InputError(f"tensor {name!r} is stored in buffer {tensor.buffer}, which is missing")
    declared, stored = declared_bytes(tensor), stored_bytes(model, tensor)
    if stored and declared is not None and stored < declared and tensor.sparsity is None:
        raise InputError(f"tensor {name!r} declares {declared:,} bytes, but {stored:,} are stored")
