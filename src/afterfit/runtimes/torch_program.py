"""A program saved by ``torch.export`` and windows → outputs."""

import json
from collections.abc import Collection
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError, MissingExtraError
from afterfit.records import ModelSignature
from afterfit.runtimes.batches import check_finite
from afterfit.runtimes.child import Progress, run_child

TRUSTED = "torch.export"
"""What a user names to have such a program loaded."""

_DTYPES = {2: "int8", 6: "float16", 7: "float32", 8: "float64"}
"""Numbers of element types in the format, torch's ``ScalarType`` of its schema."""


def run_torch_program(
    path: Path, X: NDArray[Any], trust: Collection[str] = (), progress: Progress | None = None
) -> NDArray[np.float64]:
    """Return the first output of a saved torch program for each window.

    Runs in a process of its own, on one thread. Pickles inside of the archive are read by
    torch's ``weights_only`` way or not at all.

    Parameters
    ----------
    path
        A file of ``torch.export.save``, with one input.
    X : array of shape (n, ...)
        Windows in the shape that the program takes.
    trust
        Must hold "torch.export": loading evaluates expressions of the file, so a file made for it
        can run code.

    Raises
    ------
    InputError
        When it is not trusted, is damaged, does not fit the windows, or gives nan.
    """
    if TRUSTED not in trust:
        raise InputError(
            "a saved torch program is loaded by torch.export.load, in which a file made for it can "
            f"run code; if you trust it: --trust {TRUSTED}; or export it to .onnx",
            where=str(path),
        )
    if find_spec("torch") is None:
        raise MissingExtraError("running a torch program", "train")
    signature = torch_signature(path)
    windows = np.asarray(X, dtype=signature.input_dtype)
    batch = signature.input_shape[0] or 0
    n_missing = -len(windows) % batch if batch else 0
    padding = np.zeros((n_missing, *windows.shape[1:]), windows.dtype)
    arrays = {"windows": np.concatenate([windows, padding]), "batch": np.array(batch)}
    answer = run_child("torch_program.py", [str(path)], arrays, progress)
    if answer.status:
        raise InputError(f"torch could not run the program: {answer.reason}", where=str(path))
    outputs = answer.arrays["outputs"][: len(windows)].astype(np.float64)
    return check_finite(outputs, path)


def torch_signature(path: Path) -> ModelSignature:
    """Return what a saved program takes and gives, read from its JSON; nothing of it is loaded.

    Raises
    ------
    InputError
        When the archive is damaged, compiled for one machine, or has several inputs.
    """
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
            compiled = any("aotinductor" in name for name in names)
            graph_name = next(name for name in names if name.endswith("models/model.json"))
            module = json.loads(archive.read(graph_name))["graph_module"]
    except (OSError, BadZipFile, ValueError, KeyError, TypeError, StopIteration) as error:
        raise InputError(
            f"not a whole torch program ({str(error) or 'it holds no model'}); save it with "
            "torch.export.save",
            where=str(path),
        ) from None
    if compiled:
        raise InputError(
            "it holds code compiled for one machine, which is not run; save it with "
            "torch.export.save",
            where=str(path),
        )
    try:
        return _signature(module)
    except InputError as error:
        raise InputError(str(error), where=str(path)) from None
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise InputError(
            f"not a program of this release of torch ({error!r})", where=str(path)
        ) from None


def _signature(module: dict[str, Any]) -> ModelSignature:
    tensors = module["graph"]["tensor_values"]
    inputs = [
        one["user_input"]["arg"]["as_tensor"]["name"]
        for one in module["signature"]["input_specs"]
        if "user_input" in one
    ]
    if len(inputs) != 1:
        raise InputError(f"the program must have one input, got {len(inputs)}")
    outputs = [
        one["user_output"]["arg"]["as_tensor"]["name"]
        for one in module["signature"]["output_specs"]
        if "user_output" in one
    ]
    given = tensors[inputs[0]]
    sides = _sides(tensors[outputs[0]])
    return ModelSignature(
        input_shape=_sides(given),
        input_dtype=_DTYPES[given["dtype"]],
        n_outputs=sides[-1] if sides else None,
        channels="first",
    )


def _sides(tensor: dict[str, Any]) -> tuple[int | None, ...]:
    return tuple(side.get("as_int") for side in tensor["sizes"])
