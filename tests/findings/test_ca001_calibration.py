import numpy as np
import pytest

from afterfit.findings.ca001_calibration import RULE
from afterfit.results import Analysis
from tests.findings.sample_analysis import analysis_of
from tests.statistics.sample_predictions import predictions_of


def analysis(n: int, n_right: int, score: float, n_sources: int | None = None) -> Analysis:
    labels = [0] * n_right + [1] * (n - n_right)
    source = None if n_sources is None else (np.arange(n) % n_sources).tolist()
    return analysis_of(predictions_of(labels, [[score, 1 - score]] * n, source))


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (analysis(200, 160, 0.8), "clear"),
        (analysis(200, 120, 0.95), "raised"),
        (analysis(200, 190, 0.7), "raised"),
        (analysis(10, 7, 0.8), "clear"),
        (analysis(5000, 4000, 0.815), "clear"),
        (analysis(200, 120, 0.95, n_sources=1), "not_applicable"),
    ],
    ids=["true", "over", "under", "few", "small but real", "one recording"],
)
def test_outcome(given: Analysis, outcome: str) -> None:
    assert RULE(given).outcome == outcome


@pytest.mark.parametrize(
    ("n_right", "score", "word"), [(120, 0.95, "over-confident"), (190, 0.7, "under-confident")]
)
def test_direction(n_right: int, score: float, word: str) -> None:
    assert word in RULE(analysis(200, n_right, score)).claim
