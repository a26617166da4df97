"""Float ONNX file and calibration windows → int8 ONNX file."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.files import write_bytes
from afterfit.training.quantization.forms import QuantizedForms
from afterfit.training.quantization.graphs import calibrated
from afterfit.training.quantization.plan import QuantizationPlan


def quantize_int8(float_onnx: Path, int8_onnx: Path, calibration: NDArray[np.float32]) -> None:
    """Quantise a float model after training and write it, whole or not at all.

    Static quantisation of ONNX Runtime in its QDQ form: weights int8, symmetric, one scale an
    output channel; activations int8, one scale and zero point a tensor, from the lowest and the
    highest value that the calibration windows give rise to; biases int32. The same input gives the
    same bytes.

    Parameters
    ----------
    float_onnx
        A float model with one input.
    int8_onnx
        Where to write; an existing file is replaced.
    calibration : array of shape (n, n_channels, n_features, 1)
        Windows of the training split. All of them are used.

    Raises
    ------
    InputError
        When there are no calibration windows, or they do not fit the model.
    """
    plan = QuantizationPlan()
    with calibrated(float_onnx, calibration, plan) as model:
        write_bytes(int8_onnx, QuantizedForms(model, plan).onnx())
