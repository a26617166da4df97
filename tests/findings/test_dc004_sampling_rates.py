import pytest

from afterfit.findings.dc004_sampling_rates import RULE
from afterfit.results import DataChecks
from tests.findings.sample_checks import changed_file, empty_checks, healthy_checks


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        (changed_file(period=0.2), "raised"),
        (changed_file(period=0.101), "clear"),
        (healthy_checks(), "clear"),
        (empty_checks(), "not_applicable"),
    ],
)
def test_outcome(checks: DataChecks, outcome: str) -> None:
    assert RULE(checks).outcome == outcome


def test_claim_names_it() -> None:
    assert "a/0 has 0.2" in RULE(changed_file(period=0.2)).claim
