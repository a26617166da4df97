"""What cleanlab and netcal said of the same samples; see judged/README.md."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from afterfit.analyses import find_label_suspects, measure_calibration
from afterfit.records import Predictions
from afterfit.results import LabelSuspects
from tests.statistics.sample_predictions import predictions_of

JUDGED = Path(__file__).parent / "judged"


def judged_by(name: str) -> tuple[Predictions, dict[str, Any]]:
    answer = json.loads((JUDGED / f"{name}.json").read_text())
    scores = np.array(answer["parts_of_1001"]) / 1001
    return predictions_of(answer["labels"], scores), answer


def test_label_suspects_are_those_of_cleanlab() -> None:
    predictions, theirs = judged_by("cleanlab")
    ours = find_label_suspects(predictions)
    assert isinstance(ours, LabelSuspects)
    assert sorted(sample.index for sample in ours.samples) == theirs["label_issues"]
    assert [list(row) for row in ours.confident_joint] == theirs["confident_joint"]
    assert ours.thresholds.tolist() == pytest.approx(theirs["thresholds"], abs=1e-12)


def test_calibration_errors_are_those_of_netcal() -> None:
    predictions, theirs = judged_by("netcal")
    ours = measure_calibration(predictions)
    assert (ours.ece, ours.mce) == pytest.approx((theirs["ece"], theirs["mce"]), abs=1e-12)
    assert [one.ece for one in ours.classes] == pytest.approx(theirs["class_ece"], abs=1e-12)
