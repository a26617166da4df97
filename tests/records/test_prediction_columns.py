from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from afterfit.errors import InputError
from afterfit.records import PredictionColumns, Predictions
from tests.statistics.sample_predictions import predictions_of, some_predictions


def columns_of(predictions: Predictions, **other: Any) -> PredictionColumns:
    return replace(PredictionColumns.of(predictions), **other)


@given(some_predictions())
def test_it_says_what_predictions_say(predictions: Predictions) -> None:
    columns = columns_of(predictions)
    every_other = np.arange(0, len(predictions), 2)
    assert len(columns) == len(predictions)
    assert columns.y_pred.tolist() == predictions.y_pred.tolist()
    assert columns.scores_of(every_other).tolist() == predictions.scores_of(every_other).tolist()


@pytest.mark.parametrize(
    ("columns", "complaint"),
    [
        (([0.5, 0.5],), "must be 2 arrays of shape"),
        (([0.5], [0.5]), "must be 2 arrays of shape"),
        (([0.5, 0.5], np.ones(2, dtype=np.float32)), "all float32 or all float64"),
        (([1, 0], [0, 1]), "all float32 or all float64"),
        ((np.full(4, 0.5)[::2], np.full(4, 0.5)[::2]), "contiguous"),
        (([0.5, 0.5], [0.5, 0.9]), "probabilities that sum to 1"),
        (([0.5, np.nan], [0.5, 0.5]), "probabilities that sum to 1"),
        (([0.5, -0.5], [0.5, 1.5]), "probabilities that sum to 1"),
    ],
    ids=["one column", "short", "two kinds", "whole numbers", "steps", "sum", "nan", "negative"],
)
def test_columns_that_are_none_are_refused(columns: tuple[object, ...], complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        columns_of(
            predictions_of([0, 1], [[0.9, 0.1], [0.2, 0.8]]),
            columns=tuple(np.asarray(column) for column in columns),
        )


def test_without_compiled_loops_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = predictions_of([0, 1], [[0.5, 0.5], [0.2, 0.8]])
    monkeypatch.setattr("afterfit.kernels.library.library", lambda: None)
    assert columns_of(rows).y_pred.tolist() == [0, 1]
    with pytest.raises(InputError, match="sum to 1"):
        columns_of(rows, columns=(np.array([0.5, 0.5]), np.array([0.5, 0.9])))
