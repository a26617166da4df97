import numpy as np
import pytest

from afterfit.analyses.detection.draws import Draws
from afterfit.analyses.detection.errors import explain_errors
from afterfit.analyses.detection.matching import match_detections
from afterfit.analyses.detection.overlaps import box_iou, overlaps_by_image
from afterfit.records import Detections, GroundTruth
from afterfit.results import DetectorErrors, Scope
from tests.analyses.detection.coco_judge import as_coco, as_results
from tests.analyses.detection.sample_detections import detector, sample_truth

hotcoco = pytest.importorskip("hotcoco", reason="needs afterfit[detection]")

TRUTH = sample_truth(20)


def explained(truth: GroundTruth, seen: Detections) -> DetectorErrors:
    matches = match_detections(truth, seen)
    overlaps = overlaps_by_image(truth, seen, matches, "bbox")
    draws = Draws.of_images(truth.n_images, len(seen))
    scope = Scope("float32", "test", truth.n_images, truth.n_images)
    return explain_errors(truth, seen, matches, overlaps, draws, scope)


@pytest.mark.parametrize(
    ("faults", "kind"),
    [
        ({"swap": 0.3}, "classification"),
        ({"shift": 0.3}, "localisation"),
        ({"swap": 0.3, "shift": 1.0}, "both"),
        ({"twice": 0.5}, "duplicate"),
        ({"false": 0.5}, "background"),
        ({"miss": 0.4}, "missed"),
    ],
)
def test_each_fault_is_named(faults: dict[str, float], kind: str) -> None:
    errors = explained(TRUTH, detector(TRUTH, **{"miss": 0.0, **faults}))  # type: ignore[arg-type]
    named = errors.of(kind)  # type: ignore[arg-type]
    assert named.n > 0
    assert named.n == named.n_small + named.n_medium + named.n_large
    others = {one.name: one.n for one in errors.errors if one.name != kind and one.n}
    # a box of another class leaves its own object without any; half a box off is a place
    expected = {"both": {"localisation", "missed"}}.get(kind, set())
    assert set(others) == expected


@pytest.mark.parametrize("seed", range(3))
def test_hotcoco_counts_and_weighs_alike(seed: int) -> None:
    faults = {"miss": 0.2, "swap": 0.2, "shift": 0.2, "twice": 0.2, "false": 0.2}
    seen = detector(TRUTH, seed=seed, **faults)  # type: ignore[arg-type]
    known = hotcoco.COCO(as_coco(TRUTH))
    evaluation = hotcoco.COCOeval(known, known.load_res(as_results(seen)), "bbox")
    evaluation.evaluate()
    judge = evaluation.tide_errors()
    words = {
        "classification": "Cls", "localisation": "Loc", "both": "Both", "duplicate": "Dupe",
        "background": "Bkg", "missed": "Miss",
    }  # fmt: skip
    errors = explained(TRUTH, seen)
    assert errors.ap50 == pytest.approx(judge["ap_base"], abs=1e-12)
    for one in errors.errors:
        assert one.n == judge["counts"][words[one.name]]
        assert one.dap.value == pytest.approx(judge["delta_ap"][words[one.name]], abs=1e-12)


def test_a_perfect_detector_makes_none() -> None:
    errors = explained(TRUTH, detector(TRUTH, miss=0.0))
    assert errors.ap50 == 1.0
    assert {(one.n, one.dap.value) for one in errors.errors} == {(0, 0.0)}


def test_boxes_without_area_overlap_nothing() -> None:
    empty = np.array([[5.0, 5.0, 0.0, 0.0]])
    assert box_iou(empty, empty).tolist() == [[0.0]]


def test_another_library_measures_the_same_overlap() -> None:
    random = np.random.default_rng(0)
    one, other = random.uniform(0, 50, (20, 4)), random.uniform(0, 50, (30, 4))
    judge = hotcoco.mask.iou(one, other, [0] * len(other))
    np.testing.assert_allclose(box_iou(one, other), judge, atol=1e-12)
