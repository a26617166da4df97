import pytest

from afterfit.findings.cl006_train_test_gap import RULE
from tests.findings.sample_analysis import analysis_of
from tests.statistics.sample_predictions import predictions_from_confusion


@pytest.mark.parametrize(
    ("train", "test", "n_test_sources", "outcome"),
    [
        ([[500, 0], [5, 495]], [[80, 20], [25, 75]], None, "raised"),
        ([[480, 20], [25, 475]], [[95, 5], [6, 94]], None, "clear"),
        ([[500, 0], [5, 495]], [[95, 5], [9, 91]], None, "clear"),
        ([[450, 50], [50, 450]], [[8, 2], [2, 5]], None, "clear"),
        ([[70, 30], [25, 75]], [[99, 1], [0, 100]], None, "clear"),
        ([[500, 0], [5, 495]], [[80, 20], [25, 75]], 1, "not_applicable"),
    ],
    ids=["gap", "close", "below 10 %", "too few to tell", "test is better", "one recording"],
)
def test_outcome(
    train: list[list[int]], test: list[list[int]], n_test_sources: int | None, outcome: str
) -> None:
    analysis = analysis_of(
        predictions_from_confusion(train, split="train"),
        predictions_from_confusion(test, n_sources=n_test_sources),
    )

    assert RULE(analysis).outcome == outcome


def test_no_train_split() -> None:
    assert RULE(analysis_of(predictions_from_confusion([[5, 5], [5, 5]]))).outcome == (
        "not_applicable"
    )


def test_claim() -> None:
    analysis = analysis_of(
        predictions_from_confusion([[500, 0], [5, 495]], split="train"),
        predictions_from_confusion([[80, 20], [25, 75]]),
    )

    assert RULE(analysis).claim == (
        "Accuracy on train is 99.5 % (95 % interval 98.8 % to 99.8 %), 22.0 points above the "
        "77.5 % on test (95 % interval 71.2 % to 82.7 %)."
    )
