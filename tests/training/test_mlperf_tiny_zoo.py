"""The benchmark's own files, and its published figures, judge the networks."""

import subprocess
import sys
from pathlib import Path

import pytest

from afterfit.errors import InputError
from afterfit.runtimes import profile_onnx, profile_tflite
from afterfit.training.export import export_onnx
from afterfit.training.networks import build_network
from tests.shared_data import MLPERF_TINY

CASES = {
    "DSCNN": (1, (49, 10), 12),
    "ResNet8": (3, (32, 32), 10),
    "MobileNetV1_025": (3, (96, 96), 2),
}


@pytest.mark.parametrize(
    ("name", "trainable", "published"),
    [("DSCNN", 23_756, 24_908), ("ResNet8", 78_186, 78_666), ("MobileNetV1_025", 216_322, 221_794)],
)
def test_parameters_are_those_that_are_published(name: str, trainable: int, published: int) -> None:
    n_channels, size, n_classes = CASES[name]
    network = build_network(name, n_channels, n_classes, seed=0, size=size)
    inputs = [one.numel() for one in network.get_submodule("input_norm").parameters()]
    count = sum(one.numel() for one in network.parameters()) - sum(inputs)
    running = [one for key, one in network.named_buffers() if "running" in key]
    statistics = sum(one.numel() for one in running) - sum(inputs)
    assert (count, count + statistics) == (trainable, published)


@pytest.mark.parametrize(
    ("name", "file", "n_macs"),
    [
        ("DSCNN", "kws_float32.tflite", 2_656_768),
        ("ResNet8", "ic01_resnet8_float.tflite", 12_501_632),
        ("MobileNetV1_025", None, 7_489_664),
    ],
)
def test_costs_are_those_of_the_benchmark(
    tmp_path: Path, name: str, file: str | None, n_macs: int
) -> None:
    n_channels, size, n_classes = CASES[name]
    path = tmp_path / "model.onnx"
    network = build_network(name, n_channels, n_classes, seed=0, size=size)
    export_onnx(network, (n_channels, *size), path)
    ours = profile_onnx(path, name, "float32")
    assert ours.n_macs == n_macs
    if file is None or not (MLPERF_TINY / file).is_file():
        return
    theirs = profile_tflite(MLPERF_TINY / file, name, "float32")
    normalisation = 2 * n_channels  # of the input, which the benchmark does not have
    assert (ours.n_parameters - normalisation, ours.n_macs) == (theirs.n_parameters, theirs.n_macs)
    by_layer = [[layer.n_macs for layer in one.layers if layer.n_macs] for one in (ours, theirs)]
    assert sorted(by_layer[0]) == sorted(by_layer[1])


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("size", [(2, 2), (33, 47)])
def test_any_size(name: str, size: tuple[int, int]) -> None:
    import torch

    network = build_network(name, 2, 3, seed=0, size=size).eval()
    assert network(torch.zeros(1, 2, *size)).shape == (1, 3)


@pytest.mark.parametrize("name", CASES)
def test_a_signal_is_no_image(name: str) -> None:
    with pytest.raises(InputError, match=rf"{name} needs images of at least 2 × 2, got 98 × 1"):
        build_network(name, 1, 3, seed=0, size=(98, 1))


def test_a_saved_network_loads_without_afterfit(tmp_path: Path) -> None:
    import torch

    network = build_network("ResNet8", 1, 3, seed=0, size=(8, 8)).eval()
    torch.save(network, tmp_path / "best_model.pt")
    image = torch.linspace(-1, 1, 64).reshape(1, 1, 8, 8)
    torch.save((image, network(image)), tmp_path / "judge.pt")
    script = (
        "import sys, torch\n"
        "sys.modules['afterfit'] = None\n"
        "network = torch.load('best_model.pt', weights_only=False)\n"
        "image, expected = torch.load('judge.pt')\n"
        "torch.testing.assert_close(network(image), expected)\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True)
