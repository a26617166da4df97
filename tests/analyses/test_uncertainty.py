import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.analyses.uncertainty import answers_at, measure_uncertainty, reach_accuracy
from afterfit.errors import InputError
from afterfit.records import Predictions
from afterfit.results.uncertainty import ReachedAccuracy, UnreachedAccuracy
from tests.statistics.sample_predictions import predictions_of, some_predictions

# Confidence 0.9 right, 0.8 wrong, 0.7 right, 0.55 wrong.
SCORES = [[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.45, 0.55]]
LABELS = [0, 1, 1, 0]


def test_samples_below_the_minimum_are_in_the_last_column() -> None:
    answers = measure_uncertainty(predictions_of(LABELS, SCORES), 0.6).answers

    assert answers.counts == ((1, 0, 1), (1, 1, 0))
    assert answers.n_answered == 3
    assert answers.accuracy.value == pytest.approx(2 / 3)


def test_curve_of_a_small_case() -> None:
    uncertainty = measure_uncertainty(predictions_of(LABELS, SCORES))

    assert uncertainty.confidences.tolist() == [0.9, 0.8, 0.7, 0.55]
    assert uncertainty.n_answered.tolist() == [1, 2, 3, 4]
    assert uncertainty.n_wrong.tolist() == [0, 1, 1, 2]
    assert uncertainty.aurc == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


@given(some_predictions())
def test_curve_equals_a_loop(predictions: Predictions) -> None:
    uncertainty = measure_uncertainty(predictions)
    confidence = predictions.scores.max(axis=1)
    wrong = predictions.y_pred != predictions.y_true

    risks = [wrong[confidence >= own].mean() for own in confidence]
    assert uncertainty.aurc == pytest.approx(np.mean(risks), rel=0, abs=1e-12)
    assert uncertainty.n_answered[-1] == len(predictions)
    assert uncertainty.n_wrong[-1] == wrong.sum()


@given(some_predictions(), st.floats(0, 1))
def test_rows_sum_to_the_labels(predictions: Predictions, least: float) -> None:
    answers = answers_at(predictions, least)
    counts = np.array(answers.counts)

    labels = np.bincount(predictions.y_true, minlength=len(counts))
    assert counts.sum(axis=1).tolist() == labels.tolist()
    assert counts[:, :-1].sum() == answers.n_answered
    right = np.trace(counts[:, :-1])
    if answers.n_answered:
        assert answers.accuracy.value == pytest.approx(right / answers.n_answered)
    else:
        assert math.isnan(answers.accuracy.value)


def test_wished_accuracy_is_reached_on_validation_and_seen_on_test() -> None:
    validation = predictions_of([0, 0, 1], [[0.9, 0.1], [0.7, 0.3], [0.6, 0.4]], split="validation")

    reached = reach_accuracy(validation, predictions_of(LABELS, SCORES), 0.95)

    assert isinstance(reached, ReachedAccuracy)
    assert reached.answers.min_confidence == pytest.approx(0.65)
    assert reached.chosen_accuracy == 1
    assert reached.chosen_coverage == pytest.approx(2 / 3)
    assert reached.answers.n_answered == 3


def test_wish_beyond_the_model() -> None:
    wrong = predictions_of([1, 0, 0], [[0.9, 0.1], [0.7, 0.3], [0.8, 0.2]], split="validation")
    answer = reach_accuracy(wrong, predictions_of(LABELS, SCORES), 0.95)

    assert isinstance(answer, UnreachedAccuracy)
    assert answer.best_accuracy == pytest.approx(2 / 3)


def test_no_samples() -> None:
    nothing = predictions_of([], np.zeros((0, 2)), split="validation")

    assert math.isnan(measure_uncertainty(nothing).aurc)
    answer = reach_accuracy(nothing, predictions_of(LABELS, SCORES))
    assert isinstance(answer, UnreachedAccuracy)
    assert math.isnan(answer.best_accuracy)


@pytest.mark.parametrize("least", [-0.1, 60, math.nan])
def test_minimum_outside_0_to_1_is_refused(least: float) -> None:
    with pytest.raises(InputError, match="min_confidence must be from 0 to 1"):
        measure_uncertainty(predictions_of(LABELS, SCORES), least)
