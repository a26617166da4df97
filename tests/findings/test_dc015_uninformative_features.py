from dataclasses import replace

import pytest

from afterfit.findings.dc015_uninformative_features import RULE
from afterfit.results import DataChecks, NoTargetChecks
from tests.findings.sample_checks import healthy_checks
from tests.findings.sample_targets import dependence, forecast_checks, regression_checks

NAN = float("nan")


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        (replace(regression_checks(), expected=dependence(-0.2, -0.1)), "raised"),
        (replace(regression_checks(), expected=dependence(-0.2, 0.3)), "clear"),
        (regression_checks(), "clear"),
        (replace(regression_checks(), expected=dependence(NAN, NAN)), "not_applicable"),
        (
            replace(regression_checks(), expected=NoTargetChecks("There is only one.")),
            "not_applicable",
        ),
        (forecast_checks(), "not_applicable"),
        (healthy_checks(), "not_applicable"),
    ],
    ids=["neither", "one of them", "both", "constant", "one recording", "forecast", "classes"],
)
def test_outcome(checks: DataChecks, outcome: str) -> None:
    assert RULE(checks).outcome == outcome


def test_claim_names_it() -> None:
    claim = RULE(replace(regression_checks(), expected=dependence(-0.2, -0.1))).claim
    assert "tells load with an R² of -0.10, no better than the mean" in claim
