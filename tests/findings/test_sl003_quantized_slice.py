import numpy as np
import pytest

from afterfit.findings.sl003_quantized_slice import RULE
from afterfit.results import Analysis
from tests.findings.sample_analysis import analysis_of, healthy_predictions
from tests.findings.sample_slices import CLASSES, SITES, sliced_analysis, windows
from tests.statistics.sample_slices import recordings


def quantized(in_yard: float, elsewhere: float) -> Analysis:
    """Return a float model and a candidate that loses these shares of the samples."""
    random = np.random.default_rng(3)
    right = random.random((60, 20)) < 0.9
    lost = random.random((60, 20)) < np.where(SITES == 2, in_yard, elsewhere)
    return sliced_analysis(
        [
            recordings(right, SITES, y_true=CLASSES),
            recordings(right & ~lost, SITES, y_true=CLASSES, variant="int8"),
        ]
    )


@pytest.mark.parametrize(
    ("in_yard", "elsewhere", "outcome"),
    [(0.15, 0.0, "raised"), (0.0, 0.0, "clear"), (0.1, 0.1, "clear"), (0.3, 0.1, "clear")],
    ids=["one slice alone", "no loss", "everywhere alike", "everywhere, more in one slice"],
)
def test_outcome(in_yard: float, elsewhere: float, outcome: str) -> None:
    assert RULE(quantized(in_yard, elsewhere)).outcome == outcome


def test_claim() -> None:
    finding = RULE(quantized(0.15, 0.0))

    assert finding.claim.startswith("Where site is yard, int8 is right in ")
    assert "elsewhere the change is 0.0 points, so the accuracy of all samples" in finding.claim
    assert finding.evidence["variant"] == "int8"


@pytest.mark.parametrize(
    ("analysis", "reason"),
    [
        (analysis_of(healthy_predictions()), "No columns were named"),
        (sliced_analysis([windows(0.1)]), "There is no second variant"),
    ],
    ids=["nothing to slice by", "one variant"],
)
def test_not_applicable(analysis: Analysis, reason: str) -> None:
    finding = RULE(analysis)

    assert finding.outcome == "not_applicable"
    assert finding.claim.startswith(reason)
