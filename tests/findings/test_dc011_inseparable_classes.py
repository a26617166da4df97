from dataclasses import replace

import pytest

from afterfit.findings.dc011_inseparable_classes import RULE
from afterfit.results import DataChecks
from tests.findings.sample_checks import empty_checks, healthy_checks, separability
from tests.findings.sample_targets import anomaly_checks


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        (replace(healthy_checks(), separability=separability(0.3)), "raised"),
        (replace(healthy_checks(), separability=separability(0.2)), "clear"),
        (replace(healthy_checks(), separability=separability(0.2, 0.5)), "raised"),
        (empty_checks(), "not_applicable"),
    ],
)
def test_outcome(checks: DataChecks, outcome: str) -> None:
    assert RULE(checks).outcome == outcome


def test_claim_names_it() -> None:
    assert (
        "takes 30.0 % of a and b for each other"
        in RULE(replace(healthy_checks(), separability=separability(0.3))).claim
    )


@pytest.mark.parametrize(("recall", "outcome"), [(0.8, "clear"), (0.5, "raised")])
def test_anomalies_are_judged_by_recall(recall: float, outcome: str) -> None:
    assert (
        RULE(replace(anomaly_checks(), separability=separability(0.3, recall))).outcome == outcome
    )
