import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.analyses import select_errors
from afterfit.errors import InputError
from afterfit.records import Predictions
from tests.statistics.sample_predictions import predictions_of, some_predictions

WRONG = predictions_of(
    [0, 0, 0, 1, 1],
    [[0.4, 0.6], [0.1, 0.9], [0.9, 0.1], [0.7, 0.3], [0.7, 0.3]],
)


def test_most_confident_of_each_true_class_first() -> None:
    errors = select_errors(WRONG, None)

    assert [sample.index for sample in errors.samples] == [1, 0, 3, 4]
    first = errors.samples[0]
    assert (first.true_class, first.predicted_class) == ("c0", "c1")
    assert (first.scores, first.source, first.offset) == ((0.1, 0.9), "file_1.csv", 1)


@pytest.mark.parametrize(
    ("limit", "kept"), [(0, []), (1, [1, 3]), (2, [1, 0, 3, 4]), (99, [1, 0, 3, 4])]
)
def test_limit_is_for_each_true_class_and_counts_are_kept(limit: int, kept: list[int]) -> None:
    errors = select_errors(WRONG, limit)

    assert [sample.index for sample in errors.samples] == kept
    assert (errors.n_errors, errors.max_per_class) == (4, limit)


def test_negative_limit_is_refused() -> None:
    with pytest.raises(InputError, match="max_errors_per_class must be 0 or more, got -1"):
        select_errors(WRONG, -1)


@given(some_predictions(), st.integers(0, 5))
def test_kept_are_errors_and_none_more_confident_is_left(
    predictions: Predictions, limit: int
) -> None:
    errors = select_errors(predictions, limit)
    kept = {sample.index for sample in errors.samples}

    for label, name in enumerate(predictions.class_names):
        mine = [sample for sample in errors.samples if sample.true_class == name]
        wrong = [
            index
            for index in range(len(predictions))
            if predictions.y_true[index] == label and predictions.y_pred[index] != label
        ]
        assert len(mine) == min(limit, len(wrong))
        left = [max(predictions.scores[index]) for index in wrong if index not in kept]
        if mine:
            assert min(max(sample.scores) for sample in mine) >= max(left, default=0)


def test_of_very_many_classes_the_highest_scores_are_kept() -> None:
    scores = np.full((2, 300), 0.5 / 298)
    scores[:, 7], scores[:, 40] = 0.3, 0.2
    scores[1, 5] = 0.0
    predictions = predictions_of([7, 5], scores)
    (wrong,) = select_errors(predictions, None).samples
    assert wrong.scored == (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 40)
    assert wrong.scores == tuple(scores[1, list(wrong.scored)])
    assert wrong.true_class == predictions.class_names[5]


def test_of_a_hundred_classes_all_scores_are_kept() -> None:
    (wrong,) = select_errors(predictions_of([1], np.eye(100)[:1]), None).samples
    assert (len(wrong.scores), wrong.scored) == (100, ())
