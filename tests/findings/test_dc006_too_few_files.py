from dataclasses import replace

import pytest

from afterfit.findings.dc006_too_few_files import RULE
from afterfit.results import DataChecks
from tests.findings.sample_checks import empty_checks, healthy_checks
from tests.findings.sample_targets import anomaly_checks, regression_checks


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        (replace(healthy_checks(), files=healthy_checks().files[1:]), "raised"),
        (healthy_checks(), "clear"),
        (empty_checks(), "not_applicable"),
        (regression_checks(), "clear"),
        (replace(regression_checks(), files=regression_checks().files[:2]), "raised"),
        (anomaly_checks(), "clear"),
        (replace(anomaly_checks(), files=anomaly_checks().files[2:]), "raised"),
    ],
)
def test_outcome(checks: DataChecks, outcome: str) -> None:
    assert RULE(checks).outcome == outcome


def test_claim_names_it() -> None:
    assert "a (2)" in RULE(replace(healthy_checks(), files=healthy_checks().files[1:])).claim
