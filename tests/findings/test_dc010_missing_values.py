import pytest

from afterfit.findings.dc010_missing_values import RULE
from afterfit.results import DataChecks
from tests.findings.sample_checks import changed_file, empty_checks, healthy_checks


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        (changed_file(n_missing=3), "raised"),
        (healthy_checks(), "clear"),
        (empty_checks(), "not_applicable"),
    ],
)
def test_outcome(checks: DataChecks, outcome: str) -> None:
    assert RULE(checks).outcome == outcome


def test_claim_names_it() -> None:
    assert "a/0 (3)" in RULE(changed_file(n_missing=3)).claim
