import logging
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.runtimes import run_onnx
from afterfit.training import quantize_int8

pytestmark = pytest.mark.train


def test_agrees_with_the_float_model(trained: dict[str, Any]) -> None:
    folder, (X, y) = trained["folder"], trained["validation"]
    reference = run_onnx(folder / "model.onnx", X)
    candidate = run_onnx(folder / "int8.onnx", X)
    assert (reference.argmax(axis=1) == candidate.argmax(axis=1)).mean() >= 0.95
    assert (candidate.argmax(axis=1) == y).mean() > 0.85
    assert np.abs(reference - candidate).max() < 0.1 * np.ptp(reference)
    assert np.abs(reference - candidate).max() > 0


def test_weights_are_int8_a_scale_a_channel_and_symmetric(trained: dict[str, Any]) -> None:
    import onnx
    from onnx import TensorProto, numpy_helper

    model = onnx.load(trained["folder"] / "int8.onnx")
    tensors = {tensor.name: tensor for tensor in model.graph.initializer}
    weights = tensors["conv2.weight_quantized"]
    assert weights.data_type == TensorProto.INT8
    assert numpy_helper.to_array(tensors["conv2.weight_scale"]).shape == (8,)
    assert not numpy_helper.to_array(tensors["conv2.weight_zero_point"]).any()
    assert tensors["input_zero_point"].data_type == TensorProto.INT8
    assert tensors["conv2.bias_quantized"].data_type == TensorProto.INT32


def test_the_calibration_windows_decide_the_range_of_the_input(
    trained: dict[str, Any], tmp_path: Path
) -> None:
    import onnx
    from onnx import numpy_helper

    X = trained["train"][0]
    quantize_int8(trained["folder"] / "model.onnx", tmp_path / "int8.onnx", X[:5])
    model = onnx.load(tmp_path / "int8.onnx")
    scale = next(one for one in model.graph.initializer if one.name == "input_scale")
    expected = (X[:5].max() - X[:5].min()) / 255
    assert numpy_helper.to_array(scale) == pytest.approx(expected, rel=1e-3)


def test_a_second_run_is_silent_and_gives_the_same_bytes(
    trained: dict[str, Any], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = logging.getLogger()
    before = root.level, list(root.handlers)
    quantize_int8(trained["folder"] / "model.onnx", tmp_path / "int8.onnx", trained["train"][0])
    content = (tmp_path / "int8.onnx").read_bytes()
    assert content == (trained["folder"] / "int8.onnx").read_bytes()
    assert b"/" + b"tmp" not in content
    assert capfd.readouterr() == ("", "")
    assert (root.level, root.handlers) == before
    assert [path.name for path in tmp_path.iterdir()] == ["int8.onnx"]


@pytest.mark.parametrize(
    ("calibration", "message"),
    [
        (np.zeros((0, 1, 32, 1), np.float32), "at least 1 window of the training split, got 0"),
        (np.zeros((4, 1, 31, 1), np.float32), r"takes windows of shape \(n, 1, 32, 1\)"),
    ],
    ids=["none", "other width"],
)
def test_unusable_calibration_is_refused(
    trained: dict[str, Any], tmp_path: Path, calibration: Any, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        quantize_int8(trained["folder"] / "model.onnx", tmp_path / "int8.onnx", calibration)
    assert not list(tmp_path.iterdir())


def test_a_model_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "float.onnx").write_bytes(b"not a model")
    with pytest.raises(InputError, match="not an ONNX model that can be run"):
        quantize_int8(
            tmp_path / "float.onnx", tmp_path / "int8.onnx", np.zeros((1, 1, 8, 1), np.float32)
        )
