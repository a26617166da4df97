from dataclasses import replace

import numpy as np
import pytest

from afterfit.records import AnomalyScores
from tests.findings.sample_anomaly import found
from tests.statistics.sample_anomalies import detector, scores_of, three_splits

TRAIN, VALIDATION, TEST = three_splits()


def with_loud_recordings(n: int) -> AnomalyScores:
    """Return the test split with *n* of its 20 normal recordings ten higher."""
    loud = np.unique(TEST.source[~TEST.is_anomaly])[:n]
    return replace(TEST, score=TEST.score + 10 * np.isin(TEST.source, loud))


ALONE = scores_of([1.0, 2.0, 3.0], [0, 0, 1], source=[0, 1, 2], source_names=("a", "b", "c"),
                  has_sources=True)  # fmt: skip


@pytest.mark.parametrize(
    ("test", "outcome"),
    [
        (TEST, "clear"),
        (with_loud_recordings(2), "raised"),
        (with_loud_recordings(20), "clear"),
        (detector(40), "not_applicable"),
        (ALONE, "not_applicable"),
    ],
    ids=["few alarms", "two recordings", "all recordings", "few recordings", "one sample each"],
)
def test_false_alarm_files(test: AnomalyScores, outcome: str) -> None:
    assert found(TRAIN, VALIDATION, test)["AD005"].outcome == outcome


def test_recordings_are_named() -> None:
    assert "test_0.csv" in found(TRAIN, VALIDATION, with_loud_recordings(2))["AD005"].claim
