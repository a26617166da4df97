from collections.abc import Mapping

import numpy as np
import pytest

from afterfit.analyses.curves import measure_curves
from afterfit.analyses.curves.mosaic import mosaic_end
from afterfit.findings import diagnose_learning
from afterfit.records import TrainingLog
from tests.findings.sample_curves import healthy_detector, log_of


def yolo(settings: Mapping[str, str], kind: str = "Ultralytics results.csv") -> TrainingLog:
    columns = healthy_detector()
    columns["train/box_loss"] = columns["train/box_loss"] * np.where(np.arange(100) < 90, 1, 0.7)
    return TrainingLog("run", kind, "epoch", log_of(columns).series, settings=settings)


@pytest.mark.parametrize(
    ("settings", "end"),
    [
        ({"epochs": "100", "close_mosaic": "10"}, 91),
        ({"epochs": "100", "close_mosaic": "10", "mosaic": "0.0"}, None),
        ({"epochs": "100", "close_mosaic": "0"}, None),
        ({"epochs": "100"}, None),
        ({"epochs": "5", "close_mosaic": "10"}, None),
    ],
    ids=["closed", "never open", "never closed", "not known", "longer than the training"],
)
def test_the_end(settings: Mapping[str, str], end: float | None) -> None:
    assert mosaic_end(yolo(settings)) == end


def test_other_tools_have_no_mosaics() -> None:
    assert mosaic_end(yolo({"epochs": "100", "close_mosaic": "10"}, "CSV with steps")) is None


def test_the_step_is_told_and_no_finding() -> None:
    curves = measure_curves(yolo({"epochs": "100", "close_mosaic": "10"}))
    assert curves.notes[0].startswith("From epoch 91 on, training is on plain images")
    assert [one.code for one in diagnose_learning(curves) if one.outcome == "raised"] == []
