from typing import Any

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.records import Predictions


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
