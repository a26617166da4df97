import math

import numpy as np
import pytest
from hypothesis import given
from sklearn.metrics import roc_auc_score

from afterfit.analyses import sweep_thresholds
from afterfit.records import Predictions
from afterfit.results import to_json
from afterfit.statistics import ClassificationTally, TallySettings, tally_batch
from tests.statistics.sample_predictions import predictions_of, some_predictions


def test_a_threshold_finds_scores_at_or_above_it() -> None:
    sweep = sweep_thresholds(predictions_of([1, 0, 1], [[0.1, 0.9], [0.5, 0.5], [0.5, 0.5]]))

    second = sweep.classes[1]
    assert second.thresholds.tolist() == [math.inf, 0.9, 0.5]
    assert second.tp.tolist() == [0, 1, 2]
    assert second.fp.tolist() == [0, 0, 1]
    assert second.auc == 0.75


def test_two_classes_are_each_swept_with_their_own_score() -> None:
    first, second = sweep_thresholds(
        predictions_of([0, 1, 1], [[0.9, 0.1], [0.6, 0.4], [0.2, 0.8]])
    ).classes

    assert first.thresholds.tolist() == [math.inf, 0.9, 0.6, 0.2]
    assert second.thresholds.tolist() == [math.inf, 0.8, 0.4, 0.1]
    assert (first.n_positives, second.n_positives) == (1, 2)
    assert first.auc == second.auc == 1.0


def test_absent_class_has_no_area() -> None:
    sweep = sweep_thresholds(predictions_of([0, 0], [[0.9, 0.1], [0.8, 0.2]]))

    assert all(math.isnan(one.auc) for one in sweep.classes)
    assert sweep.classes[1].fp.tolist() == [0, 1, 2]


@given(some_predictions())
def test_ends_find_nothing_and_everything(predictions: Predictions) -> None:
    for index, sweep in enumerate(sweep_thresholds(predictions).classes):
        assert (sweep.tp[0], sweep.fp[0]) == (0, 0)
        assert (sweep.tp[-1], sweep.fp[-1]) == (sweep.n_positives, sweep.n_negatives)
        assert sweep.n_positives + sweep.n_negatives == len(predictions)
        assert (np.diff(sweep.thresholds) < 0).all()
        if sweep.n_positives and sweep.n_negatives:
            theirs = roc_auc_score(predictions.y_true == index, predictions.scores[:, index])
            assert sweep.auc == pytest.approx(theirs, rel=0, abs=1e-12)


def binned(predictions: Predictions) -> ClassificationTally:
    return tally_batch(predictions, TallySettings(exact=False))


@given(some_predictions())
def test_bins_are_thresholds_whose_counts_are_exact(predictions: Predictions) -> None:
    for index, sweep in enumerate(sweep_thresholds(binned(predictions)).classes):
        scores, positive = predictions.scores[:, index], predictions.y_true == index
        for threshold, tp, fp in zip(
            sweep.thresholds.tolist(), sweep.tp.tolist(), sweep.fp.tolist(), strict=True
        ):
            raised = scores >= threshold
            assert (tp, fp) == ((raised & positive).sum(), (raised & ~positive).sum())


@given(some_predictions())
def test_areas_of_bins_are_within_the_error_they_tell(predictions: Predictions) -> None:
    exact = sweep_thresholds(predictions).classes
    for one, other in zip(exact, sweep_thresholds(binned(predictions)).classes, strict=True):
        assert (one.n_positives, one.n_negatives) == (other.n_positives, other.n_negatives)
        if math.isnan(one.auc):
            assert math.isnan(other.auc)
        else:
            assert one.auc_error == one.average_precision_error == 0
            assert abs(one.auc - other.auc) <= other.auc_error + 1e-12


def test_int8_scores_in_bins_are_those_kept_one_by_one() -> None:
    random = np.random.default_rng(3)
    parts = random.multinomial(256, [0.2, 0.3, 0.5], size=500)
    predictions = predictions_of(random.integers(0, 3, 500).tolist(), parts / 256)

    exact, coarse = sweep_thresholds(predictions), sweep_thresholds(binned(predictions))
    assert to_json(exact) == to_json(coarse)
