import numpy as np
import pytest

from afterfit.findings.cl010_class_separation import RULE
from afterfit.results import Analysis
from tests.findings.sample_analysis import analysis_of
from tests.statistics.sample_predictions import predictions_of


def analysis(n_positives: int, n_above: int) -> Analysis:
    """Return twenty negatives at 0.5, and positives of which *n_above* are above them."""
    scores = [0.9] * n_above + [0.1] * (n_positives - n_above) + [0.5] * 20
    labels = [1] * n_positives + [0] * 20
    return analysis_of(predictions_of(labels, np.array([[1 - s, s] for s in scores])))


@pytest.mark.parametrize(
    ("n_positives", "n_above", "outcome"),
    [(20, 20, "clear"), (20, 17, "clear"), (20, 16, "raised"), (9, 0, "not_applicable")],
    ids=["apart", "at the limit", "overlap", "few"],
)
def test_outcome(n_positives: int, n_above: int, outcome: str) -> None:
    assert RULE(analysis(n_positives, n_above)).outcome == outcome


def test_claim_names_classes_and_areas() -> None:
    assert RULE(analysis(20, 10)).claim == (
        "The ROC AUC against the rest is below 0.85 for c0 (0.500) and c1 (0.500)."
    )
