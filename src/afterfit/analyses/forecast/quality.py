"""How good forecasts are: each variable, each step, and against what needs no model."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.error_estimates import (
    ErrorEstimator,
    Rows,
    by_output,
    overall_estimates,
)
from afterfit.analyses.estimates import without_interval
from afterfit.analyses.forecast.baselines import naive_step, persistence, seasonal_naive
from afterfit.analyses.forecast.history import KnownPast
from afterfit.metrics import MASE, SKILLS
from afterfit.records import Forecasts
from afterfit.results import Estimate, ForecastQuality, Scope, StepQuality, VariableQuality
from afterfit.statistics import Centres, ErrorSums, ErrorUnits

Floats = NDArray[np.float64]
_MEANS = ("rmse", "mae", "r2", "bias", "smape", "mse", "explained_variance", "pearson")
_POINTS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True, eq=False)
class Against:
    """Sums of model and baseline on the samples whose baseline is known, by unit."""

    model: ErrorSums
    naive: ErrorSums
    known: bool
    """Whether there are any such samples."""

    @classmethod
    def of(cls, rows: Forecasts, units: ErrorUnits, said: Floats) -> Self:
        """Sum the errors of *rows* and of a baseline that *said* this, of the shape of targets."""
        there = ~np.isnan(said).any(axis=(1, 2))
        part = rows.y_true[there], units.unit[there]
        model, naive = (
            _sums(part[0], values[there], part[1], units.n_units) for values in (rows.y_pred, said)
        )
        return cls(model, naive, bool(there.any()))

    def pooled(self, horizon: int) -> Self:
        """Return the sums of each variable over all steps."""
        return type(self)(self.model.pooled(horizon), self.naive.pooled(horizon), self.known)


def measure_forecasts(rows: Forecasts, units: ErrorUnits, past: KnownPast) -> ForecastQuality:
    """Return every metric of *rows*, over the horizon and at each step, with 95 % intervals."""
    horizon = rows.horizon
    sums = _sums(rows.y_true, rows.y_pred, units.unit, units.n_units)
    against = {
        "skill_persistence": Against.of(rows, units, persistence(past.values, horizon)),
        "skill_seasonal": Against.of(
            rows, units, seasonal_naive(past.values, horizon, rows.season)
        ),
    }
    scale = naive_step(past.values, rows.season)
    whole = ErrorEstimator.of(sums.pooled(horizon), units, len(rows))
    table = _table(whole, {name: one.pooled(horizon) for name, one in against.items()}, scale)
    steps = _table(ErrorEstimator.of(sums, units, len(rows)), against, np.tile(scale, horizon))
    return ForecastQuality(
        scope=Scope(rows.variant, rows.split, len(rows), units.n_sources),
        horizon=horizon,
        season=rows.season,
        n_with_history=_n_with_history(past),
        variables=_variables(rows, past, table, steps),
        overall=overall_estimates(table, whole.mean, rows.units, len(rows)),
        notes=_notes(rows, past),
    )


def _sums(y_true: Floats, y_pred: Floats, unit: NDArray[np.int64], n_units: int) -> ErrorSums:
    """Sum outputs (step, variable); the steps of a variable share their centre."""
    n, horizon, n_variables = y_true.shape
    flat = n * horizon, n_variables
    centres = Centres.of(y_true.reshape(flat), y_pred.reshape(flat))
    tiled = Centres(
        *(np.tile(one, horizon) for one in (centres.target, centres.prediction, centres.error))
    )
    wide = n, horizon * n_variables
    return ErrorSums.of(y_true.reshape(wide), y_pred.reshape(wide), unit, n_units, tiled)


def _table(estimator: ErrorEstimator, against: dict[str, Against], scale: Floats) -> Rows:
    mase = MASE.function
    return {
        **{name: estimator.each(name) for name in _MEANS},
        MASE.name: estimator.estimates(
            MASE.name, mase((estimator.total, scale)), mase((estimator.replicates, scale))
        ),
        **{name: _skills(name, estimator, one) for name, one in against.items()},
    }


def _skills(name: str, estimator: ErrorEstimator, against: Against) -> list[Estimate]:
    if not against.known:
        n_outputs = against.model.values.shape[-2]
        return [without_interval(name, float("nan"), estimator.n)] * n_outputs
    skill, weights = SKILLS[name].function, estimator.units.weights
    return estimator.estimates(
        name,
        skill((against.model.total(), against.naive.total())),
        skill((against.model.resampled(weights), against.naive.resampled(weights))),
    )


def _variables(
    rows: Forecasts, past: KnownPast, table: Rows, steps: Rows
) -> tuple[VariableQuality, ...]:
    n_variables = len(rows.variable_names)
    each_step = by_output(steps)
    points = _quantiles(rows.errors)
    echo = _echo(rows, past)
    return tuple(
        VariableQuality(
            name=rows.variable_names[v],
            unit=rows.units[v],
            metrics=metrics,
            steps=tuple(
                StepQuality(h + 1, each_step[h * n_variables + v], _five(points[:, h, v]))
                for h in range(rows.horizon)
            ),
            echo=float(echo[v]),
            target_std=_std(rows.y_true[:, :, v]),
        )
        for v, metrics in enumerate(by_output(table))
    )


def _five(points: Floats) -> tuple[float, float, float, float, float]:
    low, lower, middle, upper, high = points.tolist()
    return low, lower, middle, upper, high


def _quantiles(errors: Floats) -> Floats:
    if not len(errors):
        return np.full((len(_POINTS), *errors.shape[1:]), np.nan)
    return np.asarray(np.quantile(errors, _POINTS, axis=0))


def _std(targets: Floats) -> float:
    if not targets.size:
        return float("nan")
    return 0.0 if np.ptp(targets) == 0 else float(targets.std())


def _echo(rows: Forecasts, past: KnownPast) -> Floats:
    said = persistence(past.values, rows.horizon)
    there = ~np.isnan(said).any(axis=(1, 2))
    if not there.any():
        return np.full(len(rows.variable_names), np.nan)
    to_last = np.abs(rows.y_pred[there] - said[there]).mean(axis=(0, 1))
    to_truth = np.abs(rows.errors[there]).mean(axis=(0, 1))
    return np.asarray(1 - to_last / np.where(to_truth > 0, to_truth, np.nan))


def _n_with_history(past: KnownPast) -> int:
    if past.values.shape[1] == 0:
        return 0
    return int((~np.isnan(past.values[:, -1]).any(axis=1)).sum())


def _notes(rows: Forecasts, past: KnownPast) -> tuple[str, ...]:
    notes = [past.note] if past.note else []
    length = past.values.shape[1]
    if rows.season is not None and 0 < length < rows.season:
        notes.append(
            f"The season of {rows.season} steps is longer than the {length} values that are known "
            "before a forecast, so there is no seasonal baseline."
        )
    return tuple(notes)
