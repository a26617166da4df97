""".tflite file and windows → outputs, by LiteRT."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from afterfit.costs import plan_memory
from afterfit.errors import InputError, MissingExtraError
from afterfit.records import ModelGraph
from afterfit.runtimes.batches import check_finite, from_batches, to_batches
from afterfit.runtimes.child import Progress, run_child
from afterfit.runtimes.tflite_model import read_tflite_graph
from afterfit.runtimes.window_order import in_order_of_training

Kernels = Literal["reference", "default"]
"""reference: the plain loops that microcontroller kernels follow; default: XNNPACK and the like,
faster, and off by several steps of the output's scale."""

MOST_BYTES = 512 * 1024**2
"""Activations beyond this are refused: no small model needs them, a damaged file may claim them."""


def run_tflite(
    path: Path,
    X: NDArray[Any],
    kernels: Kernels = "reference",
    progress: Progress | None = None,
) -> NDArray[np.float64]:
    """Return the first output of a .tflite model for each window.

    Runs in a process of its own, on one thread, so that a model that crashes the runtime is an
    error here.

    Parameters
    ----------
    path
        A .tflite file with one input.
    X : array of shape (n, ...)
        Windows in the shape that the model takes. Floats are quantised where it takes integers.
    kernels
        Which of LiteRT's kernels compute.
    progress
        Told how many batches are done, and of how many.

    Returns
    -------
    array of shape (n, ...)
        Outputs as real numbers, dequantised where the model gives integers.

    Raises
    ------
    InputError
        When the file is damaged, needs an operator that LiteRT lacks, does not fit the windows, or
        gives nan.
    """
    graph = read_tflite_graph(path)
    refuse_giants(graph, MOST_BYTES, path)
    batches = to_batches(np.asarray(X), graph, path)
    arrays = run_litert_child(path, {"batches": batches}, kernels, progress)
    outputs = from_batches(arrays["outputs"], graph.tensors[graph.outputs[0]], len(X))
    return in_order_of_training(check_finite(outputs, path), graph)


def run_litert_child(
    path: Path,
    arrays: dict[str, NDArray[Any]],
    kernels: Kernels,
    progress: Progress | None = None,
) -> dict[str, NDArray[Any]]:
    """Return what the child process of LiteRT found, or say why it did not."""
    if find_spec("ai_edge_litert") is None:
        raise MissingExtraError("running a .tflite", "tflite")
    answer = run_child("litert.py", [str(path), kernels], arrays, progress)
    if answer.status:
        raise InputError(f"LiteRT could not run the model: {answer.reason}", where=str(path))
    return dict(answer.arrays)


def refuse_giants(graph: ModelGraph, most_bytes: int, path: Path) -> None:
    """Raise an `InputError` when a model's activations need more than *most_bytes*."""
    activations = [one for one in graph.tensors if not one.is_constant]
    largest = max(activations, key=lambda one: one.n_bytes or 0)
    largest_bytes, memory = largest.n_bytes or 0, plan_memory(graph)
    # where the size of one tensor is not known there is no plan, and the largest has to do
    needed = largest_bytes if memory is None else memory.lower_bound_bytes
    if needed <= most_bytes:
        return
    raise InputError(
        f"the model declares {needed / 1024**2:,.0f} MiB of activations "
        f"(tensor {largest.name!r}: {largest_bytes / 1024**2:,.0f} MiB), more than the "
        f"{most_bytes / 1024**2:,.0f} MiB that are tried; check its input shape",
        where=str(path),
    )
