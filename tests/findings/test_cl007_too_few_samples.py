import pytest

from afterfit.findings.cl007_too_few_samples import RULE
from tests.findings.sample_analysis import analysis_of
from tests.statistics.sample_predictions import predictions_from_confusion, predictions_of


@pytest.mark.parametrize(
    ("matrix", "n_sources", "outcome"),
    [
        ([[90, 10], [10, 90]], None, "clear"),
        ([[9, 1], [2, 8]], None, "raised"),
        ([[90, 10], [10, 90]], 1, "raised"),
        ([[50, 0], [0, 50]], 4, "raised"),
        ([[50, 0], [0, 50]], 100, "clear"),
    ],
    ids=["enough", "twenty samples", "one recording", "perfect on four recordings",
         "perfect on many"],
)  # fmt: skip
def test_outcome(matrix: list[list[int]], n_sources: int | None, outcome: str) -> None:
    analysis = analysis_of(predictions_from_confusion(matrix, n_sources=n_sources))

    assert RULE(analysis).outcome == outcome


def test_claim_says_how_much_more() -> None:
    finding = RULE(analysis_of(predictions_from_confusion([[9, 1], [2, 8]])))

    assert finding.claim == (
        "Accuracy is 85.0 % (95 % interval 64.0 % to 94.8 %) from 20 samples; "
        "about 190 samples like these would narrow it to 5 points either way."
    )
    assert finding.evidence["n_needed"] == 190


def test_claim_of_one_recording() -> None:
    finding = RULE(analysis_of(predictions_of([0] * 30, [[0.9, 0.1]] * 30, [0] * 30)))

    assert finding.claim == (
        "Accuracy rests on 30 samples of 1 recording, which cannot tell how recordings differ."
    )
