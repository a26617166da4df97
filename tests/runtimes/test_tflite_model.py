import sys
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterfit.errors import InputError, MissingExtraError
from afterfit.runtimes import read_tflite_graph
from tests.runtimes.tflite_models import MLPERF, T, needs_mlperf, write_dense, write_tflite

CLASSES = ["float", "weight-only", "hybrid", "int8", "int8 with float ends"]


# file, class, bytes, weights, scales and zero points, multiply-accumulates: MLPerf Tiny's models
@needs_mlperf
@pytest.mark.parametrize(
    ("file", "dtype_class", "file_bytes", "weights", "quantization", "macs"),
    [
        ("ad01_fp32", "float", 1_067_648, 1_063_472, 0, 264_192),
        ("ad01_int8", "int8", 276_976, 270_896, 372, 264_192),
        ("ic01_resnet8_float", "float", 318_144, 310_848, 0, 12_501_632),
        ("ic01_resnet8_int8", "int8", 98_496, 78_768, 8_292, 12_501_632),
        ("kws_float32", "float", 94_572, 90_421, 0, 2_656_768),
        ("kws_hybrid", "hybrid", 43_392, 33_608, 60, 2_656_768),
        ("kws_int8", "int8", 53_936, 24_392, 14_016, 2_656_768),
        ("sww_dscnn1d_int8", "int8", 74_520, 48_500, 20_328, 826_368),
    ],
)
def test_published_models(
    file: str, dtype_class: str, file_bytes: int, weights: int, quantization: int, macs: int
) -> None:
    graph = read_tflite_graph(MLPERF / f"{file}.tflite")
    assert graph.dtype_class == dtype_class
    assert graph.file_bytes == file_bytes
    assert (graph.weight_bytes, graph.quantization_bytes) == (weights, quantization)
    assert sum(one.n_macs or 0 for one in graph.operators) == macs
    assert graph.caveats == ()


@pytest.mark.parametrize("kind", CLASSES)
def test_the_class_comes_from_the_tensors_and_not_from_the_name(tmp_path: Path, kind: str) -> None:
    graph = read_tflite_graph(write_dense(tmp_path / "really_int8_float32.tflite", kind))
    assert graph.dtype_class == kind
    dense = next(one for one in graph.operators if one.operator == "FULLY_CONNECTED")
    assert dense.n_macs == 12
    assert dense.output_shape == (1, 3)
    assert sum(graph.tensors[one].n_elements or 0 for one in dense.weights) == 15


def test_tensors_tell_their_quantisation(tmp_path: Path) -> None:
    graph = read_tflite_graph(write_dense(tmp_path / "m.tflite", "int8"))
    first, weights = graph.tensors[0], graph.tensors[1]
    assert (first.scales, first.zero_points, first.is_constant) == ((0.5,), (3,), False)
    assert (weights.n_bytes, weights.is_constant) == (12, True)
    # four tensors with one scale and one zero point each, of 4 and 8 bytes
    assert graph.quantization_bytes == 48
    assert graph.weight_bytes == 12 + 3 * 4


def test_what_the_plan_does_not_cover_is_said(tmp_path: Path) -> None:
    tensors = [T((1, 4)), T((1, 4), variable=True), T((1, 4))]
    ops = [("ADD", [0, 1], [2]), ("MyOwn", [2], [2])]
    graph = read_tflite_graph(write_tflite(tmp_path / "m.tflite", tensors, ops, [0], [2]))
    assert [one.operator for one in graph.operators] == ["ADD", "CUSTOM MyOwn"]
    assert [one.n_macs for one in graph.operators] == [0, None]
    assert graph.dtype_class == "no weights"
    variables, kernels = graph.caveats
    assert "Variables" in variables
    assert "CUSTOM MyOwn" in kernels


def test_a_file_that_is_no_whole_model_is_refused(tmp_path: Path) -> None:
    content = write_dense(tmp_path / "m.tflite").read_bytes()
    cases = {
        "empty": b"",
        "one byte": b"x",
        "text": b"not a model at all, only text",
        "signature alone": b"\x1c\0\0\0TFL3",
        "half": content[: len(content) // 2],
        "zeros behind the signature": content[:8] + bytes(len(content) - 8),
        "HDF5": b"\x89HDF\r\n\x1a\n" + bytes(64),
        "pickle": b"\x80\x04\x95" + bytes(64),
    }
    for case, damaged in cases.items():
        path = tmp_path / f"{case}.tflite"
        path.write_bytes(damaged)
        with pytest.raises(InputError, match=rf"{case}\.tflite"):
            read_tflite_graph(path)
    with pytest.raises(InputError, match="No such file"):
        read_tflite_graph(tmp_path / "none.tflite")


def test_constants_that_are_not_all_there_are_refused(tmp_path: Path) -> None:
    weights = T((300, 4), data=np.zeros(12))
    tensors = [T((1, 4)), weights, T((1, 300))]
    path = write_tflite(
        tmp_path / "m.tflite", tensors, [("FULLY_CONNECTED", [0, 1, -1], [2])], [0], [2]
    )
    with pytest.raises(InputError, match=r"'t1' declares 4,800 bytes, but 48 are stored"):
        read_tflite_graph(path)


@pytest.mark.parametrize("named", ["inputs", "operators"])
def test_tensors_that_are_named_but_not_there_are_refused(tmp_path: Path, named: str) -> None:
    inputs, read = ([7], [0, 1]) if named == "inputs" else ([0], [0, 7])
    path = write_tflite(
        tmp_path / "m.tflite", [T((1, 4)), T((1, 4))], [("ADD", read, [1])], inputs, [1]
    )
    with pytest.raises(InputError, match="tensor 7 is named, but there are 2"):
        read_tflite_graph(path)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_anywhere_is_an_error_or_a_graph(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.tflite"
    content = bytearray(write_dense(path, "int8").read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(content))
    with suppress(InputError):
        assert read_tflite_graph(path).operators


def test_a_missing_extra_is_answered_with_its_install_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from afterfit.runtimes.tflite_file import tflite_schema

    path = write_dense(tmp_path / "m.tflite")
    tflite_schema.cache_clear()
    monkeypatch.setitem(sys.modules, "ai_edge_litert", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'afterfit\[tflite\]'"):
        read_tflite_graph(path)
