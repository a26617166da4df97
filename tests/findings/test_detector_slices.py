"""SL001 on images: which slices it names, and when it stays silent."""

from dataclasses import replace

import numpy as np
import pytest

from afterfit.findings.detector_slices import judge_detector_slices
from afterfit.pipeline.detection import analyze_detections
from afterfit.records import Detections
from afterfit.results import DetectorAnalysis
from tests.analyses.detection.sample_detections import detector, sample_truth

pytest.importorskip("hotcoco", reason="needs afterfit[detection]")

TRUTH = sample_truth(40)
IS_FOG = np.arange(40) % 2 == 1
WEATHER = ["fog" if foggy else "clear" for foggy in IS_FOG]


def analysis(
    miss: float = 0.1, false: float = 0.1, split: str = "test", weather: list[str] = WEATHER
) -> DetectorAnalysis:
    clear, foggy = detector(TRUTH, miss=0.1, false=0.1), detector(TRUTH, miss=miss, false=false)
    kept = [(clear, ~IS_FOG[clear.image]), (foggy, IS_FOG[foggy.image])]
    image, category, box, score = (
        np.concatenate([getattr(one, name)[rows] for one, rows in kept])
        for name in ("image", "category", "box", "score")
    )
    seen = Detections(image, category, box, score, "float32", split)
    return analyze_detections(TRUTH, [seen], slices={"weather": weather}).analysis


@pytest.mark.parametrize(
    ("miss", "false", "outcome", "claim"),
    [
        (0.1, 0.1, "clear", "In none of 2 slices are objects surely found"),
        (0.6, 0.1, "raised", "Where weather is fog, "),
        (0.1, 0.9, "raised", "false alarms, "),
        (0.6, 0.9, "raised", "of all misses lie there. Where weather is fog, an image has"),
    ],
    ids=["alike", "misses", "false alarms", "both"],
)
def test_a_slice_that_fails_is_named(miss: float, false: float, outcome: str, claim: str) -> None:
    found = judge_detector_slices(analysis(miss, false))
    assert found.outcome == outcome
    assert claim in found.claim
    if outcome == "raised":
        assert found.evidence["value"] == "fog"
        assert found.evidence["n_images"] == 20


@pytest.mark.parametrize(
    ("given", "claim"),
    [
        (replace(analysis(), slices=()), "No attributes of images were named"),
        (analysis(split="validation"), "There are no detections on the test split"),
        (analysis(weather=["fog"] * 3 + ["clear"] * 37), "No slice has five images inside"),
    ],
    ids=["none", "another split", "too few"],
)
def test_it_does_not_apply(given: DetectorAnalysis, claim: str) -> None:
    found = judge_detector_slices(given)
    assert found.outcome == "not_applicable"
    assert claim in found.claim
