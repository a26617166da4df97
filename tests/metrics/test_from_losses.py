import math

import numpy as np
import pytest
from hypothesis import given
from sklearn import metrics as judge

from afterfit.metrics import LOSS_METRICS
from afterfit.records import Predictions
from afterfit.statistics import LossSums
from tests.statistics.sample_predictions import predictions_of, some_predictions


def value(name: str, predictions: Predictions) -> float:
    return float(LOSS_METRICS[name].function(LossSums.from_predictions(predictions).total()))


def test_brier_of_two_classes_is_the_familiar_one() -> None:
    predictions = predictions_of([0, 1], [[1.0, 0.0], [0.5, 0.5]])

    assert value("brier_score", predictions) == 0.125


def test_a_probability_of_0_for_the_truth_costs_much_but_not_infinitely() -> None:
    assert value("log_loss", predictions_of([0], [[0.0, 1.0]])) == pytest.approx(36.0437, abs=1e-4)


def test_rows_rounded_above_1_never_give_a_negative_loss() -> None:
    assert value("log_loss", predictions_of([0], [[1.004, 0.0]])) == 0


@given(some_predictions())
def test_equals_scikit_learn(predictions: Predictions) -> None:
    labels = range(len(predictions.class_names))
    true, scores = predictions.y_true, predictions.scores
    theirs = judge.log_loss(true, scores, labels=labels)
    brier = judge.brier_score_loss(true, scores, labels=labels, scale_by_half=True)

    assert value("log_loss", predictions) == pytest.approx(theirs, rel=1e-12, abs=1e-12)
    assert value("brier_score", predictions) == pytest.approx(brier, rel=0, abs=1e-12)
    assert not math.isnan(value("log_loss", predictions))


def test_sources_sum_to_the_whole() -> None:
    predictions = predictions_of([0, 1, 1], np.full((3, 2), 0.5), [0, 2, 2])
    by_source = LossSums.from_predictions(predictions)

    assert by_source.n_samples.tolist() == [1, 0, 2]
    assert by_source.total().log_loss == pytest.approx(3 * math.log(2))
