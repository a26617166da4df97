import pytest

from afterfit.errors import InputError
from afterfit.training.image_zoo import build_image_network
from afterfit.training.networks import build_network


def test_parameters_are_those_of_the_reference() -> None:
    network = build_image_network(1, (28, 28), 10)
    assert sum(one.numel() for one in network.parameters()) == 60432


@pytest.mark.parametrize("size", [(10, 10), (16, 28), (49, 40)])
def test_any_size_from_ten_up(size: tuple[int, int]) -> None:
    import torch

    network = build_network("Lenet5", 3, 4, seed=0, size=size)
    assert network(torch.zeros(2, 3, *size)).shape == (2, 4)


def test_too_small() -> None:
    with pytest.raises(InputError, match="at least 10 × 10, got 9 × 28"):
        build_image_network(1, (9, 28), 10)
