"""Any model file and windows → the outputs of its layers."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records import LayerOutput
from afterfit.runtimes.model_format import model_format
from afterfit.runtimes.onnx_layers import onnx_layer_outputs
from afterfit.runtimes.tflite_layers import tflite_layer_outputs


def layer_outputs(path: Path, X: NDArray[Any]) -> tuple[LayerOutput, ...]:
    """Return what every layer of a model gives for each window, in the order in which they run.

    All of it is held in memory: some hundred windows tell which layer is to blame. TFLite runs on
    LiteRT's reference kernels, ONNX on ONNX Runtime without optimisation.

    Raises
    ------
    InputError
        When the model cannot be run on these windows.
    """
    if not len(X):
        raise InputError("layers are compared on at least 1 window, got 0")
    run = tflite_layer_outputs if model_format(path) == "tflite" else onnx_layer_outputs
    return run(path, np.asarray(X))
