from typing import Any

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.records import Detections, GroundTruth

SEEN: dict[str, Any] = {
    "image": [0], "category": [0], "box": [[0, 0, 2, 3]], "score": [0.5],
    "variant": "v", "split": "test",
}  # fmt: skip
KNOWN: dict[str, Any] = {
    "class_names": ("cat",), "image_names": ("a.jpg",), "image_sizes": [[10, 10]], "image": [0],
    "category": [0], "box": [[0, 0, 2, 3]], "area": [6], "is_crowd": [False],
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"score": [1.5]}, "that of detection 0 is 1.5; turn logits"),
        ({"score": [np.nan]}, "that of detection 0 is nan"),
        ({"box": [[0, 0, -1, 1]]}, "box 0 is"),
        ({"box": [[0, 0, np.inf, 1]]}, "box 0 is"),
        ({"box": [[0, 0, 1]]}, "box must have shape"),
        ({"image": [-1]}, "image must be indices from 0, got -1"),
        ({"masks": ()}, "masks must be one an object, 1, got 0"),
    ],
)
def test_detections_that_are_none(change: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Detections(**{**SEEN, **change})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"box": [[0, 0, 1, -1]]}, "box 0 is"),
        ({"area": [-1]}, "area must be pixels"),
        ({"area": [np.nan]}, "area must be pixels"),
        ({"category": [1]}, "category must be indices from 0 to 0"),
        ({"image_names": ("a", "a"), "image_sizes": [[1, 1]] * 2}, "image needs names that differ"),
        ({"masks": ()}, "masks must be one an object"),
    ],
)
def test_ground_truth_that_is_none(change: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        GroundTruth(**{**KNOWN, **change})


def test_records_cannot_be_written_to() -> None:
    for array in (Detections(**SEEN).box, GroundTruth(**KNOWN).box):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 1
