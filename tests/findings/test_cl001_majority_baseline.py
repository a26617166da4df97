import pytest

from afterfit.findings.cl001_majority_baseline import RULE
from tests.findings.sample_analysis import analysis_of
from tests.statistics.sample_predictions import predictions_from_confusion


@pytest.mark.parametrize(
    ("matrix", "n_sources", "outcome"),
    [
        ([[90, 10], [10, 90]], None, "clear"),
        ([[90, 0], [10, 0]], None, "raised"),
        ([[700, 100], [150, 50]], None, "raised"),
        ([[890, 10], [90, 10]], None, "raised"),
        ([[4, 0], [1, 1]], None, "not_applicable"),
        ([[40, 0], [5, 15]], 1, "not_applicable"),
        ([[40, 2], [0, 0]], None, "not_applicable"),
    ],
    ids=["better", "is the baseline", "worse", "no clear gain", "too few", "one recording",
         "one class"],
)  # fmt: skip
def test_outcome(matrix: list[list[int]], n_sources: int | None, outcome: str) -> None:
    analysis = analysis_of(predictions_from_confusion(matrix, n_sources=n_sources))

    assert RULE(analysis).outcome == outcome


def test_claim() -> None:
    finding = RULE(analysis_of(predictions_from_confusion([[80, 0], [20, 0]])))

    assert finding.claim == (
        "Accuracy is 80.0 % (95 % interval 71.1 % to 86.7 %), "
        "while always answering c0 gives 80.0 %."
    )
    assert finding.evidence["majority_class"] == "c0"
