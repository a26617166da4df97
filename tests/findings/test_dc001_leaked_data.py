from dataclasses import replace

import pytest

from afterfit.findings.dc001_leaked_data import RULE
from afterfit.results import DataChecks, SharedData
from tests.findings.sample_checks import empty_checks, healthy_checks


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        (
            replace(
                healthy_checks(), shared=(SharedData("test", "train", "a/2", "a/0", "copy", 10),)
            ),
            "raised",
        ),
        (
            replace(
                healthy_checks(),
                shared=(SharedData("test", "train", "a/2", "a/0", "equal windows", 10),),
            ),
            "raised",
        ),
        (
            replace(
                healthy_checks(), shared=(SharedData("test", "train", "a/2", "a/0", "overlap", 10),)
            ),
            "raised",
        ),
        (
            replace(
                healthy_checks(),
                shared=(SharedData("test", "train", "a/2", "a/0", "same recording", 10),),
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
        "a/2 (test) holds the same values as a/0 (train): 10 windows"
        in RULE(
            replace(
                healthy_checks(), shared=(SharedData("test", "train", "a/2", "a/0", "copy", 10),)
            )
        ).claim
    )
