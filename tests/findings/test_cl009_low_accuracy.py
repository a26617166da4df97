import pytest

from afterfit.findings.cl009_low_accuracy import RULE
from tests.findings.sample_analysis import analysis_of
from tests.statistics.sample_predictions import predictions_from_confusion


@pytest.mark.parametrize(
    ("matrix", "n_sources", "outcome"),
    [
        ([[60, 40], [30, 70]], None, "raised"),
        ([[90, 10], [10, 90]], None, "clear"),
        ([[7, 3], [3, 7]], None, "clear"),
        ([[60, 40], [30, 70]], 1, "not_applicable"),
    ],
    ids=["low", "high", "too few to tell", "one recording"],
)
def test_outcome(matrix: list[list[int]], n_sources: int | None, outcome: str) -> None:
    predictions = predictions_from_confusion(matrix, n_sources=n_sources)

    assert RULE(analysis_of(predictions)).outcome == outcome


def test_next_steps_are_those_of_the_document_in_its_order() -> None:
    steps = RULE(analysis_of(predictions_from_confusion([[50, 50], [50, 50]]))).next_steps

    parts = ("goodness of fit", "larger model", "more epochs", "feature extraction")
    assert all(part in step for part, step in zip(parts, steps, strict=True))
