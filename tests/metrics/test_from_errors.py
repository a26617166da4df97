"""Metrics of predicted numbers: scikit-learn as the judge, and what each one promises."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn import metrics as judge

from afterfit.metrics import (
    ERROR_METRICS,
    MAPE,
    MASE,
    SIZE_METRICS,
    SKILLS,
    SUM_METRICS,
    SizesAndTargets,
)
from afterfit.statistics import ErrorSums
from tests.statistics.sample_numbers import Floats

JUDGES = {
    "mse": judge.mean_squared_error,
    "rmse": judge.root_mean_squared_error,
    "mae": judge.mean_absolute_error,
    "r2": judge.r2_score,
    "explained_variance": judge.explained_variance_score,
}
NUMBERS = st.floats(-1e4, 1e4, allow_nan=False, width=32)


def sums_of(y_true: Floats, y_pred: Floats) -> ErrorSums:
    n = len(y_true)
    return ErrorSums.of(y_true, y_pred, np.arange(n) % 3, 3).total()


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Floats, Floats]:
    shape = draw(st.tuples(st.integers(2, 30), st.integers(1, 3)))
    values = arrays(np.float64, shape, elements=NUMBERS)
    return draw(values), draw(values)


@pytest.mark.parametrize("name", JUDGES)
@pytest.mark.parametrize("centre", [0.0, 1e6], ids=["near zero", "far from zero"])
def test_equals_scikit_learn(name: str, centre: float) -> None:
    random = np.random.default_rng(4)
    y_true = centre + random.normal(0, 3, (500, 3))
    y_pred = y_true + random.normal(0.2, 1, y_true.shape)
    # Both halves of a difference of large numbers are rounded before anyone sees them.
    error = 1e-12 if centre == 0 else 1e-9
    np.testing.assert_allclose(
        SUM_METRICS[name].function(sums_of(y_true, y_pred)),
        JUDGES[name](y_true, y_pred, multioutput="raw_values"),
        rtol=error,
    )


@pytest.mark.parametrize("name", ["median_absolute_error", "max_error"])
def test_metrics_of_sizes_equal_scikit_learn(name: str) -> None:
    random = np.random.default_rng(5)
    y_true, y_pred = random.normal(0, 3, (2, 101))
    value = SIZE_METRICS[name].function(np.abs(y_pred - y_true)[:, None])
    assert value.tolist() == [getattr(judge, name)(y_true, y_pred)]


def test_r2_takes_the_targets_as_reference() -> None:
    y_true = np.array([[1.0], [2.0], [3.0], [4.0]])
    y_pred = 2.5 + (y_true - 2.5) / 10
    assert SUM_METRICS["r2"].function(sums_of(y_true, y_pred)).item() == pytest.approx(0.19)
    assert SUM_METRICS["r2"].function(sums_of(y_pred, y_true)).item() == pytest.approx(-80)
    assert SUM_METRICS["pearson"].function(sums_of(y_true, y_pred)).item() == pytest.approx(1)


@pytest.mark.parametrize("name", ["r2", "explained_variance", "pearson"])
@pytest.mark.parametrize("value", [0.1, 5.0, 1e9 / 3], ids=["tenth", "five", "third"])
def test_a_target_that_never_changes_explains_nothing(name: str, value: float) -> None:
    y_true = np.full((7, 1), value)
    y_pred = y_true + np.random.default_rng(6).normal(0, 1, (7, 1))
    assert math.isnan(SUM_METRICS[name].function(sums_of(y_true, y_pred)).item())
    if value == 5 and name != "pearson":  # the judge says 0, where rounding does not hide it
        assert JUDGES[name](y_true, y_pred) == 0


@given(pairs())
def test_values_stay_within_the_declared_bounds(pair: tuple[Floats, Floats]) -> None:
    sums = sums_of(*pair)
    for metric in SUM_METRICS.values():
        values = metric.function(sums)
        known = values[~np.isnan(values)]
        low, high = metric.bounds
        assert ((known >= low - 1e-12) & (known <= high * (1 + 1e-12) + 1e-12)).all()


@given(pairs())
def test_sums_of_parts_are_those_of_the_whole(pair: tuple[Floats, Floats]) -> None:
    y_true, y_pred = pair
    n = len(y_true)
    apart = ErrorSums.of(y_true, y_pred, np.arange(n), n).total()
    whole = ErrorSums.of(y_true, y_pred, np.zeros(n, np.int64), 1).total()
    np.testing.assert_allclose(apart.values, whole.values, rtol=1e-9, atol=1e-6)


def test_a_perfect_model_reaches_the_better_end() -> None:
    y_true = np.random.default_rng(7).normal(0, 1, (20, 2))
    for metric in SUM_METRICS.values():
        best = 0.0 if metric.better == "lower" else metric.bounds[1]
        assert metric.function(sums_of(y_true, y_true)) == pytest.approx(best)


def test_smape_counts_0_for_0_as_no_error_and_ends_at_200() -> None:
    sums = sums_of(np.array([[0.0], [1.0]]), np.array([[0.0], [-1.0]]))
    assert SUM_METRICS["smape"].function(sums).item() == 100


def test_mape_is_not_defined_where_a_target_is_0() -> None:
    zero = SizesAndTargets(np.ones((2, 1)), np.array([[0.0], [1.0]]))
    fine = SizesAndTargets(np.ones((2, 1)), np.array([[-2.0], [1.0]]))
    assert math.isnan(MAPE.function(zero).item())
    assert MAPE.function(fine).item() == 75


def test_skill_and_mase_by_hand() -> None:
    y_true = np.array([[1.0], [2.0]])
    model, naive = sums_of(y_true, y_true + 1), sums_of(y_true, y_true + 2)
    assert SKILLS["skill_persistence"].function((model, naive)).item() == 0.75
    assert MASE.function((model, np.array([4.0]))).item() == 0.25


def test_no_samples_is_nan() -> None:
    nothing = sums_of(np.zeros((0, 2)), np.zeros((0, 2)))
    for metric in SUM_METRICS.values():
        assert np.isnan(metric.function(nothing)).all()
    for sizes in SIZE_METRICS.values():
        assert np.isnan(sizes.function(np.zeros((0, 2)))).all()


def test_names_are_keys_and_every_metric_has_a_source() -> None:
    assert all(metric.name == name and metric.source for name, metric in ERROR_METRICS.items())
