from dataclasses import replace

import pytest

from afterfit.analyses import find_duplicate_windows
from afterfit.findings.lb003_conflicting_labels import RULE
from afterfit.results import Analysis
from tests.analyses.test_duplicates import windows
from tests.findings.sample_analysis import analysis_of, healthy_predictions

BASE = analysis_of(healthy_predictions(40))


def analysis(kinds: list[int], labels: list[int]) -> Analysis:
    return replace(BASE, duplicates=(find_duplicate_windows([windows("train", kinds, labels)]),))


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (analysis([1, 1, 2], [0, 0, 1]), "clear"),
        (analysis([1, 1, 2], [0, 1, 1]), "raised"),
        (analysis([], []), "not_applicable"),
        (BASE, "not_applicable"),
    ],
    ids=["agree", "disagree", "none", "no windows"],
)
def test_outcome(given: Analysis, outcome: str) -> None:
    assert RULE(given).outcome == outcome


def test_claim() -> None:
    assert RULE(analysis([1, 1, 2], [0, 1, 1])).claim == (
        "1 of 1 group of windows with equal values has different labels, so no model can be right "
        "on all of them."
    )
