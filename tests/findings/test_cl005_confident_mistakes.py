import numpy as np
import pytest

from afterfit.findings.cl005_confident_mistakes import RULE
from afterfit.results import Analysis
from tests.findings.sample_analysis import analysis_of
from tests.statistics.sample_predictions import predictions_of


def analysis_with(
    n_right: int, n_sure_wrong: int, n_unsure_wrong: int, sure: float = 0.99
) -> Analysis:
    rows = [[0.8, 0.2]] * n_right + [[1 - sure, sure]] * n_sure_wrong
    rows += [[0.45, 0.55]] * n_unsure_wrong
    return analysis_of(predictions_of([0] * len(rows), np.array(rows)))


@pytest.mark.parametrize(
    ("n_right", "n_sure", "n_unsure", "outcome"),
    [
        (100, 12, 3, "raised"),
        (100, 0, 0, "clear"),
        (100, 9, 0, "clear"),
        (100, 10, 30, "clear"),
        (5000, 20, 0, "clear"),
    ],
    ids=["sure and wrong", "no errors", "few", "mostly unsure", "rare among samples"],
)
def test_outcome(n_right: int, n_sure: int, n_unsure: int, outcome: str) -> None:
    assert RULE(analysis_with(n_right, n_sure, n_unsure)).outcome == outcome


def test_a_lead_of_just_0_9_counts() -> None:
    assert RULE(analysis_with(50, 12, 0, sure=0.951)).evidence["n_confident_errors"] == 12
    assert RULE(analysis_with(50, 12, 0, sure=0.94)).evidence["n_confident_errors"] == 0


def test_claim() -> None:
    assert RULE(analysis_with(100, 12, 3)).claim == (
        "12 of 15 errors (80.0 %) lead the second choice by 0.9 or more, "
        "so the score does not warn of them."
    )
