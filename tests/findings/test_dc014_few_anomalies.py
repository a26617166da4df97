from dataclasses import replace

import pytest

from afterfit.findings.dc014_few_anomalies import RULE
from afterfit.results import DataChecks
from tests.findings.sample_checks import healthy_checks
from tests.findings.sample_targets import anomaly_checks


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        (replace(anomaly_checks(), n_files=((3, 1), (0, 2))), "raised"),
        (replace(anomaly_checks(), n_windows=((30, 10), (0, 9))), "raised"),
        (replace(anomaly_checks(), n_windows=((30, 10),), n_files=((3, 1),)), "raised"),
        (anomaly_checks(), "clear"),
        (replace(anomaly_checks(), splits=()), "not_applicable"),
        (healthy_checks(), "not_applicable"),
    ],
    ids=["few recordings", "few windows", "none", "enough", "no windows", "classes"],
)
def test_outcome(checks: DataChecks, outcome: str) -> None:
    assert RULE(checks).outcome == outcome


def test_claim_names_it() -> None:
    claim = RULE(
        replace(anomaly_checks(), n_windows=((30, 10), (0, 8)), n_files=((3, 1), (0, 1)))
    ).claim
    assert "8 windows of 1 recording with anomalies, too few" in claim
