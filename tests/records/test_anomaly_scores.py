from typing import Any

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.records import AnomalyScores


def scores(**changes: Any) -> AnomalyScores:
    values: dict[str, Any] = {
        "score": [0.1, 0.2, 3.5],
        "kind": [0, 0, 2],
        "kind_names": ("normal", "bearing", "gear"),
        "source": [0, 0, 1],
        "source_names": ("a.csv", "b.csv"),
        "offset": [0, 256, 0],
        "variant": "float32",
        "split": "test",
    }
    return AnomalyScores(**(values | changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"score": [0.1, np.nan, 1]}, "row 1 is nan"),
        ({"score": [0.1, 1, np.inf]}, "row 2 is inf"),
        ({"kind": [0, 0, 3]}, "kind must be indices"),
        ({"kind": [0, 0]}, "kind must have shape"),
        ({"kind_names": ("normal", "gear", "gear")}, "names that differ"),
        ({"score": [], "kind": [], "kind_names": (), "source": [], "offset": []}, "normal kind"),
        ({"has_labels": False}, "without labels"),
        ({"window_seconds": 0.0}, "window_seconds must be above 0"),
        ({"step_seconds": np.inf}, "step_seconds must be above 0"),
        ({"channel_error": [[1.0], [2.0], [3.0]]}, "channel_error must have shape"),
        ({"part_error": [[1.0], [2.0]]}, "part_error must have shape"),
        ({"group": [0, 0, 1], "group_names": ("pump",)}, "group must be indices"),
    ],
)
def test_what_cannot_be_used_is_named(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        scores(**changes)


def test_kinds_other_than_normal_are_anomalies() -> None:
    assert scores().is_anomaly.tolist() == [False, False, True]


def test_arrays_are_read_only() -> None:
    with pytest.raises(ValueError, match="read-only"):
        scores().score[0] = 1


@pytest.mark.parametrize(
    ("durations", "seconds"),
    [
        ({}, None),
        ({"window_seconds": 2.0}, 2.0),
        ({"window_seconds": 2.0, "step_seconds": 0.5}, 0.5),
    ],
    ids=["unknown", "end to end", "overlapping"],
)
def test_seconds_per_sample(durations: dict[str, Any], seconds: float | None) -> None:
    assert scores(**durations).seconds_per_sample == seconds
