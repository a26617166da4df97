"""First bytes of a file → which format of model it is."""

from pathlib import Path
from typing import Literal

from afterfit.errors import InputError

ModelFormat = Literal["onnx", "tflite"]

_FOREIGN = (
    (b"\x89HDF", "a Keras or HDF5 file; convert it to .tflite or .onnx first"),
    (b"PK", "a zip archive, such as .keras or a torch checkpoint; export it to .onnx or .tflite"),
    (b"\x80", "a pickle, which is not opened because it can run code; export it to .onnx"),
    (b"\x93NUMPY", "a NumPy array, not a model"),
)


def model_format(path: Path) -> ModelFormat:
    """Return the format that the content of *path* tells, whatever its name.

    ONNX has no signature of its own: what is not known otherwise is taken for it, and its reader
    says whether that was right.

    Raises
    ------
    InputError
        When the file cannot be read, is empty, or is of a format that is not run here.
    """
    start = read_model_bytes(path)[:16]
    if start[4:8] == b"TFL3":
        return "tflite"
    for signature, meaning in _FOREIGN:
        if start.startswith(signature):
            raise InputError(f"not a model that can be run: it is {meaning}", where=str(path))
    return "onnx"


def read_model_bytes(path: Path) -> bytes:
    """Return the content of a model file, which must not be empty."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None
    if not content:
        raise InputError("the file is empty, expected a model", where=str(path))
    return content
