from dataclasses import replace

import pytest

from afterfit.findings.dc005_imbalance import RULE
from afterfit.results import DataChecks
from tests.findings.sample_checks import empty_checks, healthy_checks
from tests.findings.sample_targets import anomaly_checks


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        (replace(healthy_checks(), n_windows=((200, 100), (20, 10))), "raised"),
        (replace(healthy_checks(), n_windows=((190, 100), (20, 10))), "clear"),
        (healthy_checks(), "clear"),
        (empty_checks(), "not_applicable"),
    ],
)
def test_outcome(checks: DataChecks, outcome: str) -> None:
    assert RULE(checks).outcome == outcome


def test_claim_names_it() -> None:
    assert (
        "a has 300 windows, 10.0 times as many as b (30)"
        in RULE(replace(healthy_checks(), n_windows=((200, 100), (20, 10)))).claim
    )


def test_anomalies_may_be_rare() -> None:
    assert RULE(replace(anomaly_checks(), n_windows=((999, 9), (0, 1)))).outcome == "not_applicable"
