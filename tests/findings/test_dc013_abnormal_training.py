from dataclasses import replace

import pytest

from afterfit.findings.dc013_abnormal_training import RULE
from afterfit.results import DataChecks, SharedData, SuspectRecording
from tests.findings.sample_checks import healthy_checks, separability
from tests.findings.sample_targets import anomaly_checks

COPY = SharedData("test", "train", "Anomaly/1", "Normal/2", "equal windows", 3)
ALIKE = SuspectRecording("Normal/3", "normal", "anomaly", 1.0, 1.0)


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        (replace(anomaly_checks(), shared=(COPY,)), "raised"),
        (
            replace(anomaly_checks(), separability=replace(separability(), suspects=(ALIKE,))),
            "raised",
        ),
        (
            replace(
                anomaly_checks(), files=(replace(anomaly_checks().files[-1], splits=("train",)),)
            ),
            "raised",
        ),
        (anomaly_checks(), "clear"),
        (healthy_checks(), "not_applicable"),
    ],
    ids=["copy", "looks", "by folder", "healthy", "classes"],
)
def test_outcome(checks: DataChecks, outcome: str) -> None:
    assert RULE(checks).outcome == outcome


def test_claim_names_it() -> None:
    claim = RULE(replace(anomaly_checks(), shared=(COPY,))).claim
    assert "Normal/2 holds data of the anomaly Anomaly/1" in claim
