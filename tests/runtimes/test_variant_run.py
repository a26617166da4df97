from pathlib import Path

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.runtimes import model_format, profile_model, run_variant
from tests.runtimes.tflite_models import write_dense


def test_the_content_tells_the_format_and_not_the_name(tmp_path: Path, linear_onnx: Path) -> None:
    onnx = tmp_path / "model.tflite"
    onnx.write_bytes(linear_onnx.read_bytes())
    tflite = write_dense(tmp_path / "model.onnx")
    assert (model_format(onnx), model_format(tflite)) == ("onnx", "tflite")
    assert run_variant(onnx, np.ones((2, 3), np.float32)).outputs.tolist() == [[3, 4], [3, 4]]
    assert run_variant(tflite, np.ones((1, 4), np.float32)).outputs.tolist() == [[-18, -1, 13]]
    assert profile_model(onnx, "a", "b").file_format == "onnx"
    assert profile_model(tflite, "a", "b").file_format == "tflite"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"\x89HDF\r\n\x1a\n", "Keras or HDF5"),
        (b"PK\x03\x04", "zip archive"),
        (b"\x80\x04", "a pickle, which is not opened"),
    ],
)
def test_other_files_are_named(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words):
        run_variant(path, np.zeros((1, 4), np.float32))


def test_nan_of_an_onnx_model_is_reported(linear_onnx: Path) -> None:
    windows = np.array([[1, 2, 3], [np.nan, 0, 0]], np.float32)
    with pytest.raises(InputError, match="nan or infinity for 1 of 2 windows, first for window 1"):
        run_variant(linear_onnx, windows)
