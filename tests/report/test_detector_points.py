"""A detector's thresholds as JSON and C; a C compiler is the judge of the header."""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from afterfit.report import write_detector_header, write_detector_json
from afterfit.results import (
    DetectionCounts,
    DetectorPoint,
    DetectorPoints,
    Estimate,
    HighestF1,
    NoDetectorPoint,
    RateCurve,
    Scope,
)

NAN = float("nan")
CURVE = RateCurve([0.5], [0.4], [0.6])  # type: ignore[arg-type]


def point(name: str, threshold: float, precision: float = 0.9) -> DetectorPoint:
    def rate(metric: str, value: float) -> Estimate:
        return Estimate(metric, value, NAN, NAN, 9, "none")

    counts = DetectionCounts(9, 1, 9)
    return DetectorPoint(
        class_name=name,
        threshold=threshold,
        chosen=counts,
        reported=counts,
        precision=rate("precision", precision),
        recall=rate("recall", 0.5),
        f1=rate("f1", 0.64),
        false_alarms=rate("false_alarms", 0.25),
    )


POINTS = DetectorPoints(
    chosen_on=Scope("int8", "validation", 15, 15),
    reported_on=Scope("int8", "test", 20, 20),
    iou=0.5,
    policy=HighestF1(),
    answers=(point("", 0.25), point("all classes", 0.1), point("*/ evil", 0.5, NAN),
             NoDetectorPoint("owl", "No detection finds any of 3 objects.")),
    thresholds=[0.0],  # type: ignore[arg-type]
    precision=CURVE,
    recall=CURVE,
    f1=CURVE,
)  # fmt: skip


def test_json_tells_each_threshold_or_why_there_is_none() -> None:
    told = json.loads(write_detector_json(POINTS))
    assert told["all_classes"] == {
        "threshold": 0.25, "precision": 0.9, "recall": 0.5, "f1": 0.64,
        "false_alarms_per_image": 0.25,
    }  # fmt: skip
    assert [one["threshold"] for one in told["classes"]] == [0.1, 0.5, None]
    assert told["classes"][1]["precision"] is None
    assert told["classes"][2]["reason"] == "No detection finds any of 3 objects."
    assert told["chosen_on_other_images"] is True


def test_the_header_says_where_it_was_chosen() -> None:
    assert "Chosen on the validation split, 15 images; values" in write_detector_header(POINTS)
    same = replace(POINTS, chosen_on=POINTS.reported_on)
    assert "told of the same images: others give a little less" in write_detector_header(same)


def test_a_compiler_takes_the_header(tmp_path: Path) -> None:
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("needs a C compiler")
    (tmp_path / "t.h").write_text(write_detector_header(POINTS))
    (tmp_path / "t.c").write_text(
        '#include "t.h"\n#include <stdio.h>\n'
        'int main(void) { printf("%g %g %g", AFTERFIT_THRESHOLD_ALL_CLASSES, '
        "AFTERFIT_THRESHOLD_ALL_CLASSES_2, AFTERFIT_THRESHOLD_EVIL); return 0; }\n"
    )
    flags = ["-std=c99", "-Wall", "-Wextra", "-Werror", "-o", "t", "t.c"]
    subprocess.run([compiler, *flags], cwd=tmp_path, check=True)
    done = subprocess.run([tmp_path / "t"], capture_output=True, text=True, check=True)
    assert done.stdout == "0.25 0.1 0.5"
