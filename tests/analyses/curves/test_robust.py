import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import theilslopes

from afterfit.analyses.curves.robust import end_trend, noise_level, running_median, theil_sen

finite = st.floats(-1e3, 1e3)


@pytest.mark.parametrize("sigma", [0.01, 1.0])
@pytest.mark.parametrize("slope", [0.0, -3.0])
def test_noise_is_found_on_any_straight_trend(sigma: float, slope: float) -> None:
    x = np.arange(2000.0)
    values = slope * x + np.random.default_rng(0).normal(0, sigma, len(x))
    assert noise_level(values) == pytest.approx(sigma, rel=0.1)


def test_wild_values_do_not_move_the_noise() -> None:
    values = np.random.default_rng(0).normal(0, 1, 1000)
    values[::50] = 1e6
    assert noise_level(values) == pytest.approx(1, rel=0.2)


def test_few_values_have_no_noise_to_measure() -> None:
    assert math.isnan(noise_level(np.arange(4.0)))
    assert math.isnan(end_trend(np.arange(4.0), np.arange(4.0)).slope)
    assert all(map(math.isnan, theil_sen(np.ones(3), np.arange(3.0))))


@given(arrays(np.float64, st.integers(5, 40), elements=finite))
@settings(deadline=None)
def test_slopes_are_those_of_scipy(y: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    x = np.arange(float(len(y)))
    judge = theilslopes(y, x)
    slope, low, high = theil_sen(x, y)
    assert slope == pytest.approx(judge.slope, abs=1e-9)
    # scipy narrows the interval where values are tied
    assert low <= judge.low_slope + 1e-9
    assert high >= judge.high_slope - 1e-9


def test_the_interval_is_that_of_scipy_without_ties() -> None:
    y = np.random.default_rng(3).normal(size=30)
    judge = theilslopes(y)
    assert theil_sen(np.arange(30.0), y) == pytest.approx(
        (judge.slope, judge.low_slope, judge.high_slope)
    )


@given(arrays(np.float64, st.integers(0, 60), elements=finite))
@settings(deadline=None)
def test_a_running_median_stays_between_the_extremes(
    values: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    smoothed = running_median(values)
    assert smoothed.shape == values.shape
    if len(values):
        assert values.min() <= smoothed.min() <= smoothed.max() <= values.max()


def test_long_ends_are_thinned_without_losing_the_slope() -> None:
    x = np.arange(50_000.0)
    assert end_trend(x, 7 - 2e-4 * x).slope == pytest.approx(-2e-4)
