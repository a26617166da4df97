import numpy as np
import pytest

from afterfit.analyses.detection import Draws, analyze_detections_of, compare_detectors
from afterfit.analyses.detection.variant import AnalyzedDetections
from afterfit.errors import InputError
from afterfit.records import Detections, GroundTruth
from afterfit.results import DetectorVariant
from tests.analyses.detection.sample_detections import NAMES, detector, sample_truth

pytest.importorskip("hotcoco", reason="needs afterfit[detection]")

TRUTH = sample_truth(40)
DRAWS = Draws.of_images(TRUTH.n_images, 100)


def analyzed(**faults: float) -> AnalyzedDetections:
    return analyze_detections_of(TRUTH, detector(TRUTH, **faults), DRAWS)  # type: ignore[arg-type]


def scene(
    objects: list[tuple[int, list[float]]], seen: list[tuple[int, list[float], float]]
) -> DetectorVariant:
    """Return what is found in one image of objects (class, box) and detections (…, score)."""
    box = np.array([box for _, box in objects], float).reshape(-1, 4)
    truth = GroundTruth(
        class_names=NAMES,
        image_names=("one.jpg",),
        image_sizes=[[500, 500]],  # type: ignore[arg-type]
        image=np.zeros(len(objects), int),
        category=[name for name, _ in objects],  # type: ignore[arg-type]
        box=box,
        area=box[:, 2] * box[:, 3],
        is_crowd=np.zeros(len(objects), bool),
    )
    detections = Detections(
        image=np.zeros(len(seen), int),
        category=[name for name, _, _ in seen],  # type: ignore[arg-type]
        box=np.array([box for _, box, _ in seen], float).reshape(-1, 4),
        score=[score for _, _, score in seen],  # type: ignore[arg-type]
        variant="v",
        split="test",
    )
    return analyze_detections_of(truth, detections, Draws.of_images(1, len(seen))).result


BOX, AWAY = [10.0, 10.0, 50.0, 50.0], [200.0, 200.0, 40.0, 40.0]


@pytest.mark.parametrize(
    ("objects", "seen", "cell"),
    [
        ([(0, BOX)], [(0, BOX, 0.9)], (0, 0)),
        ([(0, BOX), (1, AWAY)], [(1, BOX, 0.9), (1, AWAY, 0.8)], (0, 1)),
        ([(0, BOX), (0, AWAY)], [(0, AWAY, 0.9)], (0, 3)),
        ([(0, BOX)], [(2, AWAY, 0.95), (0, BOX, 0.9)], (3, 2)),
    ],
    ids=["found", "another class", "missed", "false alarm"],
)
def test_confusion_counts_every_object_and_detection(
    objects: list[tuple[int, list[float]]],
    seen: list[tuple[int, list[float], float]],
    cell: tuple[int, int],
) -> None:
    found = scene(objects, seen)
    counts = np.array(found.confusion.counts)
    believed = sum(score >= found.confidence.points[0].confidence.value for *_, score in seen)
    assert counts[cell] == 1
    assert counts[:-1].sum() == len(objects)
    assert counts[:, :-1].sum() == believed


def test_images_sum_to_the_confusion() -> None:
    found = analyzed(miss=0.2, swap=0.2, false=0.2).result
    counts, rows = np.array(found.confusion.counts), found.images.rows
    assert sum(row.n_found for row in rows) == counts[:-1, :-1].trace()
    assert sum(row.n_missed for row in rows) == counts[:-1, -1].sum()
    assert sum(row.n_false for row in rows) == counts[-1].sum()
    assert sum(row.n_objects for row in rows) == len(TRUTH)
    errors = [row.n_errors for row in rows]
    assert errors == sorted(errors, reverse=True)


@pytest.mark.parametrize(
    ("objects", "seen", "reason"),
    [
        ([(0, BOX)], [(0, BOX, 0.9), (1, AWAY, 0.97)], "overlooked"),
        ([(0, BOX)], [(1, BOX, 0.97)], "swapped"),
        ([(0, BOX)], [(0, [35.0, 10.0, 50.0, 50.0], 0.8)], "badly located"),
    ],
)
def test_doubtful_annotations(
    objects: list[tuple[int, list[float]]],
    seen: list[tuple[int, list[float], float]],
    reason: str,
) -> None:
    suspects = scene(objects, seen).suspects
    assert [one.reason for one in suspects.suspects] == [reason]
    assert suspects.n_overlooked + suspects.n_swapped + suspects.n_badly_located == 1


def test_good_annotations_are_not_doubted() -> None:
    assert analyzed(miss=0.2, false=0.0).result.suspects.suspects == ()


def test_the_best_confidence_is_the_best_of_all() -> None:
    found = analyzed(miss=0.1, false=0.6, swap=0.1).result.confidence
    best = found.points[0]
    tried = 2 * found.precision * found.recall / (found.precision + found.recall)
    assert best.f1.value >= np.nanmax(tried) - 1e-12
    assert best.confidence.low <= best.confidence.value <= best.confidence.high
    strict = found.points[1]
    assert np.isnan(strict.precision.value) or strict.precision.value >= 0.9


def test_a_precision_out_of_reach_is_told_as_such() -> None:
    found = scene([(0, BOX)], [(0, AWAY, 0.9), (0, BOX, 0.8)])
    assert np.isnan(found.confidence.points[1].confidence.value)


def test_intervals_hold_the_value_and_few_images_have_none() -> None:
    quality = analyzed(miss=0.3, swap=0.1).result.quality
    assert all(one.low <= one.value <= one.high for one in quality.overall)
    few = scene([(0, BOX)], [(0, BOX, 0.9)]).quality
    assert {one.method for one in few.overall} == {"none"}
    assert few.classes[0].ap.value == 1.0
    assert np.isnan(few.classes[1].ap.value)


def test_curves_have_the_average_precision_as_their_mean() -> None:
    found = analyzed(miss=0.3, swap=0.2).result
    means = [one.precision.mean() for one in found.curves.curves if not one.class_name]
    assert np.mean(means) == pytest.approx(found.quality.estimate("ap").value, abs=1e-12)


def test_a_worse_variant_surely_loses() -> None:
    good, bad = analyzed(miss=0.05), analyzed(miss=0.4)
    change = compare_detectors(good, bad).change("ap")
    assert change.high < 0
    assert change.value == pytest.approx(
        bad.result.quality.estimate("ap").value - good.result.quality.estimate("ap").value
    )
    # the same images make the interval of the change narrower than both
    paired = compare_detectors(good, analyzed(miss=0.08)).change("ap")
    alone = good.result.quality.estimate("ap")
    assert paired.high - paired.low < alone.high - alone.low


def test_other_images_are_not_compared() -> None:
    other = sample_truth(10)
    less = analyze_detections_of(other, detector(other), Draws.of_images(10, 1_000_000))
    with pytest.raises(InputError, match="same ground truth and resamples"):
        compare_detectors(analyzed(), less)
