import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.training.quantization.grid import (
    Grid,
    activation_grid,
    fit_range,
    next_power_of_two,
    weight_grid,
    weight_scales,
)

NUMBERS = st.floats(-1e3, 1e3, width=32)


@pytest.mark.parametrize(
    ("bits", "activations", "weights"),
    [(8, Grid(-128, 127), Grid(-127, 127)), (4, Grid(-8, 7), Grid(-7, 7)),
     (2, Grid(-2, 1), Grid(-1, 1))],
)  # fmt: skip
def test_grids(bits: int, activations: Grid, weights: Grid) -> None:
    assert (activation_grid(bits), weight_grid(bits)) == (activations, weights)


@pytest.mark.parametrize(
    ("low", "high", "scale", "zero_point"),
    [(0.0, 15.0, 1.0, -8), (-8.0, 7.0, 1.0, 0), (5.0, 15.0, 1.0, -8), (-15.0, -5.0, 1.0, 7),
     (0.0, 0.0, 1.0, -8)],
    ids=["behind a relu", "both signs", "0 is included", "0 is included above", "nothing"],
)  # fmt: skip
def test_a_range_on_4_bits(low: float, high: float, scale: float, zero_point: int) -> None:
    assert fit_range(low, high, activation_grid(4)) == (scale, zero_point)


@given(NUMBERS, NUMBERS, st.sampled_from([8, 4, 2]))
def test_0_is_exact_and_the_ends_are_within_a_step(one: float, other: float, bits: int) -> None:
    grid = activation_grid(bits)
    low, high = min(one, other, 0.0), max(one, other, 0.0)
    scale, zero_point = fit_range(low, high, grid)
    assert grid.lowest <= zero_point <= grid.highest
    assert (grid.lowest - zero_point) * scale <= low + scale * (0.5 + 1e-9)
    assert (grid.highest - zero_point) * scale >= high - scale * (0.5 + 1e-9)


@given(st.floats(1e-6, 1e6))
def test_the_next_power_of_two_never_cuts(scale: float) -> None:
    power = float(next_power_of_two(np.array([scale]))[0])
    assert scale <= power < 2 * scale
    assert np.frexp(power)[0] == 0.5


@given(st.lists(NUMBERS, min_size=2, max_size=12), st.sampled_from([4, 2]))
def test_a_narrow_scale_is_no_worse_than_the_whole_range(values: list[float], bits: int) -> None:
    weights, grid = np.array([values]), weight_grid(bits)

    def error(scale: float) -> float:
        rounded = np.clip(np.rint(weights / scale), grid.lowest, grid.highest) * scale
        return float(((weights - rounded) ** 2).sum())

    whole = float(np.abs(weights).max()) / grid.highest or 1.0
    assert error(float(weight_scales(weights, grid)[0])) <= error(whole) * (1 + 1e-9)


def test_one_large_weight_does_not_flatten_the_others() -> None:
    weights = np.array([[3.0, *[0.9, -0.9] * 20]])
    rounded = np.rint(weights / weight_scales(weights, weight_grid(2))[:, None]).clip(-1, 1)
    assert (rounded != 0).all()


def test_a_row_of_zeros_has_a_scale() -> None:
    assert (weight_scales(np.zeros((1, 3)), weight_grid(4)) > 0).all()
