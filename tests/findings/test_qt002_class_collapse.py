import pytest

from afterfit.findings.qt002_class_collapse import RULE
from afterfit.results import Analysis
from tests.findings.sample_analysis import analysis_of
from tests.statistics.sample_predictions import predictions_from_confusion


def analysis_with(reference: list[list[int]], candidate: list[list[int]]) -> Analysis:
    return analysis_of(
        predictions_from_confusion(reference),
        predictions_from_confusion(candidate, variant="int8"),
    )


@pytest.mark.parametrize(
    ("reference", "candidate", "outcome"),
    [
        ([[98, 2], [2, 98]], [[98, 2], [12, 88]], "raised"),
        ([[98, 2], [2, 98]], [[97, 3], [4, 96]], "clear"),
        ([[100, 0], [0, 100]], [[95, 5], [0, 100]], "clear"),
        ([[100, 0], [0, 10]], [[100, 0], [5, 5]], "clear"),
        ([[10, 0], [0, 10]], [[5, 5], [5, 5]], "not_applicable"),
    ],
    ids=["one class", "slight", "just five points", "class too small", "all too small"],
)
def test_outcome(reference: list[list[int]], candidate: list[list[int]], outcome: str) -> None:
    assert RULE(analysis_with(reference, candidate)).outcome == outcome


def test_no_quantised_variant() -> None:
    analysis = analysis_of(predictions_from_confusion([[98, 2], [2, 98]]))

    assert RULE(analysis).outcome == "not_applicable"


def test_claim_names_every_class() -> None:
    finding = RULE(analysis_with([[98, 2], [2, 98]], [[90, 10], [12, 88]]))

    assert finding.claim == (
        "int8 finds c1 in 88.0 % of its 100 samples, 10.0 points less than the 98.0 % of the "
        "reference; also less: c0 (8.0 points)."
    )
    assert finding.evidence["n_collapsed"] == 2
