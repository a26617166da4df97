from dataclasses import replace

import pytest

from afterfit.findings.dc016_unpredictable_series import RULE
from afterfit.results import DataChecks, NoTargetChecks
from tests.findings.sample_checks import healthy_checks
from tests.findings.sample_targets import forecast_checks, regression_checks, series


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        (replace(forecast_checks(), expected=series(-0.1)), "raised"),
        (forecast_checks(), "clear"),
        (replace(forecast_checks(), expected=series(float("nan"))), "not_applicable"),
        (replace(forecast_checks(), expected=NoTargetChecks("One split.")), "not_applicable"),
        (regression_checks(), "not_applicable"),
        (healthy_checks(), "not_applicable"),
    ],
    ids=["worse", "better", "unknown", "one split", "regression", "classes"],
)
def test_outcome(checks: DataChecks, outcome: str) -> None:
    assert RULE(checks).outcome == outcome


def test_claim_names_it() -> None:
    claim = RULE(replace(forecast_checks(), expected=series(-0.1))).claim
    assert "a linear forecast of load has a skill of -0.10" in claim
