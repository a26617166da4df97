import pytest

from afterfit.training.networks import build_network
from afterfit.training.zoo import ARCHITECTURES, MODEL_NAMES, Conv

pytestmark = pytest.mark.train

PARAMETERS = {
    "CLS_100_NPU": (268, 324),
    "CLS_500_NPU": (532, 684),
    "CLS_1k_NPU": (876, 1028),
    "CLS_2k_NPU": (4996, 5292),
    "CLS_4k_NPU": (3692, 3908),
    "CLS_6k_NPU": (6596, 6764),
    "CLS_8k_NPU": (9668, 9964),
    "CLS_13k_NPU": (12580, 12924),
    "CLS_20k_NPU": (66596, 67020),
}


def n_parameters(name: str, n_channels: int, n_classes: int) -> int:
    network = build_network(name, n_channels, n_classes, seed=0)
    return sum(weights.numel() for weights in network.parameters())


def test_every_network_has_its_row_in_the_table() -> None:
    assert set(PARAMETERS) == set(MODEL_NAMES)


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_parameter_counts_are_those_of_tensorlab(name: str) -> None:
    counts = (n_parameters(name, 1, 2), n_parameters(name, 3, 6))
    assert counts == PARAMETERS[name]


@pytest.mark.parametrize("name", MODEL_NAMES)
@pytest.mark.parametrize("n_features", [1, 25])
def test_learns_and_answers_at_any_width(name: str, n_features: int) -> None:
    import torch

    network = build_network(name, 2, 4, seed=0)
    logits = network(torch.randn(2, 2, n_features, 1))
    logits.sum().backward()
    assert logits.shape == (2, 4)
    assert network.eval()(torch.randn(1, 2, n_features, 1)).isfinite().all()


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_is_made_of_stock_torch_modules_in_the_order_of_the_list(name: str) -> None:
    from torch import nn

    network = build_network(name, 1, 2, seed=0)
    kernels = [layer.kernel_size[0] for layer in network.children() if isinstance(layer, nn.Conv2d)]
    assert type(network) is nn.Sequential
    assert all(type(layer).__module__.startswith("torch.nn.") for layer in network)
    assert kernels == [block.kernel for block in ARCHITECTURES[name] if isinstance(block, Conv)]


def test_weights_follow_from_the_seed_and_leave_the_callers_random_state_alone() -> None:
    import torch

    torch.manual_seed(7)
    expected_draw = torch.rand(1)
    torch.manual_seed(7)
    first, again, other = (build_network("CLS_1k_NPU", 1, 2, seed) for seed in (1, 1, 2))
    assert torch.equal(torch.rand(1), expected_draw)
    assert torch.equal(first.conv1.weight, again.conv1.weight)  # type: ignore[arg-type,union-attr]
    assert not torch.equal(first.conv1.weight, other.conv1.weight)  # type: ignore[arg-type,union-attr]
