"""First bytes of a file → which format of model it is."""

from io import BytesIO
from pathlib import Path
from typing import Literal
from zipfile import BadZipFile, ZipFile

from afterfit.errors import InputError

ModelFormat = Literal["onnx", "tflite", "torch", "sklearn"]

_FOREIGN = (
    (b"\x89HDF", "a Keras or HDF5 file; convert it to .tflite or .onnx first"),
    (b"\x80", "a pickle, which is not opened because it can run code; export it to .onnx"),
    (b"\x93NUMPY", "a NumPy array, not a model"),
)


_PICKLED = (
    "a torch checkpoint, which is a pickle and not opened because it can run code; save the "
    "program with torch.export.save, or export it to .onnx"
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
    content = read_model_bytes(path)
    start = content[:16]
    if start[4:8] == b"TFL3":
        return "tflite"
    if start.startswith(b"PK"):
        return _zipped(content, path)
    for signature, meaning in _FOREIGN:
        if start.startswith(signature):
            raise InputError(f"not a model that can be run: it is {meaning}", where=str(path))
    return "onnx"


def _zipped(content: bytes, path: Path) -> Literal["torch", "sklearn"]:
    """Return which format of model a zip archive holds, by the names in it."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = {name.rpartition("/")[2] for name in archive.namelist()}
    except BadZipFile:
        raise InputError(
            "it starts as a zip archive, but is cut off or damaged", where=str(path)
        ) from None
    if "archive_format" in names:
        return "torch"
    if "schema.json" in names:
        return "sklearn"
    meaning = (
        _PICKLED
        if "data.pkl" in names
        else "a zip archive, such as .keras; export it to .onnx or .tflite"
    )
    raise InputError(f"not a model that can be run: it is {meaning}", where=str(path))


def read_model_bytes(path: Path) -> bytes:
    """Return the content of a model file, which must not be empty."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None
    if not content:
        raise InputError("the file is empty, expected a model", where=str(path))
    return content
