import numpy as np
import pytest

from afterfit.findings.lb001_suspect_labels import RULE
from afterfit.results import Analysis
from tests.findings.sample_analysis import analysis_of, healthy_predictions
from tests.statistics.sample_predictions import fan_predictions, predictions_of


def analysis(turned: list[int], n: int = 200) -> Analysis:
    """Return twenty recordings of a sure and right model; labels of some rows are turned."""
    truth = np.arange(n) // 10 % 2
    labels = truth.copy()
    labels[turned] = 1 - labels[turned]
    scores = np.eye(2)[truth] * 0.9 + 0.05
    return analysis_of(predictions_of(labels.tolist(), scores, (np.arange(n) // 10).tolist()))


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (analysis([]), "clear"),
        (analysis([5, 25, 45]), "clear"),
        (analysis(list(range(30, 40))), "raised"),
        (analysis(list(range(150))), "not_applicable"),
        (analysis([], n=10), "not_applicable"),
        (analysis_of(healthy_predictions()), "clear"),
    ],
    ids=["clean", "scattered", "one recording", "a bad model", "few", "healthy"],
)
def test_outcome(given: Analysis, outcome: str) -> None:
    assert RULE(given).outcome == outcome


def test_fan_blades_of_the_document_name_their_files() -> None:
    finding = RULE(analysis_of(fan_predictions()))

    assert finding.evidence["n_suspects"] == 339
    for number in (0, 1, 2, 20, 21):
        assert f"BladeDamage_{number}.csv" in finding.claim
