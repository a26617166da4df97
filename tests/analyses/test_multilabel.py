import math

import numpy as np
import pytest
from hypothesis import given, settings
from sklearn.metrics import average_precision_score, precision_recall_fscore_support, roc_auc_score

from afterfit.analyses.multilabel import (
    analyze_multilabel_variant,
    choose_label_points,
    compare_multilabel,
)
from afterfit.errors import InputError
from afterfit.records import MultilabelPredictions
from afterfit.results import HighestF1, OperatingPoint
from tests.statistics.sample_labels import labels_of, some_labels, sound_model


@settings(deadline=None, max_examples=30)
@given(some_labels())
def test_labels_are_those_of_scikit_learn(predictions: MultilabelPredictions) -> None:
    quality = analyze_multilabel_variant(predictions).quality
    true, seen = predictions.y_true.astype(int), (predictions.scores >= 0.5).astype(int)
    for average in (None, "micro", "macro"):
        precision, recall, f1, _ = precision_recall_fscore_support(
            true, seen, average=average, zero_division=np.nan
        )
        for name, expected in (("precision", precision), ("recall", recall), ("f1", f1)):
            ours = (
                [getattr(row, name).value for row in quality.labels]
                if average is None
                else quality.estimate(f"{average}_{name}").value
            )
            np.testing.assert_allclose(ours, expected, atol=1e-12)


@settings(deadline=None, max_examples=30)
@given(some_labels())
def test_areas_are_those_of_scikit_learn(predictions: MultilabelPredictions) -> None:
    quality = analyze_multilabel_variant(predictions).quality
    for place, row in enumerate(quality.labels):
        true, score = predictions.y_true[:, place], predictions.scores[:, place]
        if true.all() or not true.any():
            assert math.isnan(row.roc_auc.value)
            continue
        assert row.roc_auc.value == pytest.approx(roc_auc_score(true, score), abs=1e-12)
        expected = average_precision_score(true, score)
        assert row.average_precision.value == pytest.approx(expected, abs=1e-12)


def test_intervals_hold_the_value_and_respect_recordings() -> None:
    alone = analyze_multilabel_variant(sound_model(400)).quality
    # each sample four times, as overlapping windows repeat themselves
    sample = sound_model(100)
    rows = np.repeat(np.arange(100), 4)
    copied = labels_of(sample.y_true[rows], sample.scores[rows], rows)
    clustered = analyze_multilabel_variant(copied).quality

    for metric in ("subset_accuracy", "hamming_loss", "micro_f1", "macro_f1"):
        one, other = alone.estimate(metric), clustered.estimate(metric)
        assert one.low <= one.value <= one.high
        assert "clustered" in other.method
        assert other.high - other.low > 1.4 * (one.high - one.low)


def test_errors_are_the_surest_of_each_label() -> None:
    predictions = labels_of([[1, 0], [0, 0], [1, 1]], [[0.1, 0.2], [0.9, 0.2], [0.4, 0.9]])
    errors = analyze_multilabel_variant(predictions, 1).errors

    found = [(one.index, one.label, one.mistake, one.score) for one in errors.errors]
    assert found == [(0, "l0", "missed", 0.1), (1, "l0", "falsely seen", 0.9)]
    assert errors.n_errors == 3


def test_files_come_worst_first() -> None:
    predictions = labels_of(
        [[1, 0], [1, 0], [0, 1]], [[0.9, 0.1], [0.2, 0.8], [0.1, 0.9]], [0, 1, 0]
    )
    rows = analyze_multilabel_variant(predictions).files.rows

    assert [(row.source, row.n_exact, row.n_missed, row.n_false) for row in rows] == [
        ("rec_1.wav", 0, 1, 1),
        ("rec_0.wav", 2, 0, 0),
    ]


def test_thresholds_are_chosen_on_validation() -> None:
    validation, test = sound_model(300, 1, split="validation"), sound_model(300, 2)
    points = choose_label_points(validation, test, [HighestF1()])

    assert [one.class_name for one in points.answers] == list(test.class_names)
    first = points.answers[0]
    assert isinstance(first, OperatingPoint)
    raised = test.scores[:, 0] >= first.threshold
    assert first.reported.tp == int((raised & test.y_true[:, 0]).sum())
    with pytest.raises(InputError, match="both are 'test'"):
        choose_label_points(test, test)


def test_the_same_model_changes_nothing_and_a_worse_one_is_seen() -> None:
    reference, worse = sound_model(500), sound_model(500, noise=2.5, variant="int8")
    same = compare_multilabel(reference, sound_model(500, variant="copy"))
    assert same.sets.n_disagreements == 0

    change = compare_multilabel(reference, worse)
    assert change.sets.accuracy_change.high < 0
    exact = [((one.scores >= 0.5) == one.y_true).all(axis=1) for one in (reference, worse)]
    assert change.sets.n_reference_only_right == int((exact[0] & ~exact[1]).sum())
    assert [one.label for one in change.labels] == list(reference.class_names)


def test_areas_of_labels_respect_recordings() -> None:
    """Copies of a sample tell nothing new: intervals of areas stay what they were."""
    sample, random = sound_model(100), np.random.default_rng(4)
    scores = np.clip(sample.scores + random.normal(0, 0.3, sample.scores.shape), 0, 1)
    alone = labels_of(sample.y_true, scores, np.arange(100))
    rows = np.repeat(np.arange(100), 4)
    copied = labels_of(sample.y_true[rows], scores[rows], rows)
    one, other = (analyze_multilabel_variant(each).quality for each in (alone, copied))
    for metric in ("macro_roc_auc", "macro_average_precision"):
        a, b = one.estimate(metric), other.estimate(metric)
        assert (a.value, a.low, a.high) == pytest.approx((b.value, b.low, b.high), abs=0.02)
    for first, second in zip(one.labels, other.labels, strict=True):
        assert second.roc_auc.method == "delong, clustered"
        assert (second.roc_auc.low, second.roc_auc.high) == pytest.approx(
            (first.roc_auc.low, first.roc_auc.high), abs=0.02
        )
        assert second.average_precision.method == "linearised, clustered"
