from dataclasses import replace

import pytest

from afterfit.findings.dc017_wandering_series import RULE
from afterfit.results import DataChecks
from tests.findings.sample_checks import healthy_checks
from tests.findings.sample_targets import forecast_checks, regression_checks, series


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        (replace(forecast_checks(), expected=series(0.3, 2)), "raised"),
        (replace(forecast_checks(), expected=series(0.3, 3)), "clear"),
        (replace(forecast_checks(), expected=series(0.3, 0, 0)), "not_applicable"),
        (regression_checks(), "not_applicable"),
        (healthy_checks(), "not_applicable"),
    ],
    ids=["most wander", "half", "short", "regression", "classes"],
)
def test_outcome(checks: DataChecks, outcome: str) -> None:
    assert RULE(checks).outcome == outcome


def test_claim_names_it() -> None:
    claim = RULE(replace(forecast_checks(), expected=series(0.3, 2))).claim
    assert "of load, 4 recordings of 6 show none" in claim
