"""Any model file and windows → outputs."""

from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from afterfit.runtimes.batches import check_finite
from afterfit.runtimes.child import Progress
from afterfit.runtimes.litert import run_tflite
from afterfit.runtimes.model_format import model_format
from afterfit.runtimes.onnx_session import run_onnx
from afterfit.runtimes.tflm import run_tflm

Runtime = Literal["reference", "default", "tflm"]
"""What computes a .tflite: LiteRT with its reference or its default kernels, or TFLite Micro."""


def run_model(
    path: Path, X: NDArray[Any], kernels: Runtime = "reference", progress: Progress | None = None
) -> NDArray[np.float64]:
    """Return the first output of a model for each window; the content tells the file's format.

    ONNX goes to ONNX Runtime, TFLite to the kernels that are asked for.

    Raises
    ------
    InputError
        When the file is no model, its runtime cannot run it, the windows do not fit it, or it gives
        nan.
    """
    if model_format(path) == "onnx":
        return check_finite(run_onnx(path, X), path)
    if kernels == "tflm":
        return run_tflm(path, X, progress).outputs
    return run_tflite(path, X, kernels, progress)
