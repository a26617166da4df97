"""Everything there is to know of the forecasts of one model on one split."""

from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.error_files import summarize_error_files
from afterfit.analyses.forecast.history import KnownPast, past_of
from afterfit.analyses.forecast.quality import measure_forecasts
from afterfit.records import Forecasts
from afterfit.results import DrawnForecast, FileErrors, ForecastVariant
from afterfit.statistics import units_of

Rank = Literal["best", "median", "worst"]
_MOST_HISTORY = 200


def analyze_forecast_variant(rows: Forecasts) -> ForecastVariant:
    """Return all results of *rows*, the forecasts of one model on one split."""
    past = past_of(rows)
    return ForecastVariant(
        variant=rows.variant,
        split=rows.split,
        quality=measure_forecasts(rows, units_of(rows, rows.horizon), past),
        files=_files(rows) if rows.has_sources else (),
        drawn=tuple(
            _drawn(rows, past, variable, rank, row)
            for variable in range(len(rows.variable_names))
            for rank, row in _ranked(np.abs(rows.errors[:, :, variable]).mean(axis=1))
        ),
    )


def _files(rows: Forecasts) -> tuple[FileErrors, ...]:
    n_variables, horizon = len(rows.variable_names), rows.horizon
    found = summarize_error_files(
        np.repeat(rows.source, horizon),
        rows.source_names,
        rows.y_true.reshape(-1, n_variables),
        rows.errors.reshape(-1, n_variables),
    )
    return tuple(replace(one, n_samples=one.n_samples // horizon) for one in found)


def _ranked(sizes: NDArray[np.float64]) -> list[tuple[Rank, int]]:
    order = np.argsort(sizes, kind="stable").tolist()
    if len(order) < 3:
        return [("worst", row) for row in order[-1:]]
    return [("best", order[0]), ("median", order[len(order) // 2]), ("worst", order[-1])]


def _drawn(rows: Forecasts, past: KnownPast, variable: int, rank: Rank, row: int) -> DrawnForecast:
    shown = max(1, min(_MOST_HISTORY, 3 * rows.horizon))
    return DrawnForecast(
        variable=rows.variable_names[variable],
        unit=rows.units[variable],
        rank=rank,
        source=rows.source_names[int(rows.source[row])],
        offset=int(rows.offset[row]),
        history=past.values[row, -shown:, variable],
        y_true=rows.y_true[row, :, variable],
        y_pred=rows.y_pred[row, :, variable],
        mae=float(np.abs(rows.errors[row, :, variable]).mean()),
    )
