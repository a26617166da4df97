import pytest

from afterfit.findings.cl012_split_balance import RULE
from afterfit.records import Predictions
from tests.findings.sample_analysis import analysis_of
from tests.statistics.sample_predictions import predictions_from_confusion


def split(name: str, n_first: int, n_second: int) -> Predictions:
    return predictions_from_confusion([[n_first, 0], [0, n_second]], split=name)


@pytest.mark.parametrize(
    ("train", "test", "outcome"),
    [
        ((80, 20), (40, 10), "clear"),
        ((80, 20), (33, 17), "clear"),
        ((80, 20), (30, 20), "raised"),
        ((80, 20), (10, 10), "not_applicable"),
    ],
    ids=["alike", "near", "different", "small"],
)
def test_outcome(train: tuple[int, int], test: tuple[int, int], outcome: str) -> None:
    analysis = analysis_of(split("test", *test), split("train", *train))

    assert RULE(analysis).outcome == outcome


def test_without_train() -> None:
    assert RULE(analysis_of(split("test", 40, 40))).outcome == "not_applicable"


def test_claim() -> None:
    claim = RULE(analysis_of(split("test", 30, 20), split("train", 80, 20))).claim

    assert claim.startswith("20.0 % of the samples would have to change class")
    assert claim.endswith("c0 has 80.0 % of train and 60.0 % of test.")
