from dataclasses import replace

import pytest

from afterfit.analyses import choose_operating_points
from afterfit.findings.op001_unreachable_target import RULE
from afterfit.results import Analysis, RecallAtPrecision
from tests.findings.sample_analysis import analysis_of, healthy_predictions
from tests.statistics.sample_predictions import predictions_of

TEST = predictions_of([0, 1], [[0.9, 0.1], [0.1, 0.9]])


def analysis(validation_labels: list[int]) -> Analysis:
    validation = predictions_of(validation_labels, [[0.9, 0.1], [0.1, 0.9]], split="validation")
    points = choose_operating_points(validation, TEST, [RecallAtPrecision(0.9)])
    return replace(analysis_of(TEST), operating_points=(points,))


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (analysis([0, 1]), "clear"),
        (analysis([1, 0]), "raised"),
        (analysis_of(healthy_predictions(40)), "not_applicable"),
    ],
    ids=["reached", "not reached", "no validation"],
)
def test_outcome(given: Analysis, outcome: str) -> None:
    assert RULE(given).outcome == outcome


def test_claim_names_the_nearest() -> None:
    assert RULE(analysis([1, 0])).claim == (
        "2 of 2 thresholds that were asked for cannot be had, for c0 and c1. "
        "No threshold reaches a precision of 0.9; the highest is 0.5."
    )
