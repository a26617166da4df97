import numpy as np
import pytest
from scipy.stats import binomtest

from afterfit.findings.few_anomalies import what_few_allow
from afterfit.pipeline.anomaly import analyze_anomaly_scores
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


def one_event(n_found: int) -> AnomalyScores:
    """Return one recording with eight anomalies, of which some score high, among normal ones."""
    score = [*[1.0, 2.0] * 40, *[50.0] * n_found, *[0.5] * (8 - n_found)]
    source = [*(i // 8 for i in range(80)), *[10] * 8]
    return scores_of(
        score,
        [0] * 80 + [1] * 8,
        source=np.array(source),
        source_names=tuple(f"{i}.csv" for i in range(11)),
        offset=np.arange(88),
        has_sources=True,
    )


@pytest.mark.parametrize(
    ("n_found", "said"),
    [(8, "1 of 1 recording"), (1, "1 of 1 recording"), (0, "0 of 1 recording")],
)
def test_one_recording_leaves_nearly_every_share_possible(n_found: int, said: str) -> None:
    scores = one_event(n_found)
    training = scores_of([1.0, 2.0] * 20, [0] * 40, split="train")
    (detection,) = (
        one.detection
        for one in analyze_anomaly_scores([training, scores])[0].variants
        if one.split == "test"
    )
    told = what_few_allow(detection)
    low, high = (round(100 * end, 1) for end in proportion_of(n_found > 0))
    assert told.startswith(said)
    assert told.endswith(f"from {low:g} % to {high:g} % possible")


def proportion_of(found: bool) -> tuple[float, float]:
    """Return Wilson's interval of one of one, or of none of one, as scipy has it."""
    ends = binomtest(int(found), 1).proportion_ci(method="wilson")
    return float(ends.low), float(ends.high)


def test_with_many_recordings_the_interval_of_the_recall_says_it() -> None:
    scores = detector()
    assert all(
        not what_few_allow(one.detection)
        for one in analyze_anomaly_scores([detector(split="train"), scores])[0].variants
    )
