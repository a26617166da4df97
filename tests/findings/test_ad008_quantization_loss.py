from dataclasses import replace

import pytest

from afterfit.records import AnomalyScores
from tests.findings.sample_anomaly import found
from tests.statistics.sample_anomalies import three_splits

SPLITS = three_splits(strength=(4.0, 4.0))
SAME = [replace(one, variant="int8") for one in SPLITS]
NOISY = three_splits(strength=(4.0, 4.0), variant="int8", noise=4.0)
SCALED = [replace(one, score=1.3 * one.score) for one in SAME]


@pytest.mark.parametrize(
    ("candidate", "outcome"),
    [(SAME, "clear"), (NOISY, "raised"), (SCALED, "raised"), ([], "not_applicable")],
    ids=["same", "noisy", "another scale", "one variant"],
)
def test_quantization_loss(candidate: list[AnomalyScores], outcome: str) -> None:
    assert found(*SPLITS, *candidate)["AD008"].outcome == outcome


def test_what_is_lost_is_named() -> None:
    assert "the ROC AUC falls from" in found(*SPLITS, *NOISY)["AD008"].claim
    moved = found(*SPLITS, *SCALED)["AD008"].claim
    assert "the threshold of float32 on its scores makes" in moved
    assert "ROC AUC" not in moved
