from dataclasses import replace

import pytest

from afterfit.findings.dc009_swapped_labels import RULE
from afterfit.results import DataChecks, SuspectRecording
from tests.findings.sample_checks import empty_checks, healthy_checks, separability


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        (
            replace(
                healthy_checks(),
                separability=replace(
                    separability(), suspects=(SuspectRecording("a/0", "a", "b", 1.0, 0.95),)
                ),
            ),
            "raised",
        ),
        (healthy_checks(), "clear"),
        (empty_checks(), "not_applicable"),
    ],
)
def test_outcome(checks: DataChecks, outcome: str) -> None:
    assert RULE(checks).outcome == outcome


def test_claim_names_it() -> None:
    assert (
        "a/0 (like b)"
        in RULE(
            replace(
                healthy_checks(),
                separability=replace(
                    separability(), suspects=(SuspectRecording("a/0", "a", "b", 1.0, 0.95),)
                ),
            )
        ).claim
    )
