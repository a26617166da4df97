from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import (
    coverage_error,
    hamming_loss,
    label_ranking_average_precision_score,
    label_ranking_loss,
)

from afterfit.errors import InputError
from afterfit.records import MultilabelPredictions
from afterfit.statistics import TallySettings, label_questions, tally_multilabel, whole_set_question
from tests.statistics.identical import assert_identical
from tests.statistics.sample_labels import labels_of, some_labels, some_rows

EXACT = TallySettings(exact=True, errors_per_class=3)


@given(some_labels())
def test_sets_are_those_of_scikit_learn(predictions: MultilabelPredictions) -> None:
    sets, n = tally_multilabel(predictions).sets, len(predictions)
    true, seen = predictions.y_true.astype(int), predictions.scores >= 0.5

    def mean(sums: NDArray[Any]) -> float:
        return float(np.sum(sums)) / n

    assert mean(sets.n_exact) == pytest.approx((true == seen).all(axis=1).mean(), abs=1e-12)
    wrong = mean(sets.n_missed + sets.n_false) / true.shape[1]
    assert wrong == pytest.approx(hamming_loss(true, seen), abs=1e-12)
    precision = label_ranking_average_precision_score(true, predictions.scores)
    assert mean(sets.ranking_precision.floats()) == pytest.approx(precision, abs=1e-12)
    loss = label_ranking_loss(true, predictions.scores)
    assert mean(sets.ranking_loss.floats()) == pytest.approx(loss, abs=1e-12)
    depth = coverage_error(true, predictions.scores)
    assert mean(sets.coverage) == pytest.approx(depth, abs=1e-12)


@given(some_labels())
def test_overlap_is_the_jaccard_index_of_each_sample(predictions: MultilabelPredictions) -> None:
    seen = predictions.scores >= 0.5
    expected = [
        (t & s).sum() / (t | s).sum() if (t | s).any() else 1.0
        for t, s in zip(predictions.y_true, seen, strict=True)
    ]

    overlap = tally_multilabel(predictions).sets.overlap.floats().sum()
    assert overlap == pytest.approx(sum(expected), abs=1e-12)


@given(some_labels())
def test_missed_and_seen_counts_samples(predictions: MultilabelPredictions) -> None:
    seen, k = predictions.scores >= 0.5, len(predictions.class_names)
    expected = [
        [
            int(((predictions.y_true & ~seen)[:, i] & (seen & ~predictions.y_true)[:, j]).sum())
            for j in range(k)
        ]
        for i in range(k)
    ]

    assert tally_multilabel(predictions).sets.missed_and_seen.tolist() == expected


@given(some_labels(min_size=4), st.data())
def test_batches_add_up_in_any_order(
    predictions: MultilabelPredictions, data: st.DataObject
) -> None:
    n = len(predictions)
    cuts = sorted(data.draw(st.sets(st.integers(1, n - 1), min_size=1, max_size=3)))
    parts = [
        tally_multilabel(some_rows(predictions, rows), EXACT, int(rows[0]))
        for rows in np.split(np.arange(n), cuts)
    ]
    first, *others = data.draw(st.permutations(parts))
    total = first
    for part in others:
        total = total + part

    assert_identical(total, tally_multilabel(predictions, EXACT))


def test_a_label_is_there_from_one_half_on() -> None:
    (question, _) = label_questions(labels_of([[1, 0]], [[0.5, 0.49]]))

    assert question.y_pred.tolist() == [0]
    assert question.y_true.tolist() == [0]


def test_a_whole_set_is_right_or_wrong() -> None:
    question = whole_set_question(labels_of([[1, 0], [1, 1]], [[0.9, 0.2], [0.9, 0.2]]))

    assert (question.y_pred == question.y_true).tolist() == [True, False]


def test_other_labels_do_not_add_up() -> None:
    one, other = labels_of([[1, 0]], [[0.9, 0.2]]), labels_of([[1, 0, 0]], [[0.9, 0.2, 0.1]])

    with pytest.raises(InputError, match="with the same labels"):
        tally_multilabel(one, EXACT) + tally_multilabel(other, EXACT)
