from dataclasses import replace

import numpy as np
import pytest

from afterfit.records import AnomalyScores
from tests.findings.sample_anomaly import found
from tests.statistics.sample_anomalies import detector

TRAIN = detector(split="train")
ONE_RECORDING = replace(detector(), source=np.zeros(400, int), source_names=("a.csv",))


@pytest.mark.parametrize(
    ("scores", "outcome"),
    [
        ((TRAIN, detector(seed=1)), "clear"),
        ((TRAIN, detector(seed=1, shift=1.5)), "raised"),
        ((TRAIN, detector(seed=1, shift=-1.5)), "raised"),
        ((TRAIN, detector(20, seed=1, shift=1.5)), "clear"),
        ((TRAIN, ONE_RECORDING), "not_applicable"),
        ((detector(),), "not_applicable"),
    ],
    ids=["alike", "higher", "lower", "too few to tell", "one recording", "no training"],
)
def test_normal_drift(scores: tuple[AnomalyScores, ...], outcome: str) -> None:
    assert found(*scores)["AD003"].outcome == outcome


def test_the_direction_is_told() -> None:
    assert "standard deviations lower" in found(TRAIN, detector(shift=-1.5))["AD003"].claim
