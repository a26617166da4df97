import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterfit.analyses.detection.average_precision import average_precision, precision_at_recalls
from afterfit.analyses.detection.draws import Draws
from afterfit.analyses.detection.matching import Matches, match_detections
from afterfit.analyses.detection.measure import measure_detections
from afterfit.errors import InputError
from afterfit.readers.coco import read_coco_detections, read_coco_truth
from afterfit.records import Detections, GroundTruth
from afterfit.results import DETECTION_METRICS
from tests.analyses.detection.coco_judge import twelve_numbers
from tests.analyses.detection.sample_detections import detector, sample_truth
from tests.shared_data import COCO_FAKE100

pytest.importorskip("hotcoco", reason="needs afterfit[detection]")

OFFICIAL = {  # val2014_fake_eval_res.txt beside the data
    "bbox": (0.505, 0.697, 0.573, 0.586, 0.519, 0.501, 0.387, 0.594, 0.595, 0.640, 0.566, 0.564),
    "segm": (0.320, 0.562, 0.299, 0.387, 0.310, 0.327, 0.268, 0.415, 0.417, 0.469, 0.377, 0.381),
}


def once(n_images: int) -> Draws:
    """Return the split without any resample."""
    return Draws(np.arange(n_images), np.ones((1, n_images)))


def numbers(matches: Matches, draws: Draws) -> list[float]:
    measured = measure_detections(matches, draws)
    return [float(measured.overall(name)[0]) for name in DETECTION_METRICS]


@pytest.mark.skipif(not COCO_FAKE100.is_dir(), reason=f"needs COCO's example in {COCO_FAKE100}")
@pytest.mark.parametrize("iou_type", ["bbox", "segm"])
def test_the_official_table(iou_type: str) -> None:
    known = read_coco_truth(COCO_FAKE100 / "instances_val2014_100.json", iou_type)  # type: ignore[arg-type]
    seen = read_coco_detections(
        COCO_FAKE100 / f"instances_val2014_fake{iou_type}100_results.json",
        known,
        iou_type=iou_type,  # type: ignore[arg-type]
    )
    matches = match_detections(known.truth, seen, iou_type)  # type: ignore[arg-type]
    found = numbers(matches, once(known.truth.n_images))
    assert tuple(np.round(found, 3)) == OFFICIAL[iou_type]
    if iou_type == "bbox":
        np.testing.assert_allclose(found, twelve_numbers(known.truth, seen), rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    "faults",
    [
        {},
        {"miss": 0.4},
        {"swap": 0.3, "shift": 0.3},
        {"twice": 0.5, "false": 0.5},
        {"small_miss": 1.0},
    ],
    ids=["good", "misses", "swaps and shifts", "twice and nothing", "no small ones"],
)
def test_pycocotools_says_the_same(faults: dict[str, float]) -> None:
    truth = sample_truth()
    seen = detector(truth, **faults)  # type: ignore[arg-type]
    found = numbers(match_detections(truth, seen), once(truth.n_images))
    np.testing.assert_allclose(found, twelve_numbers(truth, seen), rtol=0, atol=1e-12)


@st.composite
def scenes(draw: st.DrawFn) -> tuple[GroundTruth, Detections]:
    """Return boxes anywhere, equal scores and crowds among them."""
    n_images, sides = draw(st.integers(1, 3)), st.integers(0, 120)
    boxes = st.tuples(sides, sides, sides, sides)
    places = st.tuples(st.integers(0, n_images - 1), st.integers(0, 1), boxes)
    known = draw(st.lists(st.tuples(places, st.booleans()), min_size=1, max_size=8))
    seen = draw(st.lists(st.tuples(places, st.sampled_from([0.2, 0.5, 0.9])), min_size=1,
                         max_size=10))  # fmt: skip
    box = np.array([place[2] for place, _ in known], float)
    truth = GroundTruth(
        class_names=("a", "b"),
        image_names=tuple("xyz"[:n_images]),
        image_sizes=np.full((n_images, 2), 500.0),
        image=[place[0] for place, _ in known],  # type: ignore[arg-type]
        category=[place[1] for place, _ in known],  # type: ignore[arg-type]
        box=box,
        area=box[:, 2] * box[:, 3],
        is_crowd=[crowd for _, crowd in known],  # type: ignore[arg-type]
    )
    detections = Detections(
        image=[place[0] for place, _ in seen],  # type: ignore[arg-type]
        category=[place[1] for place, _ in seen],  # type: ignore[arg-type]
        box=[place[2] for place, _ in seen],  # type: ignore[arg-type]
        score=[score for _, score in seen],  # type: ignore[arg-type]
        variant="v",
        split="test",
    )
    return truth, detections


