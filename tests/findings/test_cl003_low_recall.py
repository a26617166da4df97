import pytest

from afterfit.findings.cl003_low_recall import RULE
from tests.findings.sample_analysis import analysis_of
from tests.statistics.sample_predictions import fan_predictions, predictions_from_confusion


@pytest.mark.parametrize(
    ("matrix", "n_sources", "outcome"),
    [
        ([[95, 5], [5, 95]], None, "clear"),
        ([[95, 5], [40, 60]], None, "raised"),
        ([[950, 50], [110, 890]], None, "clear"),
        ([[95, 5], [1, 4]], None, "clear"),
        ([[95, 5], [2, 2]], None, "not_applicable"),
        ([[95, 5], [40, 60]], 1, "not_applicable"),
        ([[95, 5], [0, 0]], None, "not_applicable"),
    ],
    ids=["even", "one low", "small gap", "few samples", "too few", "one recording", "one class"],
)
def test_outcome(matrix: list[list[int]], n_sources: int | None, outcome: str) -> None:
    analysis = analysis_of(predictions_from_confusion(matrix, n_sources=n_sources))

    assert RULE(analysis).outcome == outcome


def test_fan_blades_of_the_document() -> None:
    finding = RULE(analysis_of(fan_predictions()))

    assert finding.claim.startswith("BladeDamage is found in 77.4 % of its 1,498 samples (95 % ")
    assert finding.claim.endswith("; 339 of its 339 errors are taken for BladeImbalance.")
    assert finding.evidence["support"] == 1498


def test_other_low_classes_are_named() -> None:
    matrix = [[50, 50, 0], [0, 0, 0], [40, 0, 60]]
    wide = [[0] * 4 for _ in range(4)]
    for i, row in enumerate(matrix):
        wide[i][:3] = row
    wide[3][3] = 400

    assert RULE(analysis_of(predictions_from_confusion(wide))).claim.endswith(
        "; also low: c2 (60.0 %)."
    )


def test_a_class_of_few_samples_is_not_named_in_the_place_of_one_that_is_surely_low() -> None:
    matrix = [[352, 48, 0], [150, 150, 0], [3, 0, 2]]  # 2 of 5 is lower, and anything but sure
    finding = RULE(analysis_of(predictions_from_confusion(matrix)))

    assert finding.outcome == "raised"
    assert finding.evidence["class"] == "c1"
