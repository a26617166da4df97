import pytest

from afterfit.analyses.curves import measure_curves
from afterfit.findings.lc006_evaluation_below_training import RULE
from afterfit.records import TrainingLog
from tests.findings.sample_curves import (
    Cause,
    curves_of,
    healthy,
    healthy_steps_many,
    leaked,
    log_of,
    wide_gap,
)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (leaked, "raised"),
        (healthy, "clear"),
        (wide_gap, "clear"),
        (healthy_steps_many, "not_applicable"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_outcome(cause: Cause, outcome: str, seed: int) -> None:
    assert RULE(curves_of(cause(seed))).outcome == outcome


@pytest.mark.parametrize(("mosaic", "outcome"), [("1.0", "not_applicable"), ("0.0", "raised")])
def test_mosaics_explain_the_difference(mosaic: str, outcome: str) -> None:
    log = log_of(leaked())
    settings = {"mosaic": mosaic}
    yolo = TrainingLog("run", "Ultralytics results.csv", "epoch", log.series, settings=settings)
    assert RULE(measure_curves(yolo)).outcome == outcome
