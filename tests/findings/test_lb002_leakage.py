from dataclasses import replace

import pytest

from afterfit.analyses import find_duplicate_windows
from afterfit.findings.lb002_leakage import RULE
from afterfit.results import Analysis
from tests.analyses.test_duplicates import windows
from tests.findings.sample_analysis import analysis_of, healthy_predictions


def analysis(train: list[int], test: list[int]) -> Analysis:
    found = find_duplicate_windows([windows("train", train), windows("test", test)])
    return replace(analysis_of(healthy_predictions(40)), duplicates=(found,))


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (analysis([1, 2], [3, 4]), "clear"),
        (analysis([1, 2], [3, 3]), "clear"),
        (analysis([1, 2], [3, 2]), "raised"),
        (analysis([1, 2], []), "not_applicable"),
        (analysis_of(healthy_predictions(40)), "not_applicable"),
    ],
    ids=["new", "twice in test", "trained on", "no test", "no windows"],
)
def test_outcome(given: Analysis, outcome: str) -> None:
    assert RULE(given).outcome == outcome


def test_claim() -> None:
    assert RULE(analysis([1, 2], [3, 2])).claim == (
        "1 of 2 test windows (50.0 %) holds the same values as a window of the train split."
    )
