"""Windows ↔ the numbers that a model's input and output are stored as."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records import GraphTensor, ModelGraph
from afterfit.runtimes.window_order import in_order_of_input


def to_batches(X: NDArray[Any], graph: ModelGraph, path: Path) -> NDArray[Any]:
    """Return *X* as the model's input, shape (n_batches, batch, …); zeros fill the last batch.

    Floats are quantised where the model takes integers; integers of the model's own type are given
    to it as they are. Without windows there is one batch of zeros, which tells the output's shape.
    Where the file tells how windows of the training lie in its input, those are taken too.

    Raises
    ------
    InputError
        When the model has several inputs, or the windows do not fit its one.
    """
    if len(graph.inputs) != 1:
        raise InputError(
            f"the model must have one input, got {len(graph.inputs)}; only such models are run",
            where=str(path),
        )
    tensor = graph.tensors[graph.inputs[0]]
    shape = tensor.shape or ()
    X = in_order_of_input(X, graph)
    if X.ndim != len(shape) or not shape or X.shape[1:] != shape[1:]:
        wanted = ", ".join(map(str, ("n", *shape[1:])))
        raise InputError(
            f"the model takes windows of shape ({wanted}), got {X.shape}; "
            "they must have gone through the features that it was trained on",
            where=str(path),
        )
    batch = max(shape[0], 1)
    values = quantize(X, tensor)
    missing = -len(values) % batch if len(values) else batch
    padding = np.zeros((missing, *shape[1:]), dtype=values.dtype)
    return np.concatenate([values, padding]).reshape(-1, batch, *shape[1:])


def from_batches(outputs: NDArray[Any], tensor: GraphTensor, n_windows: int) -> NDArray[np.float64]:
    """Return the output of each window, shape (n_windows, …), as real numbers."""
    rows = outputs.reshape(-1, *outputs.shape[2:])[:n_windows]
    return dequantize(rows, tensor)


def quantize(values: NDArray[Any], tensor: GraphTensor) -> NDArray[Any]:
    """Return *values* in the type of *tensor*, rounded half away from zero as TFLite does.

    Examples
    --------
    >>> tensor = GraphTensor("x", (1, 3), "int8", 3, False, scales=(0.5,), zero_points=(3,))
    >>> quantize(np.array([[0.0, 0.25, 1000.0]]), tensor).tolist()
    [[3, 4, 127]]
    """
    dtype = np.dtype(tensor.dtype)
    if values.dtype == dtype or not tensor.scales:
        return values.astype(dtype)
    steps = values.astype(np.float32) / np.float32(tensor.scales[0])
    rounded = np.trunc(steps + np.copysign(np.float32(0.5), steps)) + tensor.zero_points[0]
    limits = np.iinfo(dtype)
    codes: NDArray[Any] = np.clip(rounded, limits.min, limits.max).astype(dtype)
    return codes


def dequantize(values: NDArray[Any], tensor: GraphTensor) -> NDArray[np.float64]:
    """Return the real numbers that *values* stand for; floats stay what they are."""
    if not tensor.scales or values.dtype.kind == "f":
        return values.astype(np.float64)
    return (values.astype(np.float64) - tensor.zero_points[0]) * tensor.scales[0]


def check_finite(outputs: NDArray[np.float64], path: Path) -> NDArray[np.float64]:
    """Return *outputs*, and refuse those with nan or infinity.

    Raises
    ------
    InputError
        Tells how many windows have such outputs, and the first of them.
    """
    sides = tuple(range(1, outputs.ndim))
    bad: NDArray[np.bool_] = ~np.asarray(np.isfinite(outputs).all(axis=sides))
    if bad.any():
        raise InputError(
            f"the model gave nan or infinity for {int(bad.sum()):,} of {len(bad):,} windows, first "
            f"for window {int(bad.argmax())}; look for overflow in its weights or its input",
            where=str(path),
        )
    return outputs
