"""Predicted numbers and forecasts for tests, from arrays."""

import numpy as np
from numpy.typing import NDArray

from afterfit.records import Forecasts, RegressionPredictions

Floats = NDArray[np.float64]


def numbers_of(
    y_true: Floats,
    y_pred: Floats,
    n_sources: int | None = None,
    *,
    variant: str = "float32",
    split: str = "test",
    units: tuple[str, ...] | None = None,
) -> RegressionPredictions:
    """Return predictions of *n_sources* recordings of about equal length; None: no recordings."""
    n, k = len(y_true), y_true.shape[1]
    source = np.zeros(n, np.int64) if n_sources is None else np.arange(n) * n_sources // max(n, 1)
    names = ("",) if n_sources is None else tuple(f"r{i}.csv" for i in range(n_sources))
    return RegressionPredictions(
        target_names=tuple(f"t{i}" for i in range(k)),
        units=units or ("",) * k,
        y_true=y_true,
        y_pred=y_pred,
        source=source,
        source_names=names,
        offset=np.arange(n),
        variant=variant,
        split=split,
        has_sources=n_sources is not None,
    )


def healthy_numbers(seed: int, *, split: str = "test") -> RegressionPredictions:
    """Return a good model: unbiased normal errors, with a part that recordings share."""
    random = np.random.default_rng(seed)
    n_sources, each = 24, 25
    y_true = random.uniform(0, 10, (n_sources * each, 1))
    shared = np.repeat(random.normal(0, 0.15, n_sources), each)[:, None]
    errors = random.normal(0, 0.7, y_true.shape) + shared
    return numbers_of(y_true, y_true + errors, n_sources, split=split)


def forecasts_of(
    y_true: Floats,
    y_pred: Floats,
    *,
    history: Floats | None = None,
    season: int | None = None,
    variant: str = "float32",
    split: str = "test",
) -> Forecasts:
    """Return forecasts of one series, in order."""
    n, v = len(y_true), y_true.shape[2]
    return Forecasts(
        variable_names=tuple(f"v{i}" for i in range(v)),
        units=("",) * v,
        y_true=y_true,
        y_pred=y_pred,
        history=history,
        season=season,
        source=np.zeros(n, np.int64),
        source_names=("",),
        offset=np.arange(n),
        variant=variant,
        split=split,
        has_sources=False,
    )


def windows_of(series: Floats, length: int, horizon: int) -> tuple[Floats, Floats]:
    """Return history and future of every window of a series of shape (n_steps, n_variables)."""
    starts = np.arange(length, len(series) - horizon + 1)
    return series[starts[:, None] + np.arange(-length, 0)], series[
        starts[:, None] + np.arange(horizon)
    ]


def seasonal_series(seed: int, n: int = 500, season: int = 12) -> Floats:
    """Return a noisy wave of one variable, shape (n, 1)."""
    random = np.random.default_rng(seed)
    wave = np.sin(np.arange(n) * 2 * np.pi / season)
    return np.asarray((wave + random.normal(0, 0.1, n))[:, None])


def healthy_forecasts(seed: int) -> Forecasts:
    """Return forecasts of that wave that know it, but not its noise."""
    series, clean = seasonal_series(seed), seasonal_series(seed)
    past, future = windows_of(series, 12, 6)
    wave = np.sin(np.arange(len(clean)) * 2 * np.pi / 12)[:, None]
    _, said = windows_of(wave, 12, 6)
    noise = np.random.default_rng(seed + 10_000).normal(0, 0.03, said.shape)
    return forecasts_of(future, said + noise, history=past, season=12)
