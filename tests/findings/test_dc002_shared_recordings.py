from dataclasses import replace

import pytest

from afterfit.findings.dc002_shared_recordings import RULE
from afterfit.results import DataChecks, SharedData
from tests.findings.sample_checks import empty_checks, healthy_checks


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        (
            replace(
                healthy_checks(),
                shared=(SharedData("test", "train", "a/2", "a/0", "same recording", 10),),
            ),
            "raised",
        ),
        (
            replace(
                healthy_checks(), shared=(SharedData("test", "train", "a/2", "a/0", "copy", 10),)
            ),
            "clear",
        ),
        (healthy_checks(), "clear"),
        (empty_checks(), "not_applicable"),
    ],
)
def test_outcome(checks: DataChecks, outcome: str) -> None:
    assert RULE(checks).outcome == outcome


def test_claim_names_it() -> None:
    assert (
        "1 of 6 recordings has windows in several splits"
        in RULE(
            replace(
                healthy_checks(),
                shared=(SharedData("test", "train", "a/2", "a/0", "same recording", 10),),
            )
        ).claim
    )
