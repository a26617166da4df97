from collections.abc import Mapping

import pytest

from afterfit.errors import InputError
from afterfit.training.number_networks import build_number_network
from afterfit.training.zoo_index import MODELS_OF

pytestmark = pytest.mark.train

# what Tensorlab's own classes have when they are made, for these inputs and outputs
REGRESSION = {
    "REGR_500_NPU": 225,
    "REGR_1k": 757,
    "REGR_2k_NPU": 1573,
    "REGR_3k": 25_221,
    "REGR_4k": 3069,
    "REGR_6k_NPU": 2341,
    "REGR_8k_NPU": 6501,
    "REGR_10k": 4421,
    "REGR_13k": 10_429,
}
FORECASTING = {
    "FCST_500_NPU": 234,
    "FCST_1k_NPU": 918,
    "FCST_2k_NPU": 1734,
    "FCST_4k_NPU": 4486,
    "FCST_6k_NPU": 3494,
    "FCST_8k_NPU": 7654,
    "FCST_10k_NPU": 9630,
    "FCST_13k": 11_118,
    "FCST_20k_NPU": 29_374,
}
ANOMALY = {
    "AD_500_NPU": 315,
    "AD_1k": 1407,
    "AD_2k_NPU": 2643,
    "AD_4k": 4227,
    "AD_6k_NPU": 3139,
    "AD_8k_NPU": 10_563,
    "AD_10k_NPU": 9891,
    "AD_16k": 16_803,
    "AD_17k": 16_803,
    "AD_20k_NPU": 41_091,
    "AD_Linear": 343_632,
}
CASES: list[tuple[Mapping[str, int], tuple[int, int, int], int]] = [
    (REGRESSION, (6, 128, 1), 1),
    (FORECASTING, (6, 32, 1), 2),
    (ANOMALY, (3, 256, 1), 0),
    ({"REGR_3k": 98_949}, (6, 512, 1), 1),
    ({"FCST_3k": 6789}, (6, 32, 1), 1),
]


@pytest.mark.parametrize(
    ("name", "shape", "n_outputs", "n_parameters"),
    [(name, shape, out, count) for counts, shape, out in CASES for name, count in counts.items()],
)
def test_parameters_are_those_of_tensorlab(
    name: str, shape: tuple[int, int, int], n_outputs: int, n_parameters: int
) -> None:
    network = build_number_network(name, shape, n_outputs, seed=0)
    assert sum(p.numel() for p in network.parameters()) == n_parameters


def test_every_network_is_counted() -> None:
    assert set(REGRESSION) == set(MODELS_OF["regression"])
    assert set(FORECASTING) | {"FCST_3k"} == set(MODELS_OF["forecasting"])
    assert set(ANOMALY) == set(MODELS_OF["anomaly"])


@pytest.mark.parametrize("name", MODELS_OF["anomaly"])
def test_autoencoders_give_their_input_its_shape_back(name: str) -> None:
    import torch

    network = build_number_network(name, (2, 48, 1), 0, seed=0).eval()
    assert network(torch.zeros(3, 2, 48, 1)).shape == (3, 2, 48, 1)


def test_an_autoencoder_says_which_widths_it_can_give_back() -> None:
    with pytest.raises(InputError, match="multiple of 8"):
        build_number_network("AD_4k", (2, 50, 1), 0, seed=0)


@pytest.mark.parametrize("name", ["AD_17k", "AD_Linear"])
def test_two_autoencoders_fit_any_width(name: str) -> None:
    import torch

    network = build_number_network(name, (2, 50, 1), 0, seed=0).eval()
    assert network(torch.zeros(3, 2, 50, 1)).shape == (3, 2, 50, 1)


def test_the_same_seed_gives_the_same_weights() -> None:
    first, again, other = (
        build_number_network("REGR_1k", (1, 16, 1), 1, seed).state_dict() for seed in (1, 1, 2)
    )
    assert all(first[key].equal(again[key]) for key in first)
    assert not all(first[key].equal(other[key]) for key in first)
