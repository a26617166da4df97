"""The results of forecasts, each against a plain rendering."""

import math

import numpy as np
import pytest

from afterfit.analyses.forecast import analyze_forecast_variant, compare_forecasts
from afterfit.analyses.forecast.history import past_of
from tests.statistics.sample_numbers import (
    forecasts_of,
    healthy_forecasts,
    seasonal_series,
    windows_of,
)

ROWS = healthy_forecasts(1)
FOUND = analyze_forecast_variant(ROWS)


def test_each_step_equals_its_own_numbers() -> None:
    (variable,) = FOUND.quality.variables
    for step in variable.steps:
        errors = ROWS.errors[:, step.step - 1, 0]
        assert step.estimate("mae").value == pytest.approx(np.abs(errors).mean())
        assert step.estimate("rmse").value == pytest.approx(np.sqrt((errors**2).mean()))
        assert step.quantiles == pytest.approx(np.quantile(errors, [0.05, 0.25, 0.5, 0.75, 0.95]))


def test_r2_of_a_step_is_that_of_its_targets_alone() -> None:
    (variable,) = FOUND.quality.variables
    y_true, y_pred = ROWS.y_true[:, 2, 0], ROWS.y_pred[:, 2, 0]
    expected = 1 - ((y_pred - y_true) ** 2).sum() / ((y_true - y_true.mean()) ** 2).sum()
    assert variable.steps[2].estimate("r2").value == pytest.approx(expected, rel=1e-12)


def test_skill_and_mase_against_plain_numbers() -> None:
    assert ROWS.history is not None
    squares = (ROWS.errors**2).mean()
    last = ROWS.history[:, -1:]
    season = ROWS.history[:, :6]
    step = np.abs(np.diff(ROWS.history, axis=1)).mean()
    quality = FOUND.quality
    naive = ((last - ROWS.y_true) ** 2).mean()
    before = ((season - ROWS.y_true) ** 2).mean()
    assert quality.estimate("skill_persistence").value == pytest.approx(1 - squares / naive)
    assert quality.estimate("skill_seasonal").value == pytest.approx(1 - squares / before)
    assert quality.estimate("mase").value == pytest.approx(np.abs(ROWS.errors).mean() / step)


def test_overlapping_forecasts_tell_their_own_history() -> None:
    alone = forecasts_of(ROWS.y_true, ROWS.y_pred)
    past = past_of(alone)
    assert "overlap" in past.note
    assert ROWS.history is not None
    assert past.values[1:, -1].tolist() == ROWS.history[1:, -1].tolist()
    assert np.isnan(past.values[0]).all()


@pytest.mark.parametrize("shift", [1, 2, 3])
def test_the_step_between_forecasts_is_found(shift: int) -> None:
    past = past_of(forecasts_of(ROWS.y_true[::shift], ROWS.y_pred[::shift]))
    assert ROWS.history is not None
    assert past.values[1:, -1].tolist() == ROWS.history[::shift][1:, -1].tolist()


def test_without_overlap_there_is_no_baseline_and_the_reason_is_told() -> None:
    apart = forecasts_of(ROWS.y_true[::7], ROWS.y_pred[::7])
    quality = analyze_forecast_variant(apart).quality
    assert math.isnan(quality.estimate("skill_persistence").value)
    assert "no baseline" in quality.notes[0]
    assert quality.n_with_history == 0


def test_a_season_longer_than_the_history_is_told() -> None:
    rows = forecasts_of(ROWS.y_true, ROWS.y_pred, history=ROWS.history, season=50)
    quality = analyze_forecast_variant(rows).quality
    assert math.isnan(quality.estimate("skill_seasonal").value)
    assert "longer than the 12 values" in quality.notes[0]


def test_intervals_draw_stretches_longer_than_the_horizon() -> None:
    estimate = FOUND.quality.estimate("rmse")
    assert estimate.method == "bootstrap, blocks"
    assert estimate.low < estimate.value < estimate.high


def test_best_median_and_worst_are_drawn() -> None:
    sizes = np.abs(ROWS.errors[:, :, 0]).mean(axis=1)
    drawn = {one.rank: one.mae for one in FOUND.drawn}
    assert drawn["best"] == pytest.approx(sizes.min())
    assert drawn["worst"] == pytest.approx(sizes.max())
    assert drawn["best"] <= drawn["median"] <= drawn["worst"]


def test_persistence_echoes_and_has_no_skill() -> None:
    past, future = windows_of(np.cumsum(seasonal_series(3), axis=0), 5, 4)
    said = np.repeat(past[:, -1:], 4, axis=1)
    quality = analyze_forecast_variant(forecasts_of(future, said, history=past)).quality
    assert quality.variables[0].echo == 1
    assert quality.estimate("skill_persistence").value == pytest.approx(0)


def test_the_same_forecasts_do_not_change() -> None:
    (change,) = compare_forecasts(ROWS, ROWS).outputs
    assert change.change.value == 0
    assert change.largest_difference == 0
