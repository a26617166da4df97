from dataclasses import replace

import pytest

from afterfit.records import AnomalyScores
from tests.findings.sample_anomaly import found
from tests.statistics.sample_anomalies import detector, three_splits

TRAIN, VALIDATION, TEST = three_splits()


@pytest.mark.parametrize(
    ("test", "outcome"),
    [
        (TEST, "clear"),
        (detector(strength=(6.0, 0.0)), "raised"),
        (detector(40, strength=(6.0, 2.5)), "clear"),
        (replace(TEST, kind=0 * TEST.kind), "not_applicable"),
    ],
    ids=["both found", "gear unseen", "too few to tell", "no anomalies"],
)
def test_undetected_kind(test: AnomalyScores, outcome: str) -> None:
    assert found(TRAIN, VALIDATION, test)["AD004"].outcome == outcome


def test_the_kind_is_named() -> None:
    finding = found(TRAIN, VALIDATION, detector(strength=(6.0, 0.0)))["AD004"]

    assert finding.evidence["kind"] == "gear"
    assert found(TEST)["AD004"].outcome == "not_applicable"
