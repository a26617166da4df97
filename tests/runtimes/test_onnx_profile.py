import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from afterfit.errors import InputError, MissingExtraError
from afterfit.records import LayerProfile
from afterfit.runtimes import profile_onnx


def test_size_shape_and_layers(linear_onnx: Path) -> None:
    profile = profile_onnx(linear_onnx, "tiny", "float32")
    assert (profile.name, profile.variant) == ("tiny", "float32")
    assert profile.input_shape == (1, 3)
    assert profile.file_bytes == linear_onnx.stat().st_size
    assert profile.layers == (LayerProfile("head", "Gemm", (1, 2), 8, 6, 32, 8),)
    assert profile.n_parameters == 8


def test_weights_are_found_through_quantise_and_dequantise_steps(
    write_onnx: Callable[..., Path],
) -> None:
    from onnx import helper

    scale, zero = np.float32(0.1), np.int8(0)
    path = write_onnx(
        [
            helper.make_node("DequantizeLinear", ["Wq", "s", "z"], ["W"]),
            helper.make_node("QuantizeLinear", ["bf", "s", "z"], ["bq"]),
            helper.make_node("DequantizeLinear", ["bq", "s", "z"], ["b"]),
            helper.make_node("QuantizeLinear", ["x", "s", "z"], ["xq"]),
            helper.make_node("DequantizeLinear", ["xq", "s", "z"], ["xd"]),
            helper.make_node("Gemm", ["xd", "W", "b"], ["y"], name="head"),
        ],
        {"Wq": np.ones((3, 2), np.int8), "bf": np.ones(2, np.float32), "s": scale, "z": zero},
        ["batch", 3],
        ["batch", 2],
    )
    # the bias is stored as float here; the output is not quantised
    layers = (LayerProfile("head", "Gemm", (1, 2), 8, 6, 6 + 8, 8),)
    assert profile_onnx(path, "tiny", "int8").layers == layers


def test_shapes_axes_and_running_statistics_are_not_parameters(
    write_onnx: Callable[..., Path],
) -> None:
    from onnx import helper, numpy_helper

    four = np.ones(4, np.float32)
    bias = numpy_helper.from_array(np.zeros(2, np.float32))
    path = write_onnx(
        [
            helper.make_node("BatchNormalization", ["x", "g", "b", "m", "v"], ["n"], name="norm"),
            helper.make_node("Reshape", ["n", "shape"], ["flat"], name="flat"),
            helper.make_node("MatMul", ["flat", "W"], ["h"], name="head"),
            helper.make_node("Constant", [], ["bias"], value=bias),
            helper.make_node("Add", ["h", "bias"], ["y"], name="bias"),
        ],
        {
            **dict.fromkeys("gbmv", four),
            "shape": np.array([-1, 8]),
            "W": np.ones((8, 2), np.float32),
        },
        ["batch", 4, 2],
        ["batch", 2],
    )
    layers = profile_onnx(path, "tiny", "float32").layers
    assert [(layer.name, layer.n_parameters) for layer in layers] == [
        ("norm", 8),
        ("flat", 0),
        ("head", 16),
        ("bias", 2),
    ]
    assert [layer.output_shape for layer in layers] == [(1, 4, 2), (1, 8), (1, 2), (1, 2)]


def test_a_shape_that_the_file_does_not_tell_is_empty(write_onnx: Callable[..., Path]) -> None:
    from onnx import helper

    node = helper.make_node("NonZero", ["x"], ["nz"], name="where")
    cast = helper.make_node("Cast", ["nz"], ["y"], name="cast", to=1)
    path = write_onnx([node, cast], {}, ["batch", 3], ["rank", "n"])
    assert profile_onnx(path, "odd", "float32").layers[0].output_shape == ()


@pytest.mark.train
def test_int8_has_the_parameters_of_its_float_reference(tmp_path: Path) -> None:
    from afterfit.training import quantize_int8
    from afterfit.training.export import export_onnx
    from afterfit.training.networks import build_network

    float_onnx, int8_onnx = tmp_path / "float.onnx", tmp_path / "int8.onnx"
    export_onnx(build_network("CLS_6k_NPU", 3, 6, seed=0), (3, 64, 1), float_onnx)
    X = np.random.default_rng(0).normal(size=(8, 3, 64, 1)).astype(np.float32)
    quantize_int8(float_onnx, int8_onnx, X)
    reference = profile_onnx(float_onnx, "CLS_6k_NPU", "float32")
    candidate = profile_onnx(int8_onnx, "CLS_6k_NPU", "int8")
    held = [
        {layer.name: layer.n_parameters for layer in profile.layers if layer.n_parameters}
        for profile in (reference, candidate)
    ]
    # of torch's 6764, the two vectors of each folded normalisation are gone
    folded = 2 * (16 + 16 + 32 + 32 + 48 + 16)
    assert held[0] == held[1]
    assert reference.n_parameters == candidate.n_parameters == 6764 - folded
    assert candidate.file_bytes < reference.file_bytes
    assert reference.input_shape == candidate.input_shape == (1, 3, 64, 1)
    assert all(layer.output_shape for layer in candidate.layers)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "the file is empty"), (b"not a model at all", "not a valid ONNX model")],
    ids=["empty", "garbage"],
)
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words) as caught:
        profile_onnx(path, "x", "float32")
    assert str(path) in str(caught.value)


def test_a_truncated_or_missing_file_is_refused(linear_onnx: Path, tmp_path: Path) -> None:
    linear_onnx.write_bytes(linear_onnx.read_bytes()[:60])
    with pytest.raises(InputError, match="not a valid ONNX model"):
        profile_onnx(linear_onnx, "x", "float32")
    with pytest.raises(InputError, match="No such file"):
        profile_onnx(tmp_path / "none.onnx", "x", "float32")


def test_a_missing_extra_is_answered_with_its_install_line(
    linear_onnx: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'afterfit\[onnx\]'"):
        profile_onnx(linear_onnx, "x", "float32")
