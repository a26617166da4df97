from typing import Any

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.records import MultilabelPredictions


def predictions(**changes: Any) -> MultilabelPredictions:
    fields: dict[str, Any] = {
        "class_names": ("speech", "music"),
        "y_true": [[True, True], [False, False]],
        "scores": [[1.0, 0.8], [0.0, 0.1]],
        "source": [0, 0],
        "source_names": ("hall.wav",),
        "offset": [0, 16000],
        "variant": "int8",
        "split": "test",
    }
    return MultilabelPredictions(**(fields | changes))


def test_rows_need_not_sum_to_one() -> None:
    record = predictions()
    assert len(record) == 2
    assert record.scores.sum(axis=1).tolist() == [1.8, 0.1]
    assert record.y_true.dtype == np.bool_


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"scores": [[0.5, 0.5], [1.5, 0.5]]}, r"lie in \[0, 1\], but row 1 is \[1.5, 0.5\]"),
        ({"scores": [[np.nan, 0.5], [0.5, 0.5]]}, "row 0 is"),
        ({"scores": [[-0.1, 0.5], [0.5, 0.5]]}, "sigmoid"),
        ({"y_true": [[True], [False]]}, r"y_true must have shape \(2, 2\)"),
        ({"class_names": ("music", "music")}, "class_names must differ"),
        ({"source": [0, 1]}, "source must be indices from 0 to 0"),
    ],
    ids=["above 1", "nan", "negative", "shape", "twin classes", "source"],
)
def test_wrong_fields_are_refused_with_a_reason(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        predictions(**changes)
