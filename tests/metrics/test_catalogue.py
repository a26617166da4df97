"""One property test over all metrics: each keeps what it declares."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from afterfit.metrics import (
    ACCURACY_CHANGE,
    AVERAGE_PRECISION,
    CALIBRATION_METRICS,
    CLASSWISE_ECE,
    COUNT_METRICS,
    ERROR_METRICS,
    LOSS_METRICS,
    MACRO_AVERAGE_PRECISION,
    MACRO_ROC_AUC,
    METRICS,
    PARTIAL_ROC_AUC,
    RANK_METRICS,
    ROC_AUC,
    ROC_AUC_CHANGE,
    SET_METRICS,
    SetSums,
)
from afterfit.records import Predictions
from afterfit.statistics import (
    AucPlacements,
    CalibrationCounts,
    ConfusionCounts,
    LossSums,
    PairedCounts,
    RankCounts,
    ScoreCounts,
    tally_multilabel,
)
from tests.statistics.sample_labels import labels_of
from tests.statistics.sample_predictions import predictions_of, some_predictions

OF_CLASSES = [name for name in METRICS if name not in ERROR_METRICS]
# coverage_error is at best the number of labels that a sample has, not the bound
ONE_MODEL = [
    name
    for name in OF_CLASSES
    if name
    not in ("majority_baseline", "coverage_error", ACCURACY_CHANGE.name, ROC_AUC_CHANGE.name)
]


def class_scores(predictions: Predictions) -> Sequence[ScoreCounts]:
    return [
        ScoreCounts.from_scores(predictions.scores[:, k], predictions.y_true == k)
        for k in range(len(predictions.class_names))
    ]


def set_sums(predictions: Predictions) -> SetSums:
    """Return the sums of the classes taken as labels, of which each sample has one."""
    k = len(predictions.class_names)
    sets = tally_multilabel(labels_of(np.eye(k)[predictions.y_true], predictions.scores)).sets
    return SetSums(
        k,
        sets.n_samples.sum(),
        sets.n_exact.sum(),
        (sets.n_missed + sets.n_false).sum(),
        sets.overlap.floats().sum(),
        sets.ranking_precision.floats().sum(),
        sets.ranking_loss.floats().sum(),
        sets.coverage.sum(),
    )


def statistic_of(name: str, predictions: Predictions) -> Any:
    if name in COUNT_METRICS:
        return ConfusionCounts.from_predictions(predictions).by_class()
    if name in LOSS_METRICS:
        return LossSums.from_predictions(predictions).total()
    if name in {metric.name for metric in RANK_METRICS.values()}:
        return RankCounts.from_predictions(predictions)
    if name in CALIBRATION_METRICS:
        return CalibrationCounts.from_predictions(predictions).top_label.equal_width(0, 10)
    if name == CLASSWISE_ECE.name:
        classes = CalibrationCounts.from_predictions(predictions).classes
        return [classes.equal_width(k, 10) for k in range(classes.n_groups)]
    if name in (ROC_AUC.name, PARTIAL_ROC_AUC.name, AVERAGE_PRECISION.name):
        return class_scores(predictions)[0]
    if name in (MACRO_ROC_AUC.name, MACRO_AVERAGE_PRECISION.name):
        return class_scores(predictions)
    if name == ROC_AUC_CHANGE.name:
        unit, of_class = np.arange(len(predictions)), predictions.y_true == 0
        return AucPlacements.of(predictions.scores[:, 0], of_class, unit) - AucPlacements.of(
            predictions.scores[:, -1], of_class, unit
        )
    if name in SET_METRICS:
        return set_sums(predictions)
    n = len(predictions)
    none = np.zeros(n, dtype=np.int64)
    right = (predictions.y_pred == predictions.y_true).astype(np.int64)
    return PairedCounts(none + 1, right, none)


@pytest.mark.parametrize("name", OF_CLASSES)
@given(predictions=some_predictions())
def test_values_stay_within_the_declared_bounds(name: str, predictions: Predictions) -> None:
    low, high = METRICS[name].bounds
    values = np.asarray(METRICS[name].function(statistic_of(name, predictions)))
    known = values[~np.isnan(values)]

    assert ((known >= low) & (known <= high)).all()


@pytest.mark.parametrize("name", ONE_MODEL)
def test_a_perfect_model_reaches_the_better_bound(name: str) -> None:
    metric = METRICS[name]
    perfect = predictions_of([0, 1, 2, 2], np.eye(3)[[0, 1, 2, 2]])
    best = metric.bounds[1] if metric.better == "higher" else metric.bounds[0]

    assert np.asarray(metric.function(statistic_of(name, perfect))) == pytest.approx(best)


@pytest.mark.parametrize("name", OF_CLASSES)
def test_no_samples_is_nan(name: str) -> None:
    nothing = predictions_of([], np.zeros((0, 3)))

    assert np.isnan(np.asarray(METRICS[name].function(statistic_of(name, nothing)))).all()


def test_names_are_keys_and_every_metric_has_a_source() -> None:
    assert all(metric.name == name for name, metric in METRICS.items())
    assert all(metric.source and metric.title for metric in METRICS.values())
