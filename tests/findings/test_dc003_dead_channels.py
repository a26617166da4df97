from dataclasses import replace

import pytest

from afterfit.findings.dc003_dead_channels import RULE
from afterfit.results import ChannelFault, DataChecks
from tests.findings.sample_checks import empty_checks, healthy_checks


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        (
            replace(healthy_checks(), faults=(ChannelFault("a/0", "x", "constant", 1.0, 4.0),)),
            "raised",
        ),
        (
            replace(healthy_checks(), faults=(ChannelFault("a/0", "x", "clipped", 0.2, 9.0),)),
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
        "x of a/0 is 4 throughout"
        in RULE(
            replace(healthy_checks(), faults=(ChannelFault("a/0", "x", "constant", 1.0, 4.0),))
        ).claim
    )
