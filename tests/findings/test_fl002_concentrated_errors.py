import numpy as np
import pytest

from afterfit.findings.fl002_concentrated_errors import RULE
from tests.findings.sample_analysis import analysis_of
from tests.findings.test_fl001_wholly_wrong_files import analysis_with
from tests.statistics.sample_predictions import predictions_of


@pytest.mark.parametrize(
    ("recordings", "outcome"),
    [
        ([(9, 10), (6, 10), *[(0, 10)] * 18], "raised"),
        ([(2, 10)] * 20, "clear"),
        ([(6, 10), (3, 10), *[(0, 10)] * 18], "clear"),
        ([(6, 10), *[(3, 10)] * 10, *[(0, 10)] * 9], "clear"),
        ([(6, 12), (6, 12), *[(0, 10)] * 18], "clear"),
        ([(9, 10)] * 8 + [(0, 10)] * 12, "clear"),
        ([(10, 10), *[(0, 10)] * 3], "not_applicable"),
    ],
    ids=["two of twenty", "even", "few errors", "most are elsewhere", "half wrong",
         "in many recordings", "few recordings"],
)  # fmt: skip
def test_outcome(recordings: list[tuple[int, int]], outcome: str) -> None:
    assert RULE(analysis_with(*recordings)).outcome == outcome


def test_samples_without_recordings() -> None:
    analysis = analysis_of(predictions_of([0] * 30, np.tile([0.1, 0.9], (30, 1))))

    assert RULE(analysis).outcome == "not_applicable"


def test_claim() -> None:
    assert RULE(analysis_with((9, 10), (6, 10), *[(0, 10)] * 18)).claim == (
        "15 of 15 errors come from 2 of 20 recordings that hold 10.0 % of the samples: "
        "file_0.csv and file_1.csv."
    )


def test_errors_spread_by_chance_stay_quiet() -> None:
    random = np.random.default_rng(4)
    alarms = sum(
        RULE(analysis_with(*((int(w), 10) for w in random.binomial(10, 0.1, 60)))).outcome
        == "raised"
        for _ in range(20)
    )

    assert alarms == 0
