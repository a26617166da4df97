from dataclasses import replace

import numpy as np
import pytest

from afterfit.records import AnomalyScores
from tests.findings.sample_anomaly import found
from tests.statistics.sample_anomalies import detector, scores_of


def one_blind_machine() -> AnomalyScores:
    sound, blind = detector(400), detector(400, strength=(0.0, 0.0))
    group = np.arange(400) // 200
    score = np.where(group == 0, sound.score, blind.score)
    return replace(sound, score=score, group=group, group_names=("fan", "pump"))


@pytest.mark.parametrize(
    ("scores", "outcome"),
    [
        (detector(), "clear"),
        (detector(strength=(0.0, 0.0)), "raised"),
        (detector(strength=(-3.0, -3.0)), "raised"),
        (one_blind_machine(), "raised"),
        (scores_of([1.0, 2.0], [0, 0]), "not_applicable"),
        (scores_of([1.0, 1.0], [0, 1]), "not_applicable"),
    ],
    ids=["sound", "chance", "upside down", "one machine", "no anomalies", "no interval"],
)
def test_near_chance(scores: AnomalyScores, outcome: str) -> None:
    assert found(scores)["AD001"].outcome == outcome


def test_the_machine_is_named() -> None:
    assert "of pump is 0." in found(one_blind_machine())["AD001"].claim
