"""Float ONNX file and calibration windows → quantised ONNX file."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.files import write_bytes
from afterfit.training.loop import remove_training_files
from afterfit.training.quantization.forms import QuantizedForms
from afterfit.training.quantization.graphs import calibrated
from afterfit.training.quantization.plan import QuantizationPlan


def quantize_after_training(
    plan: QuantizationPlan, float_onnx: Path, windows: NDArray[np.float32], folder: Path
) -> Path:
    """Quantise a float model by calibration alone (PTQ) and write ``model.onnx`` into *folder*.

    Files of an earlier QAT in the folder are removed. The same input gives the same bytes.

    Parameters
    ----------
    plan
        Widths, scales, calibration and layers in float.
    float_onnx
        A float model with one input.
    windows : array of shape (n, n_channels, n_features, 1)
        Windows of the training split.

    Raises
    ------
    InputError
        When there are no calibration windows, or they do not fit the model.
    """
    with calibrated(float_onnx, windows, plan) as model:
        content = QuantizedForms(model, plan).onnx()
    remove_training_files(folder)
    write_bytes(folder / "model.onnx", content)
    return folder / "model.onnx"
