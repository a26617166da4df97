import sys
from pathlib import Path

import numpy as np
import pytest

from afterfit.errors import InputError, MissingExtraError
from afterfit.records import GraphTensor
from afterfit.runtimes import read_tflite_graph, run_tflite
from afterfit.runtimes.batches import dequantize, quantize
from afterfit.runtimes.litert import Kernels
from tests.runtimes.tflite_models import MLPERF, T, needs_mlperf, write_dense, write_tflite

X = np.array([[0, 0, 0, 0], [1, 2, 3, 4], [-1, 0.5, 0, 2.5]], np.float32)
WEIGHTS, BIAS = np.arange(12).reshape(3, 4) - 6, np.array([0, 1, -1])


@pytest.mark.parametrize(
    ("kind", "scale"), [("float", 1), ("weight-only", 0.5), ("hybrid", 0.5), ("int8", 0.25)]
)
def test_outputs_are_real_numbers_whatever_the_model_stores(
    tmp_path: Path, kind: str, scale: float
) -> None:
    outputs = run_tflite(write_dense(tmp_path / "m.tflite", kind), X)
    assert outputs.dtype == np.float64
    # a step of the int8 output is 0.5; a hybrid kernel rounds its input to 127 steps
    assert outputs == pytest.approx(
        X @ (WEIGHTS * scale).T + BIAS, abs=0.26 if kind != "float" else 1e-6
    )


def test_float_ends_and_integer_ends_give_the_same(tmp_path: Path) -> None:
    integer = write_dense(tmp_path / "integer.tflite", "int8")
    real = write_dense(tmp_path / "float.tflite", "int8 with float ends")
    assert (run_tflite(integer, X) == run_tflite(real, X)).all()
    codes = quantize(X, read_tflite_graph(integer).tensors[0])
    assert (run_tflite(integer, codes) == run_tflite(integer, X)).all()


@pytest.mark.parametrize("n_windows", [0, 1, 2, 3])
def test_any_number_of_windows_goes_through_a_fixed_batch(tmp_path: Path, n_windows: int) -> None:
    path = write_tflite(
        tmp_path / "m.tflite", [T((2, 4)), T((2, 4))], [("ADD", [0, 0], [1])], [0], [1]
    )
    assert run_tflite(path, X[:n_windows]) == pytest.approx(2 * X[:n_windows])


@needs_mlperf
@pytest.mark.parametrize("kernels", ["reference", "default"])
def test_the_wheel_itself_agrees(kernels: Kernels) -> None:
    from ai_edge_litert.interpreter import Interpreter, OpResolverType

    path = MLPERF / "kws_int8.tflite"
    codes = np.random.default_rng(0).integers(-128, 128, (3, 49, 10, 1)).astype(np.int8)
    resolver = OpResolverType.BUILTIN_REF if kernels == "reference" else OpResolverType.AUTO
    judge = Interpreter(str(path), experimental_op_resolver_type=resolver)
    judge.allocate_tensors()
    entry, end = judge.get_input_details()[0]["index"], judge.get_output_details()[0]
    wanted = []
    for window in codes:
        judge.set_tensor(entry, window[None])
        judge.invoke()
        wanted.append((judge.get_tensor(end["index"])[0].astype(float) + 128) / 256)
    assert (run_tflite(path, codes, kernels) == np.stack(wanted)).all()


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    run_tflite(write_dense(tmp_path / "m.tflite"), X, progress=lambda *done: told.append(done))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("shape", [(3, 5), (3, 4, 1), (4,)], ids=["width", "axes", "flat"])
def test_windows_of_another_shape_are_refused(tmp_path: Path, shape: tuple[int, ...]) -> None:
    path = write_dense(tmp_path / "m.tflite")
    with pytest.raises(InputError, match=r"takes windows of shape \(n, 4\), got") as caught:
        run_tflite(path, np.zeros(shape, np.float32))
    assert str(shape) in str(caught.value)


def test_a_giant_is_refused_before_it_takes_memory(tmp_path: Path) -> None:
    tensors = [T((1, 2**28)), T((1, 2**28))]
    path = write_tflite(tmp_path / "m.tflite", tensors, [("ADD", [0, 0], [1])], [0], [1])
    with pytest.raises(InputError, match=r"declares 2,048 MiB of activations \(tensor 't0'"):
        run_tflite(path, np.zeros((0, 2**28), np.float32))


def test_what_the_runtime_lacks_or_makes_nan_is_said(tmp_path: Path) -> None:
    ends = [T((1, 4)), T((1, 4))]
    lacking = write_tflite(tmp_path / "own.tflite", ends, [("MyOwn", [0], [1])], [0], [1])
    with pytest.raises(InputError, match=r"LiteRT could not run the model: .*op: MyOwn"):
        run_tflite(lacking, X)
    log = write_tflite(tmp_path / "log.tflite", ends, [("LOG", [0], [1])], [0], [1])
    with pytest.raises(InputError, match="nan or infinity for 2 of 3 windows, first for window 0"):
        run_tflite(log, X)


def test_two_inputs_are_refused(tmp_path: Path) -> None:
    tensors = [T((1, 4)), T((1, 4)), T((1, 4))]
    path = write_tflite(tmp_path / "m.tflite", tensors, [("ADD", [0, 1], [2])], [0, 1], [2])
    with pytest.raises(InputError, match="must have one input, got 2"):
        run_tflite(path, X)


@pytest.mark.parametrize(
    ("value", "code"),
    [(0.0, 3), (0.25, 4), (-0.25, 2), (0.24, 3), (1000.0, 127), (-1000.0, -128)],
)
def test_rounding_is_half_away_from_zero_and_saturates(value: float, code: int) -> None:
    tensor = GraphTensor("x", (1,), "int8", 1, False, scales=(0.5,), zero_points=(3,))
    assert quantize(np.array([value]), tensor).tolist() == [code]
    assert abs(dequantize(np.array([code], np.int8), tensor)[0] - np.clip(value, -65.5, 62)) <= 0.25


def test_a_missing_extra_is_answered_with_its_install_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_dense(tmp_path / "m.tflite")
    read_tflite_graph(path)
    monkeypatch.setitem(sys.modules, "ai_edge_litert", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'afterfit\[tflite\]'"):
        run_tflite(path, X)