@given(scenes())
@settings(max_examples=30, deadline=None)
def test_pycocotools_says_the_same_of_any_boxes(scene: tuple[GroundTruth, Detections]) -> None:
    truth, seen = scene
    found = numbers(match_detections(truth, seen), once(truth.n_images))
    np.testing.assert_allclose(found, twelve_numbers(truth, seen), rtol=0, atol=1e-12)


def test_a_resample_is_what_its_images_give() -> None:
    truth = sample_truth(6)
    seen = detector(truth, miss=0.3, swap=0.2)
    times = np.array([1, 1, 1, 1, 1, 1.0]), np.array([0, 3, 1, 0, 2, 0.0])
    draws = Draws(np.arange(6), np.array(times))
    measured = measure_detections(match_detections(truth, seen), draws)
    images = np.repeat(np.arange(6), times[1].astype(int))
    again = twelve_numbers(*(_drawn(record, images) for record in (truth, seen)))  # type: ignore[arg-type]
    found = [measured.overall(name)[1] for name in DETECTION_METRICS]
    np.testing.assert_allclose(found, again, rtol=0, atol=1e-12)


def _drawn(record: GroundTruth | Detections, images: np.ndarray) -> GroundTruth | Detections:
    from dataclasses import replace

    rows = [np.flatnonzero(record.image == image) for image in images]
    kept = np.concatenate(rows)
    image = np.concatenate([np.full(len(one), place) for place, one in enumerate(rows)])
    if isinstance(record, Detections):
        return replace(record, image=image, category=record.category[kept], box=record.box[kept],
                       score=record.score[kept])  # fmt: skip
    return replace(
        record,
        image_names=tuple(map(str, range(len(images)))),
        image_sizes=record.image_sizes[images],
        image=image,
        category=record.category[kept],
        box=record.box[kept],
        area=record.area[kept],
        is_crowd=record.is_crowd[kept],
    )


@given(st.lists(st.sampled_from(["right", "wrong", "neither"]), max_size=30), st.integers(0, 9))
def test_the_curve_has_the_average_precision_as_its_mean(kinds: list[str], missed: int) -> None:
    right, wrong = (np.array([one == kind for one in kinds], bool) for kind in ("right", "wrong"))
    n = int(right.sum()) + missed
    ap = average_precision(right, wrong, np.ones((1, len(kinds))), np.array([float(n)]))[0]
    if n == 0:
        assert np.isnan(ap)
        return
    curve = precision_at_recalls(right, wrong, n)
    assert curve.mean() == pytest.approx(ap, abs=1e-12)
    assert (np.diff(curve) <= 0).all()


def test_without_objects_nothing_is_told() -> None:
    truth = sample_truth(3)
    none = GroundTruth(truth.class_names, truth.image_names, truth.image_sizes, [], [],  # type: ignore[arg-type]
                       np.zeros((0, 4)), [], [])  # type: ignore[arg-type] # fmt: skip
    assert np.isnan(numbers(match_detections(none, detector(truth)), once(3))).all()


def test_without_detections_nothing_is_found() -> None:
    truth = sample_truth(3)
    found = numbers(match_detections(truth, detector(truth, miss=1.0)), once(3))
    assert set(found) == {0.0}


def test_detections_of_unknown_images_are_refused() -> None:
    seen = Detections([7], [0], [[0, 0, 1, 1]], [0.5], "v", "test")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="image of a detection is 7, but the ground truth has 3"):
        match_detections(sample_truth(3), seen)


def test_masks_are_asked_for_where_they_are_compared() -> None:
    truth = sample_truth(3)
    with pytest.raises(InputError, match="--iou-type bbox"):
        match_detections(truth, detector(truth), "segm")
