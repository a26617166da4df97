"""ONNX file and windows → what its last layer with weights reads."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.runtimes.model_format import read_model_bytes
from afterfit.runtimes.onnx_session import run_onnx_batches

_WEIGHTED = frozenset({"Gemm", "MatMul", "Conv"})


def penultimate_outputs(path: Path, X: NDArray[Any]) -> NDArray[np.float32]:
    """Return what the last layer with weights reads, flattened: shape (n, n_features).

    Of a classifier it is what its classes are told apart by.

    Raises
    ------
    InputError
        When the model has no layer with weights, or cannot be run on these windows.
    """
    import onnx

    # as the file is: its free batch axis lets many windows run at once
    model = onnx.load_from_string(read_model_bytes(path))
    stored = {tensor.name for tensor in model.graph.initializer}
    read = [
        next((name for name in node.input if name not in stored), "")
        for node in model.graph.node
        if node.op_type in _WEIGHTED and any(name in stored for name in node.input)
    ]
    if not read:
        raise InputError("the model has no layer with weights", where=str(path))
    given = {one.name for one in model.graph.input}
    if read[-1] in given:
        return np.asarray(X, np.float32).reshape(len(X), -1)
    values = run_onnx_batches(path, model, read[-1], X)
    return values.reshape(len(X), -1).astype(np.float32)
