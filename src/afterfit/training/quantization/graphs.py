"""Float ONNX file and calibration windows → the graph with its quantise steps."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError, MissingExtraError, did_you_mean
from afterfit.training.export import strip_metadata
from afterfit.training.quantization.plan import CalibrationMethod, QuantizationPlan

_CALIBRATION_BATCH = 64
_OPTIONS: dict[CalibrationMethod, dict[str, Any]] = {
    "minmax": {},
    # with ONNX Runtime's own 128 bins of 128 levels nothing could ever be cut off
    "entropy": {"num_bins": 512},
    # symmetric, its default, would spend half of the grid on values that a ReLU never gives
    "percentile": {"symmetric": False, "percentile": 99.99},
}
_HAVE_WEIGHTS = frozenset({"Conv", "ConvTranspose", "Gemm", "MatMul", "BatchNormalization"})


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A float model and the ranges of its tensors, ready to be written many times."""

    prepared: Any
    """The float model, onnx's ``ModelProto``, as the quantiser reads it."""
    _prepared_file: Path
    _ranges_file: Path
    _plan: QuantizationPlan

    def graph(self, exclude_layers: Sequence[str] = ()) -> Any:
        """Return the model with quantise steps on 8 bits around all other layers.

        Weights are int8, symmetric, one scale an output channel; activations int8, one scale and
        zero point a tensor; biases int32.

        Raises
        ------
        InputError
            When the model has no layer of such a name.
        """
        import onnx
        from onnxruntime.quantization import QuantFormat, QuantType, quantize_static

        self._check_layers(exclude_layers)
        written = self._prepared_file.with_name("quantized.onnx")
        with _quiet_quantizer():
            quantize_static(
                self._prepared_file,
                written,
                quant_format=QuantFormat.QDQ,
                per_channel=True,
                activation_type=QuantType.QInt8,
                weight_type=QuantType.QInt8,
                nodes_to_exclude=list(exclude_layers),
                calibrate_method=_method(self._plan.calibration_method),
                calibration_cache_path=self._ranges_file,
            )
        model = onnx.load(written)
        strip_metadata(model)
        return model

    def layers(self) -> tuple[str, ...]:
        """Return the names of the layers with weights, in the order in which they run."""
        return layers_with_weights(self.prepared)

    def _check_layers(self, names: Sequence[str]) -> None:
        known = tuple(node.name for node in self.prepared.graph.node)
        for name in names:
            if name not in known:
                hint = did_you_mean(name, known)
                layers = ", ".join(self.layers())
                raise InputError(f"the model has no layer {name!r}{hint}; its layers: {layers}")


@contextmanager
def calibrated(
    float_onnx: Path, windows: NDArray[np.float32], plan: QuantizationPlan
) -> Iterator[Calibrated]:
    """Give the float model with the ranges that the windows bring about.

    Parameters
    ----------
    float_onnx
        A float model with one input.
    windows : array of shape (n, n_channels, n_features, 1)
        Windows of the training split.
    plan
        Its calibration method and number of windows are heeded here.

    Raises
    ------
    InputError
        When there are no calibration windows, or they do not fit the model.
    """
    from afterfit.runtimes import run_onnx

    if not len(windows):
        raise InputError("calibration needs at least 1 window of the training split, got 0")
    run_onnx(float_onnx, windows[:1], n_axes=None)  # says clearly what does not fit
    with TemporaryDirectory(prefix="afterfit-int8-") as folder:
        prepared, ranges = Path(folder) / "prepared.onnx", Path(folder) / "ranges.json"
        model = _prepare(float_onnx, prepared)
        chosen = evenly_spaced(windows, plan.calibration_windows)
        _write_ranges(prepared, plan.calibration_method, chosen, ranges)
        yield Calibrated(model, prepared, ranges, plan)


def evenly_spaced(windows: NDArray[np.float32], n: int | None) -> NDArray[np.float32]:
    """Return *n* of the windows, all of them where there are no more.

    Examples
    --------
    >>> evenly_spaced(np.arange(10), 3).tolist()
    [0, 4, 9]
    """
    if n is None or n >= len(windows):
        return windows
    places = np.linspace(0, len(windows) - 1, n).astype(np.int64)
    return windows[places]


def layers_with_weights(model: Any) -> tuple[str, ...]:
    """Return the names of a float model's layers that have weights, in order."""
    stored = {tensor.name for tensor in model.graph.initializer}
    return tuple(
        node.name
        for node in model.graph.node
        if node.op_type in _HAVE_WEIGHTS and stored.intersection(node.input)
    )


def _prepare(float_onnx: Path, prepared: Path) -> Any:
    import onnx

    try:
        from onnxruntime.quantization.shape_inference import quant_pre_process
    except ModuleNotFoundError:
        raise MissingExtraError("int8 quantisation", "onnx") from None
    with _quiet_quantizer():
        quant_pre_process(float_onnx, prepared, skip_symbolic_shape=True)
    return onnx.load(prepared)


def _write_ranges(
    prepared: Path, method: CalibrationMethod, windows: NDArray[np.float32], path: Path
) -> None:
    """Find the range of every tensor, in the form in which the quantiser reads it."""
    from onnxruntime.quantization.calibrate import create_calibrator, save_tensors_data

    # histograms are made of batches of one size; lowest and highest values of any
    batch = _CALIBRATION_BATCH if method == "minmax" else len(windows)
    with _quiet_quantizer():
        calibrator = create_calibrator(
            prepared,
            augmented_model_path=path.with_name("augmented.onnx").as_posix(),
            calibrate_method=_method(method),
            extra_options=_OPTIONS[method],
        )
        calibrator.collect_data(_batches_reader(prepared, windows, batch))
        save_tensors_data(calibrator.compute_data(), path)


def _method(name: CalibrationMethod) -> Any:
    from onnxruntime.quantization import CalibrationMethod

    return {
        "minmax": CalibrationMethod.MinMax,
        "entropy": CalibrationMethod.Entropy,
        "percentile": CalibrationMethod.Percentile,
    }[name]


def _batches_reader(prepared: Path, windows: NDArray[np.float32], size: int) -> Any:
    """Return the windows in the form that ONNX Runtime's calibration asks for."""
    import onnx
    from onnxruntime.quantization import CalibrationDataReader

    name = onnx.load(prepared).graph.input[0].name
    starts = range(0, len(windows), size)
    batches = iter([windows[start : start + size] for start in starts])

    class Batches(CalibrationDataReader):  # type: ignore[misc]
        def get_next(self) -> dict[str, NDArray[np.float32]] | None:
            batch = next(batches, None)
            return None if batch is None else {name: np.asarray(batch, dtype=np.float32)}

    return Batches()


@contextmanager
def _quiet_quantizer() -> Iterator[None]:
    """Hold back the quantiser's remarks, which it prints or makes through the root logger.

    A handler has to be there, or ``logging.warning`` would install one for the whole process.
    """
    root, silence = logging.getLogger(), logging.NullHandler()
    level = root.level
    root.addHandler(silence)
    root.setLevel(logging.ERROR)
    try:
        with redirect_stdout(io.StringIO()):
            yield
    finally:
        root.setLevel(level)
        root.removeHandler(silence)
