from typing import Any

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.records import Samples

GOOD: dict[str, Any] = {
    "X": np.zeros((2, 3), np.float32),
    "y_true": [0, 1],
    "class_names": ("a", "b"),
    "source": [0, 0],
    "source_names": ("x.csv",),
    "split": "test",
}


def test_samples_keep_their_type_and_cannot_be_written_to() -> None:
    samples = Samples(**{**GOOD, "X": np.zeros((2, 3), np.int8)})
    assert samples.X.dtype == np.int8
    with pytest.raises(ValueError, match="read-only"):
        samples.X[0, 0] = 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"X": np.zeros((3, 3))}, r"shape \(2, …\) to match 2 labels, got \(3, 3\)"),
        ({"X": np.zeros(2)}, r"got \(2,\)"),
        ({"columns": {"site": ["hall"]}}, "column 'site' must hold one value for each of 2 sam"),
        ({"X": np.array([["a"], ["b"]])}, "inputs must be numbers"),
        ({"X": np.array([[1.0], [np.inf]])}, "inputs must be finite; sample 1 is not"),
        ({"y_true": [0, 2]}, "labels must be indices from 0 to 1"),
        ({"class_names": ("a", "a")}, "names that differ"),
        ({"source": [0, 1]}, "source must be indices"),
    ],
)
def test_what_does_not_fit_together_is_refused(changed: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        Samples(**{**GOOD, **changed})
