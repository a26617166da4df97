import numpy as np
import pytest

from afterfit.findings.sl002_sliced_mistake import RULE
from tests.findings.sample_analysis import analysis_of, healthy_predictions
from tests.findings.sample_slices import CLASSES, SITES, sliced_analysis, windows


@pytest.mark.parametrize(
    ("rate_there", "outcome"), [(0.4, "raised"), (0.05, "clear")], ids=["gathers", "spread"]
)
def test_outcome(rate_there: float, outcome: str) -> None:
    rate = np.where((SITES == 1) & (CLASSES == 0), rate_there, 0.05)
    assert RULE(sliced_analysis([windows(rate)])).outcome == outcome


def test_claim() -> None:
    rate = np.where((SITES == 1) & (CLASSES == 0), 0.4, 0.05)
    finding = RULE(sliced_analysis([windows(rate)]))

    assert finding.claim.startswith("Where site is roof, ")
    assert "% of the 200 samples of c0 are taken for c1, " in finding.claim
    assert finding.evidence["true_class"] == "c0"
    assert float(finding.evidence["lift"]) > 1.5


def test_without_errors_nothing_was_looked_for() -> None:
    assert RULE(sliced_analysis([windows(0.0)])).outcome == "not_applicable"


def test_nothing_to_slice_by() -> None:
    assert RULE(analysis_of(healthy_predictions())).outcome == "not_applicable"
