import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.records import Forecasts, RegressionPredictions
from tests.statistics.sample_numbers import forecasts_of, numbers_of


@pytest.mark.parametrize(
    ("y_true", "y_pred", "said"),
    [
        ([[1.0], [np.nan]], [[1.0], [1.0]], "y_true must hold numbers, but row 1"),
        ([[1.0], [1.0]], [[np.inf], [1.0]], "y_pred must hold numbers, but row 0"),
        ([[1.0], [1.0]], [[1.0]], r"y_pred must have shape \(2, 1\), got \(1, 1\)"),
    ],
    ids=["nan", "inf", "lengths"],
)
def test_rows_that_are_no_numbers_are_named(
    y_true: list[list[float]], y_pred: list[list[float]], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        numbers_of(np.array(y_true), np.array(y_pred))


def test_units_are_one_a_target() -> None:
    with pytest.raises(
        InputError, match="units must be one for each of the target_names, 1, got 2"
    ):
        RegressionPredictions(
            target_names=("a",),
            units=("m", "s"),
            y_true=np.zeros((0, 1)),
            y_pred=np.zeros((0, 1)),
            source=np.zeros(0, np.int64),
            source_names=("",),
            offset=np.zeros(0, np.int64),
            variant="v",
            split="test",
        )


def test_records_are_read_only() -> None:
    rows = numbers_of(np.ones((2, 1)), np.ones((2, 1)))
    with pytest.raises(ValueError, match="read-only"):
        rows.y_true[0] = 2


def test_history_may_be_unknown_but_not_infinite() -> None:
    future = np.ones((1, 2, 1))
    known = forecasts_of(future, future, history=np.array([[[np.nan], [1.0]]]))
    assert known.history is not None
    with pytest.raises(InputError, match="history must hold numbers"):
        forecasts_of(future, future, history=np.array([[[np.inf]]]))


def test_a_season_of_one_step_is_none() -> None:
    future = np.ones((1, 2, 1))
    with pytest.raises(InputError, match="season must be 2 steps or more, got 1"):
        forecasts_of(future, future, season=1)


def test_a_forecast_has_a_step() -> None:
    with pytest.raises(InputError, match="at least one step"):
        forecasts_of(np.ones((1, 0, 1)), np.ones((1, 0, 1)))


def test_errors_are_predicted_minus_true() -> None:
    rows = forecasts_of(np.ones((1, 2, 1)), np.full((1, 2, 1), 3.0))
    assert isinstance(rows, Forecasts)
    assert rows.errors.tolist() == [[[2.0], [2.0]]]
