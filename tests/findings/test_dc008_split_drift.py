from dataclasses import replace

import pytest

from afterfit.findings.dc008_split_drift import RULE
from afterfit.results import DataChecks
from tests.findings.sample_checks import drift, empty_checks, healthy_checks


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        (replace(healthy_checks(), drift=drift(0.8, 3.0, 0.001)), "raised"),
        (replace(healthy_checks(), drift=drift(0.8, 3.0, 0.02)), "clear"),
        (replace(healthy_checks(), drift=drift(0.1, 0.1, 0.001)), "clear"),
        (healthy_checks(), "clear"),
        (empty_checks(), "not_applicable"),
    ],
)
def test_outcome(checks: DataChecks, outcome: str) -> None:
    assert RULE(checks).outcome == outcome


def test_claim_names_it() -> None:
    assert (
        "The test split differs from training in 1 feature, most in mean of x: KS distance 0.80"
        in RULE(replace(healthy_checks(), drift=drift(0.8, 3.0, 0.001))).claim
    )
