"""Any model file and windows → outputs, and what computed them."""

from collections.abc import Collection
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records import DtypeClass
from afterfit.runtimes.batches import check_finite
from afterfit.runtimes.child import Progress
from afterfit.runtimes.litert import MOST_BYTES, refuse_giants, run_tflite
from afterfit.runtimes.model_format import model_format
from afterfit.runtimes.onnx_graph import read_onnx_graph
from afterfit.runtimes.onnx_session import run_onnx
from afterfit.runtimes.sklearn_estimator import run_sklearn
from afterfit.runtimes.tflite_model import read_tflite_graph
from afterfit.runtimes.tflm import run_tflm
from afterfit.runtimes.torch_program import run_torch_program

Kernels = Literal["auto", "tflm", "litert", "reference"]
"""What computes a .tflite.

auto
    tflm for full int8, litert for float, reference for the rest; reference where TFLite Micro
    cannot run a full int8 model.
tflm
    TFLite Micro: what a microcontroller computes, bit for bit, some eighty times slower.
litert
    LiteRT with XNNPACK: what a phone computes; up to many steps of the output off.
reference
    LiteRT's plain loops, which those of TFLite Micro follow; equal for convolutions, a step or
    three off for fully connected layers.
"""

KERNELS: tuple[Kernels, ...] = ("auto", "tflm", "litert", "reference")


@dataclass(frozen=True, slots=True, eq=False)
class VariantRun:
    """Outputs of one model, and where they come from."""

    outputs: NDArray[np.float64]
    """First output of each window as real numbers, shape (n, …)."""
    computed_by: str
    """Runtime and kernels: "TFLite Micro 0.dev2026…"."""
    classes: tuple[str, ...] = ()
    """Names that the model itself gives its outputs; empty where it has none."""
    note: str = ""
    """What was done in another way than it was asked for."""


def run_variant(
    path: Path,
    X: NDArray[Any],
    kernels: Kernels = "auto",
    trust: Collection[str] = (),
    progress: Progress | None = None,
) -> VariantRun:
    """Run a model of any format that is known, and tell what computed its outputs.

    Parameters
    ----------
    path
        ONNX, TFLite, a program of ``torch.export.save`` or an estimator of ``skops.io.dump``.
    X : array of shape (n, ...)
        Windows in the shape that the model takes.
    kernels
        What computes a .tflite; the other formats have one runtime.
    trust
        Types that a file may make, see `run_sklearn` and `run_torch_program`.

    Raises
    ------
    InputError
        When the file is no model, its runtime cannot run it, the windows do not fit it, or it
        gives nan.
    """
    match model_format(path):
        case "tflite":
            return _run_tflite(path, X, kernels, progress)
        case "onnx":
            refuse_giants(read_onnx_graph(path), MOST_BYTES, path)
            outputs = check_finite(run_onnx(path, X), path)
            return VariantRun(outputs, f"ONNX Runtime {_version('onnxruntime')}, no optimisation")
        case "torch":
            outputs = run_torch_program(path, X, trust, progress)
            return VariantRun(outputs, f"torch {_version('torch')}")
        case "sklearn":
            outputs, classes = run_sklearn(path, X, trust)
            return VariantRun(outputs, f"scikit-learn {_version('scikit-learn')}", classes)


def _run_tflite(
    path: Path, X: NDArray[Any], kernels: Kernels, progress: Progress | None
) -> VariantRun:
    dtype_class = read_tflite_graph(path).dtype_class
    if kernels != "auto":
        return _by(kernels, path, X, progress)
    chosen = usual_kernels(dtype_class)
    try:
        return _by(chosen, path, X, progress)
    except InputError as error:
        if chosen != "tflm":
            raise
        run = _by("reference", path, X, progress)
        return VariantRun(run.outputs, run.computed_by, note=str(error))


def usual_kernels(dtype_class: DtypeClass) -> Kernels:
    """Return what "auto" stands for.

    Examples
    --------
    >>> [usual_kernels(one) for one in ("int8", "float", "hybrid")]
    ['tflm', 'litert', 'reference']
    """
    if dtype_class in ("int8", "int8 with float ends"):
        return "tflm"
    return "litert" if dtype_class == "float" else "reference"


def _by(kernels: Kernels, path: Path, X: NDArray[Any], progress: Progress | None) -> VariantRun:
    if kernels == "tflm":
        name = f"TFLite Micro {_version('tflite-micro')}, reference kernels"
        return VariantRun(run_tflm(path, X, progress).outputs, name)
    default = kernels == "litert"
    outputs = run_tflite(path, X, "default" if default else "reference", progress)
    words = "default kernels (XNNPACK)" if default else "reference kernels"
    return VariantRun(outputs, f"LiteRT {_version('ai-edge-litert')}, {words}")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "of unknown version"
