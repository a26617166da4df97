import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from sklearn.metrics import brier_score_loss, log_loss

from afterfit.analyses.temperature import (
    fit_temperature,
    log_scores,
    offer_temperature,
    score_floor,
    with_temperature,
)
from afterfit.errors import InputError
from afterfit.records import Predictions
from afterfit.results.temperature import NoTemperatureOffer, TemperatureOffer
from tests.statistics.sample_predictions import predictions_of

VALIDATION = "validation"


def drawn(
    n: int, true_temperature: float, seed: int, split: str, n_sources: int | None = None
) -> Predictions:
    """Draw labels from logits / *true_temperature*, so that it is the right answer."""
    random = np.random.default_rng(seed)
    logits = random.normal(0, 3, (n, 3))
    actual = with_temperature(logits, true_temperature)
    labels = (random.random((n, 1)) > actual.cumsum(axis=1)).sum(axis=1).clip(max=2)
    source = None if n_sources is None else (np.arange(n) % n_sources).tolist()
    return predictions_of(labels.tolist(), with_temperature(logits, 1.0), source, split=split)


def test_overconfident_model_gets_the_temperature_it_needs() -> None:
    offer = offer_temperature(drawn(3000, 2.5, 1, VALIDATION), drawn(3000, 2.5, 2, "test"))

    assert isinstance(offer, TemperatureOffer)
    assert 2.2 < offer.temperature < 2.8
    assert offer.after.log_loss < offer.before.log_loss
    assert offer.after.ece < offer.before.ece
    assert offer.after.brier_score < offer.before.brier_score
    assert offer.log_loss_change == pytest.approx(offer.after.log_loss - offer.before.log_loss)
    assert offer.log_loss_change_low < offer.log_loss_change < offer.log_loss_change_high < 0
    assert (offer.fitted_on.split, offer.reported_on.split) == ("validation", "test")


def test_numbers_equal_scikit_learn() -> None:
    test = drawn(500, 2.5, 2, "test")
    offer = offer_temperature(drawn(500, 2.5, 1, VALIDATION), test)
    assert isinstance(offer, TemperatureOffer)
    after = with_temperature(np.log(test.scores), offer.temperature)

    for scores, quality in ((test.scores, offer.before), (after, offer.after)):
        assert quality.log_loss == pytest.approx(log_loss(test.y_true, scores), rel=0, abs=1e-12)
        brier = brier_score_loss(test.y_true, scores, labels=[0, 1, 2], scale_by_half=True)
        assert quality.brier_score == pytest.approx(brier, rel=0, abs=1e-12)


@pytest.mark.parametrize("true_temperature", [0.4, 0.8, 1.0, 1.7, 4.0])
def test_fit_is_the_minimum_that_a_general_optimiser_finds(true_temperature: float) -> None:
    rows = drawn(400, true_temperature, 5, VALIDATION)
    logits = np.log(rows.scores)

    def loss(log_temperature: float) -> float:
        scores = with_temperature(logits, math.exp(log_temperature))
        return float(-np.log(scores[np.arange(400), rows.y_true]).mean())

    best = minimize_scalar(loss, bounds=(-3, 3), method="bounded", options={"xatol": 1e-9})

    fitted = fit_temperature(logits, rows.y_true)
    assert fitted == pytest.approx(math.exp(best.x), rel=1e-4)
    assert loss(math.log(fitted)) <= best.fun + 1e-12


@given(st.integers(0, 10_000), st.floats(0.06, 19))
def test_the_order_of_classes_stays(seed: int, temperature: float) -> None:
    scores = np.random.default_rng(seed).dirichlet([1.0] * 4, 10)
    tempered = with_temperature(np.log(scores), temperature)

    assert (tempered.argmax(axis=1) == scores.argmax(axis=1)).all()
    np.testing.assert_allclose(tempered.sum(axis=1), 1)


def one_hot(labels: list[int], split: str) -> Predictions:
    return predictions_of(labels, np.eye(3)[labels] * 0.97 + 0.01, split=split)


@pytest.mark.parametrize(
    ("validation", "test", "part"),
    [
        (one_hot([0, 1, 2] * 5, VALIDATION), one_hot([0, 1, 2], "test"), "too few errors"),
        (drawn(0, 1, 1, VALIDATION), drawn(9, 1, 1, "test"), "no predictions on the validation"),
        (drawn(9, 1, 1, VALIDATION), drawn(0, 1, 1, "test"), "no predictions on the test"),
        (
            replace(drawn(9, 3, 1, VALIDATION), has_scores=False),
            drawn(9, 1, 1, "test"),
            "no scores",
        ),
        (drawn(800, 1.0, 1, VALIDATION), drawn(800, 1.0, 2, "test"), "no gain beyond noise"),
        (drawn(99, 3, 1, VALIDATION), drawn(99, 3, 2, "test", 1), "one recording"),
        (
            predictions_of([0, 1, 2], np.full((3, 3), 1 / 3), split=VALIDATION),
            drawn(9, 1, 1, "test"),
            "equal scores",
        ),
        (
            predictions_of([1, 2, 0] * 9, np.eye(3)[[0, 1, 2] * 9] * 0.97 + 0.01, split=VALIDATION),
            drawn(9, 1, 1, "test"),
            "say nothing",
        ),
    ],
    ids=[
        "no errors",
        "no validation",
        "no test",
        "hard",
        "calibrated",
        "one file",
        "flat",
        "reversed",
    ],
)
def test_no_offer_says_why(validation: Predictions, test: Predictions, part: str) -> None:
    answer = offer_temperature(validation, test)

    assert isinstance(answer, NoTemperatureOffer)
    assert part in answer.reason
    assert answer.reason.endswith(".")


def test_int8_zeros_are_taken_as_half_a_level() -> None:
    levels = np.array([[256, 0, 0], [128, 128, 0]]) / 256

    assert score_floor(levels) == 1 / 512
    assert log_scores(levels, 1 / 512).min() == math.log(1 / 512)
    assert score_floor(np.array([[0.3, 0.7]])) < 1e-15


def test_two_models_or_one_split_are_refused() -> None:
    rows = drawn(9, 1, 1, VALIDATION)
    with pytest.raises(InputError, match="both are 'validation'"):
        offer_temperature(rows, rows)
    with pytest.raises(InputError, match="of one model"):
        offer_temperature(rows, predictions_of([0], [[1.0, 0, 0]], variant="int8"))
