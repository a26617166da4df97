import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterfit.analyses import measure_quality
from afterfit.metrics import METRICS
from afterfit.records import Predictions
from afterfit.results import Estimate
from tests.statistics.sample_predictions import (
    fan_predictions,
    predictions_from_confusion,
    predictions_of,
    some_predictions,
    take,
)

ORDER = [
    "accuracy",
    "balanced_accuracy",
    "macro_precision",
    "macro_recall",
    "macro_f1",
    "weighted_precision",
    "weighted_recall",
    "weighted_f1",
    "micro_precision",
    "micro_recall",
    "micro_f1",
    "matthews_corrcoef",
    "cohen_kappa",
    "macro_roc_auc",
    "log_loss",
    "brier_score",
    "majority_baseline",
    "macro_average_precision",
    "top_2_accuracy",
    "top_3_accuracy",
]


def test_fan_blades_of_the_document() -> None:
    quality = measure_quality(fan_predictions())

    assert [estimate.metric for estimate in quality.overall] == ORDER
    assert round(quality.estimate("accuracy").value, 4) == 0.9423
    assert round(quality.estimate("macro_f1").value, 4) == 0.9393
    damage = quality.classes[0]
    assert (damage.class_name, damage.support, damage.n_predicted) == ("BladeDamage", 1498, 1159)
    assert round(damage.recall.value, 4) == 0.7737
    assert damage.recall.method == "wilson, clustered"


def test_intervals_know_that_windows_of_one_file_are_alike() -> None:
    clustered = measure_quality(fan_predictions())
    matrix = [[1159, 339, 0, 0], [0, 1301, 0, 0], [0, 0, 962, 0], [0, 0, 0, 2114]]
    independent = measure_quality(predictions_from_confusion(matrix))

    for metric in ("accuracy", "macro_f1", "log_loss"):
        assert width(clustered.estimate(metric)) > 3 * width(independent.estimate(metric))
    assert independent.estimate("accuracy").method == "wilson"
    assert independent.estimate("macro_f1").method == "bootstrap"
    assert clustered.estimate("macro_f1").method == "bootstrap, clustered"


def width(estimate: Estimate) -> float:
    return estimate.high - estimate.low


def test_balanced_accuracy_interval_agrees_with_the_formula() -> None:
    quality = measure_quality(predictions_from_confusion([[450, 50], [30, 270]]))
    estimate = quality.estimate("balanced_accuracy")

    standard_error = math.sqrt(0.9 * 0.1 / 500 + 0.9 * 0.1 / 300) / 2
    assert estimate.value == pytest.approx(0.9)
    assert width(estimate) == pytest.approx(2 * 1.96 * standard_error, rel=0.1)


def test_perfect_model_is_not_certain() -> None:
    quality = measure_quality(predictions_from_confusion([[30, 0], [0, 30]]))

    accuracy = quality.estimate("accuracy")
    assert (accuracy.value, accuracy.high) == (1.0, 1.0)
    assert accuracy.low == pytest.approx(0.940, abs=1e-3)
    f1 = quality.estimate("macro_f1")
    assert (f1.value, f1.method) == (1.0, "none")
    assert math.isnan(f1.low)


def test_single_recording_has_no_intervals() -> None:
    quality = measure_quality(predictions_from_confusion([[20, 5], [3, 30]], n_sources=1))

    assert quality.scope.n_sources == 1
    for estimate in quality.overall:
        assert estimate.method == "none"
        assert math.isnan(estimate.low)
        assert math.isnan(estimate.high)
        assert not math.isnan(estimate.value)


def test_class_missing_from_the_test_set() -> None:
    quality = measure_quality(predictions_from_confusion([[8, 0, 2], [1, 9, 0], [0, 0, 0]]))
    missing = quality.classes[2]

    assert (missing.support, missing.n_predicted) == (0, 2)
    assert math.isnan(missing.recall.value)
    assert math.isnan(missing.roc_auc.value)
    assert (missing.precision.value, missing.f1.value) == (0.0, 0.0)
    assert not math.isnan(quality.estimate("macro_roc_auc").value)


def test_single_class_test_set() -> None:
    quality = measure_quality(predictions_from_confusion([[7, 3], [0, 0]]))

    assert quality.estimate("accuracy").value == 0.7
    assert quality.estimate("majority_baseline").value == 1.0
    assert math.isnan(quality.estimate("macro_roc_auc").value)
    assert math.isnan(quality.estimate("matthews_corrcoef").value)


def test_one_class_alone() -> None:
    quality = measure_quality(predictions_of([0, 0], [[1.0], [1.0]]))

    assert quality.estimate("accuracy").value == 1.0


def test_no_samples() -> None:
    quality = measure_quality(predictions_of([], np.zeros((0, 2))))

    assert all(math.isnan(estimate.value) for estimate in quality.overall)
    assert all(estimate.method == "none" for estimate in quality.overall)


@settings(max_examples=30, deadline=None)
@given(some_predictions(), st.randoms(use_true_random=False))
def test_order_of_samples_changes_nothing(predictions: Predictions, random: object) -> None:
    rows = list(range(len(predictions)))
    random.shuffle(rows)  # type: ignore[attr-defined]
    one = measure_quality(predictions)
    other = measure_quality(take(predictions, np.array(rows)))

    for ours, theirs in zip(one.overall, other.overall, strict=True):
        assert numbers(ours) == pytest.approx(numbers(theirs), nan_ok=True)
        assert ours.method == theirs.method


@settings(max_examples=50, deadline=None)
@given(some_predictions())
def test_intervals_hold_their_value_and_stay_in_bounds(predictions: Predictions) -> None:
    quality = measure_quality(predictions)
    per_class = [part for row in quality.classes for part in (row.precision, row.recall, row.f1)]

    for estimate in [*quality.overall, *per_class]:
        bottom, top = METRICS[estimate.metric].bounds
        assert math.isnan(estimate.low) == math.isnan(estimate.high) == (estimate.method == "none")
        if estimate.method != "none":
            assert bottom <= estimate.low <= estimate.value <= estimate.high <= top
            assert estimate.high > estimate.low


def numbers(estimate: Estimate) -> tuple[float, float, float]:
    return estimate.value, estimate.low, estimate.high
