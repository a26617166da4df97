import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from afterfit.errors import InputError, MissingExtraError
from afterfit.runtimes import run_onnx

X = np.arange(15, dtype=np.float32).reshape(5, 3)


@pytest.mark.parametrize("batch_size", [1, 2, 5, 256])
def test_outputs_come_in_the_order_of_the_windows(linear_onnx: Path, batch_size: int) -> None:
    outputs = run_onnx(linear_onnx, X, batch_size)
    assert outputs.dtype == np.float64
    assert outputs == pytest.approx(np.stack([X.sum(axis=1), X.sum(axis=1) + 1], axis=1))


def test_no_windows_give_no_rows_but_all_columns(linear_onnx: Path) -> None:
    assert run_onnx(linear_onnx, X[:0]).shape == (0, 2)


@pytest.mark.parametrize("shape", [(5, 4), (5, 3, 1), (5,)], ids=["width", "axes", "flat"])
def test_windows_of_another_shape_are_refused(linear_onnx: Path, shape: tuple[int, ...]) -> None:
    with pytest.raises(InputError, match=r"takes windows of shape \(n, 3\), got") as caught:
        run_onnx(linear_onnx, np.zeros(shape, np.float32))
    assert str(linear_onnx) in str(caught.value)
    assert str(shape) in str(caught.value)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: b"not a model at all",
        lambda content: content[: len(content) // 2],
    ],
    ids=["empty", "garbage", "truncated"],
)
def test_a_file_that_is_no_model_is_refused(
    linear_onnx: Path, damage: Callable[[bytes], bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    linear_onnx.write_bytes(damage(linear_onnx.read_bytes()))
    with pytest.raises(InputError, match="not an ONNX model that can be run") as caught:
        run_onnx(linear_onnx, X)
    assert str(linear_onnx) in str(caught.value)
    assert capfd.readouterr() == ("", "")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        run_onnx(tmp_path / "none.onnx", X)


def test_a_model_with_another_input_type_is_refused(write_onnx: Callable[..., Path]) -> None:
    from onnx import TensorProto, helper

    cast = helper.make_node("Cast", ["x"], ["y"], to=1)
    path = write_onnx([cast], {}, ["n", 3], ["n", 3], input_type=TensorProto.INT32)
    with pytest.raises(InputError, match=r"one input of float32, .* got x: tensor\(int32\)"):
        run_onnx(path, X)


def test_an_output_without_classes_is_refused(write_onnx: Callable[..., Path]) -> None:
    from onnx import helper

    path = write_onnx([helper.make_node("Relu", ["x"], ["y"])], {}, ["n", 3, 1], ["n", 3, 1])
    with pytest.raises(InputError, match=r"must have shape \(n, n_classes\), got \(5, 3, 1\)"):
        run_onnx(path, X[:, :, None])


@pytest.mark.parametrize("n_windows", [0, 2, 4])
def test_a_fixed_batch_is_respected(write_onnx: Callable[..., Path], n_windows: int) -> None:
    from onnx import helper

    path = write_onnx([helper.make_node("Relu", ["x"], ["y"])], {}, [2, 3], [2, 3])
    assert run_onnx(path, X[:n_windows]) == pytest.approx(X[:n_windows])


def test_a_fixed_batch_that_is_not_filled_is_refused(write_onnx: Callable[..., Path]) -> None:
    from onnx import helper

    path = write_onnx([helper.make_node("Relu", ["x"], ["y"])], {}, [2, 3], [2, 3])
    with pytest.raises(InputError, match="fixed batch of 2, which 5 windows do not fill"):
        run_onnx(path, X)


def test_a_missing_extra_is_answered_with_its_install_line(
    linear_onnx: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'afterfit\[onnx\]'"):
        run_onnx(linear_onnx, X)
