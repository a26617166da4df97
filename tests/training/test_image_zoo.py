from pathlib import Path

import pytest

from afterfit.errors import InputError
from afterfit.runtimes import profile_onnx
from afterfit.training.export import export_onnx
from afterfit.training.image_zoo import build_image_network
from afterfit.training.networks import build_network


def test_parameters_are_those_of_the_reference() -> None:
    network = build_image_network("Lenet5", 1, (28, 28), 10)
    assert sum(one.numel() for one in network.parameters()) == 60432


@pytest.mark.parametrize("size", [(10, 10), (16, 28), (49, 40)])
def test_any_size_from_ten_up(size: tuple[int, int]) -> None:
    import torch

    network = build_network("Lenet5", 3, 4, seed=0, size=size)
    assert network(torch.zeros(2, 3, *size)).shape == (2, 4)


def test_too_small() -> None:
    with pytest.raises(InputError, match="at least 10 × 10, got 9 × 28"):
        build_image_network("Lenet5", 1, (9, 28), 10)


def test_costs_of_the_reference_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    export_onnx(build_network("Lenet5", 1, 10, seed=0, size=(28, 28)), (1, 28, 28), path)
    profile = profile_onnx(path, "Lenet5", "float32")
    convolutions = [26 * 26 * 8 * 9, 11 * 11 * 16 * 8 * 9]
    linear = [16 * 5 * 5 * 120, 120 * 84, 84 * 10]
    assert [layer.n_macs for layer in profile.layers if layer.n_macs] == [*convolutions, *linear]
    assert profile.n_macs == 246_984
    # the normalisations behind the convolutions are folded: their two vectors of 8 and of 16 go
    assert profile.n_parameters == 60_432 - 2 * 8 - 2 * 16
