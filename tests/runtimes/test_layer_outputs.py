from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from afterfit.analyses import compare_layers
from afterfit.errors import InputError
from afterfit.runtimes import layer_outputs, run_variant
from tests.runtimes.tflite_models import MLPERF, Op, T, needs_mlperf, write_tflite

RNG = np.random.default_rng(0)
WINDOWS = RNG.normal(size=(24, 3, 16, 1)).astype(np.float32)


def write_chain(write_onnx: Callable[..., Path], blown_up: float) -> Path:
    """Three convolutions; channel 0 between the second and third is *blown_up*, and taken back."""
    from onnx import helper

    rng = np.random.default_rng(1)
    weights = {
        "w1": rng.normal(size=(8, 3, 3, 1)).astype(np.float32),
        "w2": rng.normal(size=(8, 8, 3, 1)).astype(np.float32),
        "w3": rng.normal(size=(4, 8, 1, 1)).astype(np.float32),
    }
    weights["w2"][0] *= blown_up
    weights["w3"][:, 0] /= blown_up
    nodes = []
    for number, read in enumerate(["x", "relu1", "relu2"], start=1):
        pads = [1, 0, 1, 0] if number < 3 else [0, 0, 0, 0]
        made = f"conv{number}_out" if number < 3 else "y"
        nodes.append(
            helper.make_node("Conv", [read, f"w{number}"], [made], name=f"conv{number}", pads=pads)
        )
        if number < 3:
            nodes.append(helper.make_node("Relu", [made], [f"relu{number}"], name=f"relu{number}"))
    return write_onnx(nodes, weights, ["n", 3, 16, 1], ["n", 4, 16, 1])


@pytest.mark.parametrize("blown_up", [1.0, 300.0])
def test_a_planted_bad_layer_of_an_onnx_pair_is_named_first(
    write_onnx: Callable[..., Path], tmp_path: Path, blown_up: float
) -> None:
    from onnxruntime.quantization import QuantFormat, QuantType, quantize_static
    from onnxruntime.quantization.calibrate import CalibrationDataReader

    class Reader(CalibrationDataReader):  # type: ignore[misc]
        batches = iter([{"x": WINDOWS}])

        def get_next(self) -> Any:
            return next(self.batches, None)

    reference = write_chain(write_onnx, blown_up)
    candidate = tmp_path / "int8.onnx"
    quantize_static(
        reference,
        candidate,
        Reader(),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        activation_type=QuantType.QInt8,
        weight_type=QuantType.QInt8,
    )
    found = compare_layers(
        layer_outputs(reference, WINDOWS), layer_outputs(candidate, WINDOWS), "float32", "int8"
    )
    worst = found.worst_first()[0]
    if blown_up == 1:
        assert worst.added_noise < 0.01
    else:
        assert worst.name == "conv2"
        assert worst.added_noise > 0.3
    assert [one.name for one in found.layers if one.operator == "Conv"] == [
        "conv1",
        "conv2",
        "conv3",
    ]


def write_dense_chain(path: Path, scales: tuple[float, ...] | None) -> Path:
    """Four fully connected layers, float, or int8 with these steps of their outputs."""
    rng = np.random.default_rng(2)
    codes = [rng.integers(-127, 128, (6, 6)) for _ in range(4)]
    first = T((1, 6), "int8", None, [0.02], [0]) if scales else T((1, 6))
    tensors, ops = [first], []
    for number, weights in enumerate(codes):
        read = len(tensors) - 1 if number else 0
        if scales:
            before = [0.02, *scales][number]
            tensors.append(T((6, 6), "int8", weights, [0.004], [0]))
            tensors.append(T((6,), "int32", np.zeros(6), [0.004 * before], [0]))
            tensors.append(T((1, 6), "int8", None, [scales[number]], [0]))
        else:
            tensors += [T((6, 6), data=weights * 0.004), T((6,), data=np.zeros(6)), T((1, 6))]
        op: Op = ("FULLY_CONNECTED", [read, len(tensors) - 3, len(tensors) - 2], [len(tensors) - 1])
        ops.append(op)
    return write_tflite(path, tensors, ops, [0], [len(tensors) - 1])


@pytest.mark.parametrize("bad", [0, 1, 2, 3])
def test_a_planted_bad_layer_of_a_tflite_pair_is_named_first(tmp_path: Path, bad: int) -> None:
    X = np.random.default_rng(3).uniform(-2, 2, (16, 6)).astype(np.float32)
    reference = layer_outputs(write_dense_chain(tmp_path / "float.tflite", None), X)
    steps = [np.abs(one.values).max() / 127 for one in reference]
    steps[bad] *= 60
    path = write_dense_chain(tmp_path / "int8.tflite", tuple(float(step) for step in steps))
    candidate = layer_outputs(path, X)
    found = compare_layers(reference, candidate, "float32", "int8")
    assert found.worst_first()[0] == found.layers[bad]
    assert found.layers[bad].range_used < 0.05
    assert (candidate[-1].values == run_variant(path, X, "reference").outputs).all()


@needs_mlperf
def test_resnet8_is_healthy_up_to_its_softmax() -> None:
    X = RNG.uniform(0, 255, (6, 32, 32, 3)).astype(np.float32)
    reference = layer_outputs(MLPERF / "ic01_resnet8_float.tflite", X)
    candidate = layer_outputs(MLPERF / "ic01_resnet8_int8.tflite", X)
    found = compare_layers(reference, candidate, "float32", "int8")
    assert [one.operator for one in found.layers[:4]] == ["CONV_2D", "CONV_2D", "CONV_2D", "ADD"]
    assert candidate[3].reads == (0, 2)  # the shortcut and the second convolution
    assert found.layers[0].sqnr_db == pytest.approx(31.8, abs=1)
    assert all(20 < one.sqnr_db < 36 for one in found.layers[:-1])
    assert found.layers[-1].operator == "SOFTMAX"
    assert found.worst_first()[-1].operator == "SOFTMAX"


def test_the_last_layer_is_the_models_output(linear_onnx: Path) -> None:
    X = np.ones((3, 3), np.float32)
    layers = layer_outputs(linear_onnx, X)
    assert [one.name for one in layers] == ["head"]
    assert (layers[-1].values == run_variant(linear_onnx, X).outputs).all()
    assert np.isinf(layers[-1].highest)


def test_no_windows_are_refused(linear_onnx: Path) -> None:
    with pytest.raises(InputError, match="at least 1 window"):
        layer_outputs(linear_onnx, np.zeros((0, 3), np.float32))
