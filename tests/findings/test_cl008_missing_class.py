import pytest

from afterfit.findings.cl008_missing_class import RULE
from tests.findings.sample_analysis import analysis_of
from tests.statistics.sample_predictions import predictions_from_confusion


@pytest.mark.parametrize(
    ("matrix", "outcome", "claim"),
    [
        ([[9, 1], [1, 9]], "clear", "The test set has samples of all 2 classes."),
        (
            [[9, 0, 1], [0, 0, 0], [0, 0, 0]],
            "raised",
            "The test set has no samples of c1 and c2, 2 of 3 classes, "
            "so nothing is known of how well they are found.",
        ),
    ],
    ids=["all there", "two missing"],
)
def test_outcome_and_claim(matrix: list[list[int]], outcome: str, claim: str) -> None:
    finding = RULE(analysis_of(predictions_from_confusion(matrix)))

    assert (finding.outcome, finding.claim) == (outcome, claim)
