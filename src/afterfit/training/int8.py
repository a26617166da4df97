"""Float ONNX file and calibration windows → int8 ONNX file."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError, MissingExtraError
from afterfit.files import write_bytes
from afterfit.training.export import strip_metadata

_CALIBRATION_BATCH = 64


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
    from afterfit.runtimes import run_onnx

    if not len(calibration):
        raise InputError("calibration needs at least 1 window of the training split, got 0")
    run_onnx(float_onnx, calibration[:1])  # says clearly what does not fit
    with TemporaryDirectory(prefix="afterfit-int8-") as folder, _quiet_root_logger():
        write_bytes(int8_onnx, _quantized_bytes(float_onnx, calibration, Path(folder)))


def _quantized_bytes(float_onnx: Path, calibration: NDArray[np.float32], folder: Path) -> bytes:
    import onnx

    try:
        from onnxruntime.quantization import QuantFormat, QuantType, quantize_static
        from onnxruntime.quantization.shape_inference import quant_pre_process
    except ModuleNotFoundError:
        raise MissingExtraError("int8 quantisation", "onnx") from None

    prepared, quantized = folder / "prepared.onnx", folder / "int8.onnx"
    quant_pre_process(float_onnx, prepared, skip_symbolic_shape=True)
    quantize_static(
        prepared,
        quantized,
        _batches_reader(float_onnx, calibration),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        activation_type=QuantType.QInt8,
        weight_type=QuantType.QInt8,
    )
    model = onnx.load(quantized)
    strip_metadata(model)
    content: bytes = model.SerializeToString(deterministic=True)
    return content


def _batches_reader(float_onnx: Path, windows: NDArray[np.float32]) -> Any:
    """Return the windows in the form that ONNX Runtime's calibration asks for."""
    import onnx
    from onnxruntime.quantization import CalibrationDataReader

    name = onnx.load(float_onnx).graph.input[0].name
    starts = range(0, len(windows), _CALIBRATION_BATCH)
    batches = iter([windows[start : start + _CALIBRATION_BATCH] for start in starts])

    class Batches(CalibrationDataReader):  # type: ignore[misc]
        def get_next(self) -> dict[str, NDArray[np.float32]] | None:
            batch = next(batches, None)
            return None if batch is None else {name: np.asarray(batch, dtype=np.float32)}

    return Batches()


@contextmanager
def _quiet_root_logger() -> Iterator[None]:
    """Hold back the quantiser's remarks, which it makes through the root logger.

    A handler has to be there, or ``logging.warning`` would install one for the whole process.
    """
    root, silence = logging.getLogger(), logging.NullHandler()
    level = root.level
    root.addHandler(silence)
    root.setLevel(logging.ERROR)
    try:
        yield
    finally:
        root.setLevel(level)
        root.removeHandler(silence)
