import pytest

from afterfit.findings.cl011_overlapping_margins import RULE
from afterfit.results import Analysis
from tests.findings.sample_analysis import analysis_of
from tests.statistics.sample_predictions import predictions_of


def analysis(right: list[float], wrong: list[float]) -> Analysis:
    rows = [[score, 1 - score] for score in right] + [[1 - score, score] for score in wrong]
    return analysis_of(predictions_of([0] * len(rows), rows))


@pytest.mark.parametrize(
    ("right", "wrong", "outcome"),
    [
        ([0.95] * 80, [0.6] * 20, "clear"),
        ([0.95] * 40 + [0.6] * 40, [0.95] * 10 + [0.6] * 10, "raised"),
        ([0.6] * 80, [0.95] * 20, "raised"),
        ([0.95] * 80, [0.6] * 19, "not_applicable"),
        ([1.0] * 80, [1.0] * 20, "not_applicable"),
    ],
    ids=["apart", "alike", "reversed", "few errors", "hard predictions"],
)
def test_outcome(right: list[float], wrong: list[float], outcome: str) -> None:
    assert RULE(analysis(right, wrong)).outcome == outcome


def test_share_of_pairs_counts_ties_half() -> None:
    finding = RULE(analysis([0.95] * 40 + [0.6] * 40, [0.95] * 20))

    assert finding.evidence["right_is_surer"] == pytest.approx(0.25)
