import numpy as np
import pytest

from afterfit.findings.cl013_naive_interval import RULE
from afterfit.results import Analysis
from tests.findings.sample_analysis import analysis_of
from tests.statistics.sample_predictions import predictions_of


def analysis(source: list[int]) -> Analysis:
    """Return 300 right answers, then 60 wrong ones."""
    return analysis_of(predictions_of([0] * 300 + [1] * 60, [[0.9, 0.1]] * 360, source))


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        (list(range(360)), "clear"),
        ((np.arange(360) % 60).tolist(), "clear"),
        ((np.arange(360) // 30).tolist(), "raised"),
        ([0] * 360, "not_applicable"),
    ],
    ids=["independent", "errors in all recordings", "errors in two recordings", "one recording"],
)
def test_outcome(source: list[int], outcome: str) -> None:
    assert RULE(analysis(source)).outcome == outcome


def test_claim_says_by_how_much() -> None:
    finding = RULE(analysis((np.arange(360) // 30).tolist()))

    assert finding.claim.startswith(
        "Treating the 360 samples of 12 recordings as independent would have given 79.1 % to 86.8 %"
    )
    assert f"{finding.evidence['times_too_narrow']:.1f} times too narrow" in finding.claim
