import pytest

from afterfit.records import AnomalyScores
from tests.findings.sample_anomaly import found
from tests.statistics.sample_anomalies import detector, scores_of


@pytest.mark.parametrize(
    ("scores", "outcome"),
    [
        (detector(), "clear"),
        (scores_of([*[1.0, 2.0] * 50, 9.0, 8.0], [0] * 100 + [1, 1]), "raised"),
        (scores_of([1.0, 2.0, 9.0], [0, 0, 1]), "raised"),
        (scores_of([1.0, 2.0], [0, 0]), "not_applicable"),
    ],
    ids=["enough", "two", "one", "none"],
)
def test_too_few_anomalies(scores: AnomalyScores, outcome: str) -> None:
    assert found(scores)["AD007"].outcome == outcome
