import pytest

from afterfit.findings.cl002_top_confusion import RULE
from tests.findings.sample_analysis import analysis_of
from tests.statistics.sample_predictions import fan_predictions, predictions_from_confusion


@pytest.mark.parametrize(
    ("matrix", "outcome"),
    [
        ([[80, 20, 0], [2, 98, 0], [1, 0, 99]], "raised"),
        ([[85, 15, 0], [15, 85, 0], [1, 0, 99]], "raised"),
        ([[94, 3, 3], [3, 94, 3], [3, 3, 94]], "clear"),
        ([[96, 4, 0], [4, 96, 0], [0, 0, 100]], "clear"),
        ([[960, 40, 0], [0, 1000, 0], [0, 0, 1000]], "clear"),
        ([[90, 10], [9, 91]], "clear"),
        ([[80, 20], [1, 99]], "raised"),
        ([[50]], "not_applicable"),
    ],
    ids=["one way", "both ways", "even", "few errors", "small part of the class",
         "two classes, even", "two classes, one way", "one class"],
)  # fmt: skip
def test_outcome(matrix: list[list[int]], outcome: str) -> None:
    assert RULE(analysis_of(predictions_from_confusion(matrix))).outcome == outcome


def test_claim_names_the_direction() -> None:
    assert RULE(analysis_of(fan_predictions())).claim == (
        "339 of 339 errors are BladeDamage taken for BladeImbalance (22.6 % of BladeDamage), "
        "0 the other way."
    )


def test_claim_of_a_confusion_both_ways() -> None:
    matrix = [[85, 12, 0], [15, 85, 0], [1, 0, 99]]

    assert RULE(analysis_of(predictions_from_confusion(matrix))).claim == (
        "27 of 28 errors are between c1 and c0, 15 c1 taken for c0 and 12 the other way."
    )
