import pytest

from afterfit.findings.dc007_outlier_recordings import RULE
from afterfit.results import DataChecks
from tests.findings.sample_checks import changed_file, empty_checks, healthy_checks


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        (changed_file(outlier_score=6.0, distance=9.0), "raised"),
        (changed_file(outlier_score=6.0, distance=3.0), "clear"),
        (changed_file(outlier_score=4.0, distance=9.0), "clear"),
        (healthy_checks(), "clear"),
        (empty_checks(), "not_applicable"),
    ],
)
def test_outcome(checks: DataChecks, outcome: str) -> None:
    assert RULE(checks).outcome == outcome


def test_claim_names_it() -> None:
    assert "a/0: 9.0 times as far" in RULE(changed_file(outlier_score=6.0, distance=9.0)).claim
