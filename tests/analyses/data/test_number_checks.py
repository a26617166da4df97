"""Checks of regressions and forecasts: second opinions, and what is planted is found."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from afterfit.analyses.data import as_windows, measure_dependence, measure_series, target_spreads
from afterfit.analyses.data.drift import measure_drift
from afterfit.analyses.data.number_probes import (
    neighbours_numbers,
    ridge_numbers,
    share_explained,
)
from afterfit.analyses.data.seasons import season_of, seasonal_strength
from afterfit.analyses.data.unit_root import dickey_fuller, is_stationary
from afterfit.records import TargetWindows
from afterfit.results import NoDrift, NoTargetChecks, SeriesChecks, TargetDependence

Array = NDArray[np.float64]
RNG = np.random.default_rng(1)
X: Array = RNG.normal(size=(60, 5))
Y: Array = X[:, :2] @ [[1.0, 0.5], [-2.0, 0.0]] + RNG.normal(0, 0.1, (60, 2))


def test_ridge_is_that_of_scikit_learn() -> None:
    from sklearn.linear_model import Ridge

    alpha = 0.01 * len(X) * (X - X.mean(axis=0)).var()
    judge = Ridge(alpha=alpha).fit(X, Y).predict(X[:7] + 1)
    np.testing.assert_allclose(ridge_numbers(X, Y, X[:7] + 1), judge, atol=1e-9)


def test_neighbours_are_those_of_scikit_learn() -> None:
    from sklearn.neighbors import KNeighborsRegressor

    judge = KNeighborsRegressor(5).fit(X, Y).predict(X[:7] + 0.1)
    np.testing.assert_allclose(neighbours_numbers(X, Y, X[:7] + 0.1), judge, atol=1e-12)


def test_share_explained_is_r2_about_the_mean() -> None:
    from sklearn.metrics import r2_score

    said = Y[:, 0] + RNG.normal(0, 1, 60)
    source = np.repeat(np.arange(6), 10)
    found = share_explained("r2", Y[:, 0] - said, Y[:, 0] - Y[:, 0].mean(), source)
    assert found.value == pytest.approx(r2_score(Y[:, 0], said), abs=1e-12)
    assert found.low < found.value < found.high


def test_no_interval_of_few_recordings_and_no_share_of_nothing() -> None:
    few = share_explained("r2", Y, Y, np.repeat([0, 1], 30))
    assert (few.value, np.isnan(few.low)) == (0.0, True)
    nothing = np.zeros(60)
    assert np.isnan(share_explained("r2", nothing, nothing, np.repeat([0, 1], 30)).value)


def test_dickey_fuller_is_a_regression() -> None:
    series = RNG.normal(size=80).cumsum()
    statistic, n = dickey_fuller(series, 0)
    level, steps = np.column_stack([series[:-1], np.ones(79)]), np.diff(series)
    (slope, _), (squares,), *_ = np.linalg.lstsq(level, steps, rcond=None)
    error = np.sqrt(squares / 77 * np.linalg.inv(level.T @ level)[0, 0])
    assert statistic == pytest.approx(slope / error)
    assert n == 79


def test_a_unit_root_is_rejected_in_one_of_twenty() -> None:
    rng = np.random.default_rng(5)
    found = [is_stationary(rng.normal(size=200).cumsum()) for _ in range(400)]
    assert 0.02 <= np.mean([one is True for one in found]) <= 0.09


def test_a_series_that_returns_is_stationary() -> None:
    rng = np.random.default_rng(6)
    assert all(is_stationary(rng.normal(size=300)) for _ in range(50))
    assert is_stationary(np.ones(300)) is None
    assert is_stationary(rng.normal(size=10)) is None


@pytest.mark.parametrize("season", [4, 7, 24, 50])
def test_a_season_is_found_in_noise_and_trend(season: int) -> None:
    rng = np.random.default_rng(season)
    time = np.arange(300)
    pattern = np.sin(2 * np.pi * time / season) + 0.01 * time
    noisy = pattern + rng.normal(0, 0.2, 300)
    assert season_of(noisy) == pytest.approx(season, abs=1)
    assert seasonal_strength(noisy, season) > 0.8


def test_noise_has_no_season() -> None:
    rng = np.random.default_rng(0)
    assert [season_of(rng.normal(size=200)) for _ in range(20)] == [None] * 20
    assert seasonal_strength(rng.normal(size=2000), 10) < 0.05
    assert season_of(np.zeros(100)) is None
    assert np.isnan(seasonal_strength(np.zeros(100), 10))


Make = Callable[[np.random.Generator, int], Array]


def split_of(
    make: Make, files: range, split: str, horizon: int = 0, names: int = 12
) -> TargetWindows:
    """Return windows of recordings; *make* gives rows of (reading, target)."""
    history, future, values, source, offset = [], [], [], [], []
    for i in files:
        rows = make(np.random.default_rng(i), i)
        for start in range(0, len(rows) - 16 - horizon + 1, 8):
            window = rows[start : start + 16]
            values.append(window[:, :1].T)
            history.append(window[:, 1:])
            after = rows[start + 16 : start + 16 + horizon, 1:]
            future.append(after if horizon else window[:, 1:].mean(axis=0, keepdims=True))
            source.append(i)
            offset.append(start)
    return TargetWindows(
        values=np.array(values, np.float32),
        channel_names=("x",),
        target_names=("load",),
        targets=np.array(future),
        history=np.array(history),
        source=np.array(source, np.int64),
        source_names=tuple(f"run_{i}.csv" for i in range(names)),
        offset=np.array(offset, np.int64),
        split=split,
    )


def splits_of(make: Make, horizon: int = 0) -> tuple[TargetWindows, ...]:
    parts = (("train", range(6)), ("validation", range(6, 9)), ("test", range(9, 12)))
    return tuple(split_of(make, files, split, horizon) for split, files in parts)


def told_by_the_reading(rng: np.random.Generator, number: int) -> Array:
    x = rng.normal(size=160).cumsum() / 4 + rng.normal()
    return np.column_stack([x, 3 * x + rng.normal(0, 0.1, 160)])


def unrelated(rng: np.random.Generator, number: int) -> Array:
    return np.column_stack([rng.normal(size=160), rng.normal(size=160)])


def wave(rng: np.random.Generator, number: int) -> Array:
    y = np.sin(np.arange(160) * 2 * np.pi / 20 + number) + rng.normal(0, 0.05, 160)
    return np.column_stack([y, y])


def walk(rng: np.random.Generator, number: int) -> Array:
    y = rng.normal(size=160).cumsum()
    return np.column_stack([y, y])


def dependence_of(make: Make) -> TargetDependence:
    splits = splits_of(make)
    found = measure_dependence(
        splits, [one.values for one in splits], [f"x {i}" for i in range(16)]
    )
    assert isinstance(found, TargetDependence)
    return found


def series_of(make: Make) -> SeriesChecks:
    splits = splits_of(make, horizon=4)
    found = measure_series(splits, [one.values for one in splits])
    assert isinstance(found, SeriesChecks)
    return found


def test_a_target_that_the_reading_tells() -> None:
    found = dependence_of(told_by_the_reading)
    assert found.targets[0].linear.low > 0.9
    assert found.importance[0].correlation > 0.9
    assert len(found.importance) == 16


def test_a_target_that_nothing_tells() -> None:
    found = dependence_of(unrelated).targets[0]
    assert max(found.linear.value, found.knn.value) <= 0


def test_a_wave_is_forecast_and_has_a_season() -> None:
    (variable,) = series_of(wave).variables
    assert variable.skill.low > 0.9
    assert variable.season == 20
    assert variable.seasonal_strength > 0.9


def test_a_walk_wanders_and_is_not_forecast() -> None:
    (variable,) = series_of(walk).variables
    assert variable.skill.value <= 0.05
    assert variable.n_stationary <= 3
    assert variable.n_series == 12


def test_one_recording_is_judged_on_later_splits() -> None:
    whole = split_of(wave, range(1), "train", 4, 1)
    later = split_of(wave, range(1), "test", 4, 1)
    found = measure_series((whole, later), [whole.values, later.values])
    assert isinstance(found, SeriesChecks)
    assert (found.unseen, found.n_used) == ("splits", len(later))
    alone = measure_series((whole,), [whole.values])
    assert isinstance(alone, NoTargetChecks)
    no_dependence = measure_dependence((whole,), [whole.values], ["x"] * 16)
    assert isinstance(no_dependence, NoTargetChecks)


def test_drift_of_the_target_alone_is_found() -> None:
    def drifted(rng: np.random.Generator, number: int) -> Array:
        return np.add(unrelated(rng, number), [0.0, 4.0 * (number >= 14)])

    parts = (("train", range(9)), ("validation", range(9, 14)), ("test", range(14, 18)))
    windows = [as_windows(split_of(drifted, n, name, 0, 18), "files") for name, n in parts]
    assert windows[0].channel_names == ("x", "load")
    found = measure_drift(windows)
    assert isinstance(found, tuple)
    assert found[0].feature.endswith(" of load")
    assert found[0].p_value <= 0.005


def test_few_recordings_are_not_judged() -> None:
    windows = [as_windows(one, "files") for one in splits_of(unrelated)]
    found = measure_drift(windows)
    assert isinstance(found, NoDrift)
    assert "one of 110 random dealings" in found.reason  # 220 ways, and validation is alike


def test_spread_of_targets() -> None:
    def still(rng: np.random.Generator, number: int) -> Array:
        y = np.full(160, 7.0) if number >= 9 else np.arange(160.0)
        return np.column_stack([y, y])

    (found,) = target_spreads(splits_of(still))
    assert (found.constant_in, found.lowest, found.highest) == (("test",), 7.5, 151.5)
    assert found.outside_share == pytest.approx(0.5)
