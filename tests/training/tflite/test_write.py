from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from afterfit.errors import InputError
from afterfit.runtimes import (
    profile_tflite,
    read_tflite_graph,
    run_onnx,
    run_tflite,
    run_tflm,
)
from afterfit.training.tflite import write_tflite
from tests.training.tflite.onnx_models import NETS, Net, outputs_of, quantized

pytest.importorskip("tflite_micro")


def steps_apart(tflite: Path, one: Any, other: Any) -> Any:
    graph = read_tflite_graph(tflite)
    scale = graph.tensors[graph.outputs[0]].scales[0]
    return np.abs(np.rint((one - other) / scale))


@pytest.mark.parametrize("name", NETS)
def test_each_operator_computes_what_onnx_runtime_does(name: str, tmp_path: Path) -> None:
    int8, X = quantized(NETS[name](), tmp_path)
    write_tflite(int8, tmp_path / "m.tflite")
    wanted = outputs_of(int8, X)
    found = run_tflm(tmp_path / "m.tflite", X)
    assert found.outputs.shape == wanted.shape
    apart = steps_apart(tmp_path / "m.tflite", found.outputs, wanted)
    assert apart.max() <= 2
    assert (apart > 1).mean() < 0.01
    profile = profile_tflite(tmp_path / "m.tflite", name, "int8")
    assert profile.dtype_class in ("int8", "no weights")
    assert profile.memory is not None
    assert profile.memory.planned_bytes == found.arena.head_bytes


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    size=st.integers(4, 30),
    kernel=st.integers(1, 5),
    stride=st.integers(1, 5),
    before=st.integers(0, 2),
    after=st.integers(0, 2),
    channels=st.integers(1, 3),
    depthwise=st.booleans(),
)
def test_any_convolution(tmp_path: Path, channels: int, depthwise: bool, **sides: int) -> None:
    net = Net((channels, sides["size"], 1), seed=sides["size"])
    net.conv(
        channels,
        channels,
        (min(sides["kernel"], sides["size"]), 1),
        strides=[sides["stride"], 1],
        pads=[sides["before"], 0, sides["after"], 0],
        group=channels if depthwise else 1,
    )
    int8, X = quantized(net, tmp_path)
    write_tflite(int8, tmp_path / "m.tflite")
    found = run_tflite(tmp_path / "m.tflite", X)
    assert steps_apart(tmp_path / "m.tflite", found, outputs_of(int8, X)).max() <= 1


@pytest.mark.train
def test_a_trained_network_decides_alike(trained: dict[str, Any], tmp_path: Path) -> None:
    int8, X = trained["folder"] / "int8.onnx", trained["validation"][0]
    write_tflite(int8, tmp_path / "m.tflite")
    found, wanted = run_tflm(tmp_path / "m.tflite", X).outputs, run_onnx(int8, X)
    assert steps_apart(tmp_path / "m.tflite", found, wanted).max() <= 2
    assert np.array_equal(found.argmax(axis=1), wanted.argmax(axis=1))


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    int8, _ = quantized(NETS["residual"](), tmp_path)
    for name in ("a.tflite", "b.tflite"):
        write_tflite(int8, tmp_path / name)
    assert (tmp_path / "a.tflite").read_bytes() == (tmp_path / "b.tflite").read_bytes()


def test_windows_are_taken_as_in_training_and_as_in_the_file(tmp_path: Path) -> None:
    int8, X = quantized(NETS["image, two strides"](), tmp_path)
    write_tflite(int8, tmp_path / "m.tflite")
    as_trained = run_tflite(tmp_path / "m.tflite", X)
    assert np.array_equal(run_tflite(tmp_path / "m.tflite", X.transpose(0, 2, 3, 1)), as_trained)


def _with(**changes: Any) -> Net:
    net = Net((4, 8, 8))
    net.conv(4, 4, (1, 1), relu=False)
    kind = changes.pop("kind")
    if kind == "Resize":
        scale = changes.pop("scales")
        net.repeat(np.array([1, 1, scale, scale], np.float32), **changes)
    else:
        net.add(kind, **changes)
    return net


def _mean_of_channels() -> Net:
    net = _with(kind="Relu")
    net.add("ReduceMean", net.stored(np.array([1])), keepdims=1)
    net.conv(1, 2, (1, 1))
    return net


@pytest.mark.parametrize(
    ("net", "message"),
    [
        (_with(kind="Tanh"), r"Tanh 'tanh1'.*these operators can: Add, AveragePool, BatchNorm"),
        (_mean_of_channels(), r"mean over the axes \[1\]"),
        (
            _with(kind="AveragePool", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1]),
            "without counting it",
        ),
        (_with(kind="MaxPool", kernel_shape=[2, 2], dilations=[2, 2]), "has a dilation"),
        (_with(kind="Resize", scales=1.5), r"\(12, 12, 4\) of \(8, 8, 4\).*repeat each element"),
        (_with(kind="Resize", scales=2, mode="cubic"), "by cubic, asymmetric, floor; it can"),
        (Net((4, 8, 1)), "has 2 groups; it can have 1"),
    ],
    ids=[
        "unknown operator",
        "mean of channels",
        "padded average",
        "dilated pool",
        "half a repetition",
        "cubic",
        "groups",
    ],
)
def test_what_is_not_covered_is_named(net: Net, message: str, tmp_path: Path) -> None:
    if not net.nodes:
        net.conv(4, 4, (3, 1), group=2)
    int8, _ = quantized(net, tmp_path)
    with pytest.raises(InputError, match=message) as error:
        write_tflite(int8, tmp_path / "m.tflite")
    assert error.value.where == str(int8)
    assert not (tmp_path / "m.tflite").exists()


def test_a_float_model_is_refused(tmp_path: Path) -> None:
    path = NETS["residual"]().save(tmp_path / "float.onnx")
    with pytest.raises(InputError, match="the input 'x' is not quantised by one scale"):
        write_tflite(path, tmp_path / "m.tflite")
