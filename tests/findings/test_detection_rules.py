from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from afterfit.findings import DETECTION_RULES, diagnose_detection
from afterfit.pipeline.detection import analyze_detections
from afterfit.records import Detections, GroundTruth
from afterfit.results import DetectorAnalysis, Finding
from tests.analyses.detection.sample_detections import detector, sample_truth

pytest.importorskip("hotcoco", reason="needs afterfit[detection]")

TRUTH = sample_truth(60)
FAULTS: dict[str, dict[str, float]] = {
    "DT002": {"shift": 0.3},
    "DT003": {"small_miss": 0.8},
    "DT004": {"swap": 0.4},
    "DT005": {"twice": 0.8},
    "DT006": {"false": 0.6},
}


def judged(truth: GroundTruth, *models: Detections) -> dict[str, Finding]:
    return {one.code: one for one in analyze_detections(truth, models).analysis.findings}


@cache
def faulty(code: str) -> dict[str, Finding]:
    return judged(TRUTH, detector(TRUTH, **{"miss": 0.05, **FAULTS[code]}))  # type: ignore[arg-type]


def raised(findings: dict[str, Finding]) -> set[str]:
    return {code for code, one in findings.items() if one.outcome == "raised"}


@pytest.mark.parametrize("seed", range(2))
def test_a_good_detector_raises_nothing(seed: int) -> None:
    truth = sample_truth(60, seed=seed)
    seen = detector(truth, seed=seed + 10)
    assert raised(judged(truth, seen, replace(seen, variant="int8"))) == set()


@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_raises_its_rule(code: str) -> None:
    findings = faulty(code)
    assert code in raised(findings)
    others = set(FAULTS) - {code}
    assert not raised(findings) & others
    assert findings[code].next_steps
    assert all(np.isfinite(v) for v in findings[code].evidence.values() if not isinstance(v, str))


def test_the_small_objects_are_counted() -> None:
    evidence = faulty("DT003")["DT003"].evidence
    assert evidence["n_small"] == int((TRUTH.area < 32**2).sum())


def test_the_confused_pair_is_named() -> None:
    evidence = faulty("DT004")["DT004"].evidence
    after = {"cat": "dog", "dog": "owl", "owl": "cat"}
    assert evidence["detected_class"] == after[str(evidence["true_class"])]


def test_false_alarms_that_are_sure_rank_objects_badly() -> None:
    seen = detector(TRUTH, miss=0.05, false=1.0)
    nowhere = seen.box[:, 1] > 200
    sure = replace(seen, score=np.where(nowhere, 0.999, seen.score * 0.9))
    findings = judged(TRUTH, sure)
    assert "DT001" in raised(findings)
    assert "wrong detections rank among the right ones" in findings["DT001"].claim


def test_classes_of_few_objects_are_listed_and_absent_ones_counted() -> None:
    truth = replace(TRUTH, class_names=(*TRUTH.class_names, "yak"))
    few = replace(truth, category=np.where(np.arange(len(truth)) < 6, 2, truth.category % 2))
    finding = judged(few, detector(few))["DT007"]
    assert finding.outcome == "raised"
    assert "owl (6 in 2 images)" in finding.claim
    assert finding.evidence["n_absent_classes"] == 1


def test_a_lost_variant_is_named() -> None:
    bad = replace(detector(TRUTH, miss=0.5), variant="int8")
    finding = judged(TRUTH, detector(TRUTH), bad)["DT008"]
    assert finding.outcome == "raised"
    assert finding.claim.startswith("AP of int8 is 0.")
    assert "lower than that of float32" in finding.claim
    assert float(finding.evidence["ap_change_high"]) < 0


def test_a_small_change_from_few_images_is_not_judged() -> None:
    truth = sample_truth(8)
    slightly = replace(detector(truth, miss=0.1, seed=3), variant="int8")
    assert judged(truth, detector(truth), slightly)["DT008"].outcome == "not_applicable"


def test_without_a_test_split_or_objects_nothing_is_judged() -> None:
    nothing = DetectorAnalysis(("a",), (), (), ())
    assert {one.outcome for one in diagnose_detection(nothing)} == {"not_applicable"}
    other = judged(TRUTH, detector(TRUTH, split="train"))
    assert {one.outcome for one in other.values()} == {"not_applicable"}
    empty = GroundTruth(TRUTH.class_names, TRUTH.image_names, TRUTH.image_sizes, [], [],  # type: ignore[arg-type]
                        np.zeros((0, 4)), [], [])  # type: ignore[arg-type] # fmt: skip
    outcomes = {code: one.outcome for code, one in judged(empty, detector(TRUTH)).items()}
    assert set(outcomes.values()) == {"not_applicable", "clear"}
    assert outcomes["DT004"] == "clear"


def test_codes_are_in_order() -> None:
    codes = [f"DT00{place}" for place in range(1, 9)]
    assert [rule.code for rule in DETECTION_RULES] == [*codes, "SL001"]
