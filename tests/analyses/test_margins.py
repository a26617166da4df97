import numpy as np
import pytest
from hypothesis import given

from afterfit.analyses import split_margins
from afterfit.errors import InputError
from afterfit.records import Predictions
from tests.statistics.sample_predictions import predictions_of, some_predictions


@pytest.mark.parametrize(
    ("row", "bin_index"),
    [([0.5, 0.5, 0.0], 0), ([0.75, 0.25, 0.0], 2), ([1.0, 0.0, 0.0], 3), ([0.6, 0.3, 0.1], 1)],
    ids=["tie", "on an edge", "certain", "between"],
)
def test_bin_of_one_margin(row: list[float], bin_index: int) -> None:
    histogram = split_margins(predictions_of([0], [row]), n_bins=4).overall

    assert np.flatnonzero(histogram.correct).tolist() == [bin_index]
    assert histogram.edges.tolist() == [0, 0.25, 0.5, 0.75, 1]


def test_right_and_wrong_are_apart_and_by_predicted_class() -> None:
    margins = split_margins(predictions_of([0, 1], [[0.9, 0.1], [0.9, 0.1]]), n_bins=2)

    assert margins.overall.correct.tolist() == margins.overall.wrong.tolist() == [0, 1]
    assert margins.classes[0].wrong.tolist() == [0, 1]
    assert margins.classes[1].wrong.tolist() == margins.classes[1].correct.tolist() == [0, 0]
    assert [one.class_name for one in margins.classes] == ["c0", "c1"]


def test_single_class_uses_its_score() -> None:
    assert split_margins(predictions_of([0], [[1.0]])).overall.correct.tolist()[-1] == 1


@given(some_predictions())
def test_every_sample_is_in_one_bin(predictions: Predictions) -> None:
    margins = split_margins(predictions)
    wrong = int((predictions.y_pred != predictions.y_true).sum())
    by_class = np.sum([one.correct + one.wrong for one in margins.classes], axis=0)

    assert margins.overall.wrong.sum() == wrong
    assert margins.overall.correct.sum() == len(predictions) - wrong
    assert by_class.tolist() == (margins.overall.correct + margins.overall.wrong).tolist()


def test_bins_must_be_made_of_twentieths() -> None:
    with pytest.raises(InputError, match="n_bins must divide 20, got 3"):
        split_margins(predictions_of([0], [[0.6, 0.4]]), n_bins=3)
