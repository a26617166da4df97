from dataclasses import replace

import pytest

from afterfit.findings.dc012_constant_targets import RULE
from afterfit.results import DataChecks
from tests.findings.sample_checks import healthy_checks
from tests.findings.sample_targets import forecast_checks, regression_checks, spread


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        (replace(regression_checks(), targets=(spread(), spread(("test",)))), "raised"),
        (replace(regression_checks(), targets=(spread((), 0.95),)), "raised"),
        (regression_checks(), "clear"),
        (forecast_checks(), "clear"),
        (healthy_checks(), "not_applicable"),
    ],
    ids=["constant", "hardly varies", "changes", "forecast", "classes"],
)
def test_outcome(checks: DataChecks, outcome: str) -> None:
    assert RULE(checks).outcome == outcome


def test_claim_names_it() -> None:
    claim = RULE(replace(regression_checks(), targets=(spread(("test",)),))).claim
    assert "The target load has a single value in test" in claim
