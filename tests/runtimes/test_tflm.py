from pathlib import Path

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.runtimes import profile_tflite, read_tflite_graph, run_tflite, run_tflm, run_variant
from tests.runtimes.tflite_models import (
    MLPERF,
    T,
    needs_mlperf,
    write_dense,
    write_random,
    write_tflite,
)

X = np.array([[1, 2, 3, 4], [-1, 0.5, 0, 2.5]], np.float32)
RUN_BY_TFLM = [
    ("ad01_fp32", 3_072),
    ("ad01_int8", 768),
    ("ic01_resnet8_float", 196_608),
    ("ic01_resnet8_int8", 49_152),
    ("kws_float32", 64_000),
    ("kws_int8", 16_000),
    ("sww_dscnn1d_int8", 6_656),
]


@needs_mlperf
@pytest.mark.parametrize(("file", "head"), RUN_BY_TFLM)
def test_outputs_are_those_of_the_wheel_and_the_plan_is_its_own(file: str, head: int) -> None:
    from tflite_micro.python.tflite_micro import runtime

    path = MLPERF / f"{file}.tflite"
    graph = read_tflite_graph(path)
    entry = graph.tensors[graph.inputs[0]]
    rng = np.random.default_rng(1)
    windows = rng.integers(-128, 128, (2, *(entry.shape or ())[1:])).astype(entry.dtype)
    run = run_tflm(path, windows)

    judge = runtime.Interpreter.from_file(str(path), arena_size=2 * 1024**2)
    scale = (graph.tensors[graph.outputs[0]].scales or (1.0,))[0]
    zero = (graph.tensors[graph.outputs[0]].zero_points or (0,))[0]
    for window, output in zip(windows, run.outputs, strict=True):
        judge.set_input(window[None], 0)
        judge.invoke()
        assert (output == (judge.get_output(0)[0].astype(np.float64) - zero) * scale).all()

    memory = profile_tflite(path, file, "x").memory
    assert memory is not None
    assert memory.planned_bytes == run.arena.head_bytes == head
    assert memory.basis == "computed"


@pytest.mark.parametrize("seed", range(4))
def test_the_plan_of_any_graph_is_that_of_the_wheel(tmp_path: Path, seed: int) -> None:
    path = write_random(tmp_path / "m.tflite", seed)
    memory = profile_tflite(path, "random", "float32").memory
    shape = read_tflite_graph(path).tensors[0].shape or ()
    run = run_tflm(path, np.ones(shape, np.float32))
    assert memory is not None
    assert memory.planned_bytes == run.arena.head_bytes
    assert run.arena.total_bytes == run.arena.head_bytes + run.arena.tail_bytes
    assert (run.outputs == run_tflite(path, np.ones(shape, np.float32))).all()


@pytest.mark.parametrize("kind", ["float", "int8", "int8 with float ends"])
def test_every_class_that_it_supports(tmp_path: Path, kind: str) -> None:
    path = write_dense(tmp_path / "m.tflite", kind)
    assert (run_variant(path, X, "tflm").outputs == run_variant(path, X, "reference").outputs).all()


def test_hybrid_models_are_refused_with_the_reason(tmp_path: Path) -> None:
    path = write_dense(tmp_path / "float32.tflite", "hybrid")
    with pytest.raises(InputError, match=r"the model is hybrid .* TFLite Micro does not support"):
        run_tflm(path, X)


def test_an_operator_that_it_lacks_is_named(tmp_path: Path) -> None:
    ends = [T((1, 4)), T((1, 4))]
    path = write_tflite(tmp_path / "m.tflite", ends, [("ATAN2", [0, 0], [1])], [0], [1])
    with pytest.raises(InputError, match="Didn't find op for builtin opcode 'ATAN2'"):
        run_tflm(path, X)


def test_the_arena_grows_until_the_model_fits(tmp_path: Path) -> None:
    wide = [T((1, 300_000)), T((1, 300_000))]
    path = write_tflite(tmp_path / "m.tflite", wide, [("ADD", [0, 0], [1])], [0], [1])
    run = run_tflm(path, np.ones((1, 300_000), np.float32))
    assert run.arena.head_bytes == 2_400_000
    assert run.arena.arena_bytes == 4 * 1024**2
    assert (run.outputs == 2).all()


def test_a_giant_is_refused_before_it_takes_memory(tmp_path: Path) -> None:
    tensors = [T((1, 4)), T((1, 2**28))]
    path = write_tflite(tmp_path / "m.tflite", tensors, [("ADD", [0, 0], [1])], [0], [1])
    with pytest.raises(InputError, match=r"'t1': 1,024 MiB\), more than the 64 MiB"):
        run_tflm(path, X)


def test_nan_is_reported(tmp_path: Path) -> None:
    ends = [T((1, 4)), T((1, 4))]
    path = write_tflite(tmp_path / "m.tflite", ends, [("LOG", [0], [1])], [0], [1])
    with pytest.raises(InputError, match="nan or infinity for 1 of 2 windows, first for window 1"):
        run_tflm(path, X)
