from dataclasses import replace

import pytest

from afterfit.records import AnomalyScores
from tests.findings.sample_anomaly import found
from tests.statistics.sample_anomalies import detector, three_splits

TRAIN, VALIDATION, TEST = three_splits()
NEARER = detector(seed=7, strength=(1.2, 1.2))


@pytest.mark.parametrize(
    ("scores", "outcome"),
    [
        ((TRAIN, VALIDATION, TEST), "clear"),
        ((TRAIN, VALIDATION, NEARER), "raised"),
        ((TRAIN, VALIDATION, replace(TEST, kind=0 * TEST.kind)), "not_applicable"),
        ((VALIDATION, TEST), "not_applicable"),
    ],
    ids=["alike", "harder test", "no anomalies", "no threshold"],
)
def test_threshold_gain(scores: tuple[AnomalyScores, ...], outcome: str) -> None:
    assert found(*scores)["AD002"].outcome == outcome


def test_both_k_are_told() -> None:
    evidence = found(TRAIN, VALIDATION, NEARER)["AD002"].evidence

    assert evidence["best_k_on_test"] < evidence["k"]  # type: ignore[operator]
