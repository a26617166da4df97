""".tflite file and windows → outputs and memory report, by TFLite Micro."""

import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError, MissingExtraError
from afterfit.records import ArenaReport, ModelGraph
from afterfit.runtimes.batches import check_finite, from_batches, to_batches
from afterfit.runtimes.child import ChildAnswer, Progress, run_child
from afterfit.runtimes.litert import refuse_giants
from afterfit.runtimes.tflite_model import read_tflite_graph
from afterfit.runtimes.window_order import in_order_of_training

_FIRST_ARENA = 1024**2
_MOST_ARENA = 64 * 1024**2
_REPORT = re.compile(r"Arena allocation (total|head|tail) (\d+) bytes")
_TOO_SMALL = re.compile(r"Requested: \d+|Failed to resize|arena size is too small|missing: \d+")


@dataclass(frozen=True, slots=True, eq=False)
class TflmRun:
    """Outputs as a microcontroller computes them, and the memory that it took."""

    outputs: NDArray[np.float64]
    """First output of each window, dequantised, shape (n, ...)."""
    arena: ArenaReport


def run_tflm(path: Path, X: NDArray[Any], progress: Progress | None = None) -> TflmRun:
    """Return the outputs of TFLite Micro's reference kernels, bit for bit, and its memory report.

    Runs in a process of its own. The arena starts at 1 MiB and grows up to 64 MiB until the model
    fits.

    Parameters
    ----------
    path
        A .tflite file with one input; float or full int8.
    X : array of shape (n, ...)
        Windows in the shape that the model takes. Floats are quantised where it takes integers.
    progress
        Told how many batches are done, and of how many.

    Raises
    ------
    InputError
        When TFLite Micro cannot run the model: hybrid weights, an operator that it lacks, more
        memory than 64 MiB, nan among the outputs. The message says which.
    """
    if find_spec("tflite_micro") is None:
        raise MissingExtraError("running a model on TFLite Micro", "tflite")
    graph = read_tflite_graph(path)
    _refuse_hybrid(graph, path)
    refuse_giants(graph, _MOST_ARENA, path)
    batches = to_batches(np.asarray(X), graph, path)
    answer, arena_bytes = _run_growing(path, batches, progress)
    rows = from_batches(answer.arrays["outputs"], graph.tensors[graph.outputs[0]], len(X))
    outputs = in_order_of_training(check_finite(rows, path), graph)
    return TflmRun(outputs, _report(answer.messages, arena_bytes))


def _refuse_hybrid(graph: ModelGraph, path: Path) -> None:
    if graph.dtype_class == "hybrid":
        raise InputError(
            "the model is hybrid (integer weights, float activations: dynamic-range quantisation), "
            "which TFLite Micro does not support; convert it to full int8 with a representative "
            "data set, or to float",
            where=str(path),
        )


def _run_growing(
    path: Path, batches: NDArray[Any], progress: Progress | None
) -> tuple[ChildAnswer, int]:
    arena_bytes = _FIRST_ARENA
    while True:
        arguments = [str(path), str(arena_bytes)]
        answer = run_child("tflm.py", arguments, {"batches": batches}, progress)
        if not answer.status:
            return answer, arena_bytes
        # a small arena can end in a crash as well as in an error
        may_be_small = answer.status < 0 or _TOO_SMALL.search(answer.messages)
        if arena_bytes >= _MOST_ARENA or not may_be_small:
            raise InputError(
                f"TFLite Micro could not run the model: {answer.reason}", where=str(path)
            )
        arena_bytes *= 4


def _report(messages: str, arena_bytes: int) -> ArenaReport:
    found = {name: int(size) for name, size in _REPORT.findall(messages)}
    return ArenaReport(found["head"], found["tail"], arena_bytes)
