from dataclasses import replace

import numpy as np
import pytest

from afterfit.records import AnomalyScores
from tests.findings.sample_anomaly import found
from tests.statistics.sample_anomalies import three_splits

SPLITS = three_splits()


def heavy(scores: AnomalyScores) -> AnomalyScores:
    """Return scores of which one normal sample in eight lies far out."""
    out = (np.arange(len(scores)) % 8 == 3) & ~scores.is_anomaly
    return replace(scores, score=scores.score + 8 * out)


@pytest.mark.parametrize(
    ("scores", "outcome"),
    [
        (SPLITS, "clear"),
        ([SPLITS[0], SPLITS[1], heavy(SPLITS[2])], "raised"),
        (SPLITS[1:], "not_applicable"),
        ([*SPLITS[:2], replace(SPLITS[2], kind=0 * SPLITS[2].kind + 1)], "not_applicable"),
    ],
    ids=["bell", "heavy", "no threshold", "no normal samples"],
)
def test_heavy_tail(scores: list[AnomalyScores], outcome: str) -> None:
    assert found(*scores)["AD006"].outcome == outcome


def test_promise_and_truth_are_told() -> None:
    evidence = found(SPLITS[0], SPLITS[1], heavy(SPLITS[2]))["AD006"].evidence

    assert evidence["promised"] < 0.01 < evidence["observed"]  # type: ignore[operator]
