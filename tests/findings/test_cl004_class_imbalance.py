import pytest

from afterfit.findings.cl004_class_imbalance import RULE
from tests.findings.sample_analysis import analysis_of
from tests.statistics.sample_predictions import predictions_from_confusion


@pytest.mark.parametrize(
    ("supports", "outcome"),
    [
        ([50, 50], "clear"),
        ([80, 20], "clear"),
        ([81, 19], "raised"),
        ([50, 46, 4], "raised"),
        ([50, 50, 0], "clear"),
        ([50, 0], "not_applicable"),
    ],
    ids=["even", "at the limit", "one dominates", "one is rare", "absent is another rule",
         "one class"],
)  # fmt: skip
def test_outcome(supports: list[int], outcome: str) -> None:
    k = len(supports)
    matrix = [[n if i == j else 0 for j in range(k)] for i, n in enumerate(supports)]

    assert RULE(analysis_of(predictions_from_confusion(matrix))).outcome == outcome


def test_claim() -> None:
    finding = RULE(analysis_of(predictions_from_confusion([[90, 0], [0, 10]])))

    assert finding.claim == (
        "c0 has 90.0 % of the test samples (90), 9.0 times as many as c1 (10), "
        "so accuracy says little of the rare ones."
    )
