from pathlib import Path
from typing import Any

import numpy as np
import pytest

from afterfit.runtimes import profile_onnx, profile_tflite, read_tflite_graph, run_tflite, run_tflm
from afterfit.training.export import export_onnx
from afterfit.training.networks import build_network
from afterfit.training.quantization import QuantizationPlan, quantize_after_training
from afterfit.training.tflite import write_tflite
from afterfit.training.zoo_index import KNOWN_MODELS, layers_of
from tests.training.tflite.integer_kernels import IntegerModel, input_integers
from tests.training.tflite.onnx_models import outputs_of, quantized
from tests.training.tflite.test_write import steps_apart
from tests.training.tflite.zoo_nets import OUTPUTS, zoo_net

pytest.importorskip("tflite_micro")


OF_THE_BENCHMARK = {"DSCNN": (1, 24, 10), "ResNet8": (3, 16, 16), "MobileNetV1_025": (3, 32, 32)}
"""Networks with branches or another normalisation, as torch exports them, and a small input."""
OTHERS = [name for name in reversed(KNOWN_MODELS) if name not in OF_THE_BENCHMARK]
NETWORKS = {layers_of(name) or name: name for name in OTHERS}.values()
"""One name of each list of layers; regression and forecasting share some."""


def judged(path: Path, X: Any) -> Any:
    """Return the outputs that exact integer arithmetic gives, as numbers."""
    graph = read_tflite_graph(path)
    end = graph.tensors[graph.outputs[0]]
    rows = IntegerModel(path).run(input_integers(path, X))
    return (rows - end.zero_points[0]) * end.scales[0]


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_runs_on_the_device(name: str, tmp_path: Path) -> None:
    int8, X = quantized(zoo_net(name), tmp_path)
    tflite = tmp_path / "m.tflite"
    write_tflite(int8, tflite)
    found, wanted = run_tflm(tflite, X), outputs_of(int8, X)
    assert found.outputs.shape == wanted.shape
    apart = steps_apart(tflite, found.outputs, wanted)
    assert apart.mean() < 1
    assert apart.max() <= 4  # random weights: roundings of up to ten layers add up
    graph, profile = read_tflite_graph(tflite), profile_tflite(tflite, name, "a")
    assert profile.memory is not None
    assert profile.memory.planned_bytes == found.arena.head_bytes
    assert "TRANSPOSE" not in {layer.operator for layer in profile.layers}
    rows = judged(tflite, X)
    if graph.window is not None and graph.window.also_output:
        rows = rows.transpose(0, 3, 2, 1)
    assert np.array_equal(found.outputs.reshape(rows.shape), rows)


@pytest.mark.parametrize("name", OF_THE_BENCHMARK)
def test_every_network_of_the_benchmark_runs_on_the_device(name: str, tmp_path: Path) -> None:
    n_channels, *size = OF_THE_BENCHMARK[name]
    network = build_network(name, n_channels, OUTPUTS, seed=0, size=(size[0], size[1]))
    export_onnx(network, OF_THE_BENCHMARK[name], tmp_path / "float.onnx")
    X = np.random.default_rng(0).normal(0, 1, (12, *OF_THE_BENCHMARK[name])).astype(np.float32)
    int8 = quantize_after_training(QuantizationPlan(), tmp_path / "float.onnx", X, tmp_path)
    tflite = tmp_path / "m.tflite"
    write_tflite(int8, tflite)
    found = run_tflm(tflite, X)
    assert steps_apart(tflite, found.outputs, outputs_of(int8, X)).max() <= 4
    profile = profile_tflite(tflite, name, "a")
    assert profile.memory is not None
    assert profile.memory.planned_bytes == found.arena.head_bytes
    assert np.array_equal(found.outputs.ravel(), judged(tflite, X).ravel())


@pytest.mark.parametrize("name", ["CLS_8k_NPU", "Lenet5", "REGR_13k", "FCST_3k", "AD_17k"])
def test_its_kernels_are_those_of_litert_and_its_size_that_of_onnx(
    name: str, tmp_path: Path
) -> None:
    net = zoo_net(name)
    int8, X = quantized(net, tmp_path)
    tflite = tmp_path / "m.tflite"
    write_tflite(int8, tflite)
    assert steps_apart(tflite, run_tflm(tflite, X).outputs, run_tflite(tflite, X)).max() <= 1
    mine, theirs = profile_tflite(tflite, name, "a"), profile_onnx(int8, name, "b")
    assert mine.n_parameters == theirs.n_parameters
    # a convolution stands for the normalisation of the input: one product an element
    normalised = np.prod(net.shape) if net.nodes[0].op_type == "BatchNormalization" else 0
    assert mine.n_macs == (theirs.n_macs or 0) + normalised


def test_what_an_autoencoder_makes_lies_as_what_it_reads(tmp_path: Path) -> None:
    int8, X = quantized(zoo_net("AD_500_NPU"), tmp_path)
    write_tflite(int8, tmp_path / "m.tflite")
    graph = read_tflite_graph(tmp_path / "m.tflite")
    assert graph.tensors[graph.inputs[0]].shape == graph.tensors[graph.outputs[0]].shape
    assert graph.window is not None
    assert graph.window.also_output
    assert run_tflite(tmp_path / "m.tflite", X).shape == X.shape
