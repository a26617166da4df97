"""The metric of each task, of two models on the same samples."""

from math import isnan
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import r2_score, roc_auc_score

from afterfit.analyses import PairedMetric, paired_accuracy
from afterfit.analyses.anomaly import paired_auc
from afterfit.analyses.forecast import analyze_forecast_variant, paired_skill
from afterfit.analyses.regression import paired_r2
from afterfit.errors import InputError
from afterfit.records import Forecasts, RegressionPredictions
from tests.statistics.sample_anomalies import detector
from tests.statistics.sample_predictions import predictions_of

RNG = np.random.default_rng(3)
N_FILES, PER_FILE = 12, 10
N = N_FILES * PER_FILE
TRUE = RNG.normal(0, [1.0, 30.0], (N, 2))
NOISE = RNG.normal(0, [0.3, 9.0], (N, 2))
PLACE: dict[str, Any] = {
    "source": np.repeat(np.arange(N_FILES), PER_FILE),
    "source_names": tuple(f"f{i}" for i in range(N_FILES)),
    "offset": np.tile(np.arange(PER_FILE), N_FILES),
    "split": "validation",
}


def numbers(noise: float, variant: str, true: NDArray[np.float64] = TRUE) -> RegressionPredictions:
    return RegressionPredictions(
        ("a", "b"), ("", ""), true, true + noise * NOISE, variant=variant, **PLACE
    )


def forecasts(noise: float, variant: str, *, history: bool = True) -> Forecasts:
    true = TRUE[:, :, None].cumsum(axis=1)
    return Forecasts(
        ("v",), ("",), true, true + noise * NOISE[:, :, None],
        history=np.zeros((N, 3, 1)) if history else None, season=None, variant=variant, **PLACE,
    )  # fmt: skip


def test_r2_is_that_of_scikit_learn_and_its_change_is_paired() -> None:
    found = paired_r2(numbers(1, "int8"), numbers(0.5, "mixed"))
    judged = [r2_score(TRUE, TRUE + noise * NOISE) for noise in (1, 0.5)]
    assert (found.reference_value, found.candidate_value) == pytest.approx(judged, abs=1e-12)
    assert found.change.value == pytest.approx(judged[1] - judged[0], abs=1e-12)
    assert 0 < found.change.low < found.change.value < found.change.high
    assert found.change.method.startswith("paired")
    assert (found.reference.variant, found.candidate.variant) == ("int8", "mixed")


def test_skill_is_that_of_the_whole_analysis() -> None:
    pair = forecasts(1, "int8"), forecasts(0.5, "mixed")
    found = paired_skill(*pair)
    told = [
        analyze_forecast_variant(one).quality.estimate("skill_persistence").value for one in pair
    ]
    assert (found.reference_value, found.candidate_value) == pytest.approx(told, abs=1e-12)
    assert found.change.value == pytest.approx(told[1] - told[0], abs=1e-12)
    assert found.change.low > 0


def test_auc_is_that_of_scikit_learn() -> None:
    pair = detector(seed=1, noise=3.0), detector(seed=1, variant="mixed")
    found = paired_auc(*pair)
    judged = [roc_auc_score(one.is_anomaly, one.score) for one in pair]
    assert (found.reference_value, found.candidate_value) == pytest.approx(judged, abs=1e-12)
    assert found.change.value == pytest.approx(judged[1] - judged[0], abs=1e-12)


def test_accuracy_is_the_share_of_right_answers() -> None:
    right, wrong = [[0.9, 0.1], [0.1, 0.9]], [[0.9, 0.1], [0.9, 0.1]]
    one, other = (
        predictions_of([0, 1] * 20, np.array(scores * 20), list(range(40)), variant=name)
        for name, scores in (("int8", wrong), ("mixed", right))
    )
    found = paired_accuracy(one, other)
    assert (found.yardstick.metric, found.reference_value, found.candidate_value) == (
        "accuracy",
        0.5,
        1.0,
    )
    assert found.change.value == 0.5


@pytest.mark.parametrize(
    "found",
    [
        paired_r2(numbers(1, "a", np.ones((N, 2))), numbers(0.5, "b", np.ones((N, 2)))),
        paired_auc(detector(split="train"), detector(split="train", variant="b")),
    ],
    ids=["constant targets", "no anomalies"],
)
def test_what_cannot_be_told_is_nan(found: PairedMetric) -> None:
    assert isnan(found.candidate_value)
    assert isnan(found.change.value)
    assert isnan(found.change.low)


def test_the_same_model_twice_has_no_change() -> None:
    for found in (paired_r2(numbers(1, "a"), numbers(1, "b")),
                  paired_skill(forecasts(1, "a"), forecasts(1, "b"))):  # fmt: skip
        assert found.change.value == 0
        assert not found.change.low > 0


def test_other_samples_are_refused() -> None:
    with pytest.raises(InputError, match="same samples"):
        paired_r2(numbers(1, "a"), numbers(1, "b", TRUE + 1))
