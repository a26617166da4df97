from typing import Any

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.records import LeftOut, Predictions


def predictions(**changes: Any) -> Predictions:
    fields: dict[str, Any] = {
        "class_names": ("cat", "dog"),
        "y_true": np.array([0, 1, 1]),
        "scores": np.array([[0.9, 0.1], [0.5, 0.5], [0.2, 0.8]]),
        "source": np.array([0, 0, 1]),
        "source_names": ("a.csv", "b.csv"),
        "offset": np.array([0, 50, 0]),
        "variant": "float32",
        "split": "test",
    }
    return Predictions(**(fields | changes))


def test_the_lowest_class_wins_a_tie() -> None:
    assert predictions().y_pred.tolist() == [0, 0, 1]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"scores": np.ones(3)}, r"scores must have shape \(3, 2\), got \(3,\)"),
        ({"y_true": np.array([0, 1, 2])}, "y_true must be indices from 0 to 1"),
        ({"source": np.array([0, -1, 0])}, "source must be indices from 0 to 1"),
        ({"scores": np.array([[0.9, 0.1], [3.0, -2.0], [0.2, 0.8]])}, "row 1 is"),
        ({"scores": np.array([[0.9, 0.1], [0.5, 0.5], [np.nan, 0.8]])}, "row 2 is"),
        ({"scores": np.array([[2.0, 1.0], [0.5, 0.5], [0.2, 0.8]])}, "softmax"),
        ({"class_names": ("cat", "cat")}, "y_true needs names that differ"),
        ({"source_names": ("a.csv", "a.csv")}, "source needs names that differ"),
    ],
    ids=["flat", "class", "source", "negative", "nan", "logits", "twin classes", "twin sources"],
)
def test_wrong_fields_are_refused_with_a_reason(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        predictions(**changes)


def test_a_record_cannot_be_changed_from_outside() -> None:
    scores = np.array([[0.9, 0.1], [0.5, 0.5], [0.2, 0.8]])
    record = predictions(scores=scores)
    scores[0] = 0.5
    assert record.scores[0, 0] == 0.9
    with pytest.raises(ValueError, match="read-only"):
        record.scores[0, 0] = 1


def test_no_samples_are_allowed() -> None:
    none = np.array([], dtype=np.int64)
    empty = predictions(y_true=none, scores=np.zeros((0, 2)), source=none, offset=none)
    assert len(empty) == 0
    assert empty.y_pred.shape == (0,)


def test_what_the_file_did_not_hold_is_said() -> None:
    whole = predictions()
    assert (whole.has_scores, whole.has_sources, whole.left_out.n_rows) == (True, True, 0)
    hard = predictions(scores=np.eye(2)[[0, 1, 1]], has_scores=False, left_out=LeftOut(2))
    assert (hard.has_scores, hard.left_out.n_rows) == (False, 2)


def test_a_sealed_array_is_not_copied_and_a_view_of_an_open_one_is() -> None:
    scores = np.array([[0.9, 0.1], [0.5, 0.5], [0.2, 0.8]])
    view = scores[:]
    view.flags.writeable = False
    assert not np.shares_memory(predictions(scores=view).scores, scores)
    scores.flags.writeable = False
    assert predictions(scores=scores).scores is scores
