"""Where a detector fails, against plain counting and pycocotools."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from afterfit.analyses.detection import Draws, match_detections, slice_detections
from afterfit.records import Detections, GroundTruth, SliceColumn, Slicing
from afterfit.results import DetectorSlices, Scope
from tests.analyses.detection.coco_judge import twelve_numbers
from tests.analyses.detection.sample_detections import detector, sample_truth

pytest.importorskip("hotcoco", reason="needs afterfit[detection]")

TRUTH = sample_truth(60)
WEATHER = np.arange(60) % 3
NAMED = Slicing((SliceColumn("weather", "words", ("clear", "fog", "rain")),))


def in_fog(miss: float, false: float) -> Detections:
    """Return a detector that misses more, and sees more that is not there, where fog is."""
    clear, foggy = detector(TRUTH, miss=0.05, false=0.1), detector(TRUTH, miss=miss, false=false)
    parts = [(clear, WEATHER != 1), (foggy, WEATHER == 1)]
    kept = [(one, there[one.image]) for one, there in parts]

    def joined(name: str) -> Any:
        return np.concatenate([getattr(one, name)[rows] for one, rows in kept])

    image, category, box, score = map(joined, ("image", "category", "box", "score"))
    return Detections(image, category, box, score, "float32", "test")


def sliced(seen: Detections, codes: Any = WEATHER, confidence: float = 0.0) -> DetectorSlices:
    matches = match_detections(TRUTH, seen)
    draws = Draws.of_images(60, len(seen))
    return slice_detections(
        matches, draws, confidence, Scope("float32", "test", 60, 60), [NAMED], [codes]
    )


@pytest.mark.parametrize(
    ("miss", "false", "misses", "alarms"),
    [
        (0.05, 0.1, [], []),
        (0.5, 0.1, ["fog"], []),
        (0.05, 0.9, [], ["fog"]),
        (0.6, 0.9, ["fog"], ["fog"]),
    ],
    ids=["nowhere", "misses", "false alarms", "both"],
)
def test_the_slice_that_fails_is_named(
    miss: float, false: float, misses: list[str], alarms: list[str]
) -> None:
    found = sliced(in_fog(miss, false))
    assert [row.value for row in found.rows if row.misses_more] == misses
    assert [row.value for row in found.rows if row.alarms_more] == alarms
    assert [row.value for row in found.rows if row.is_worse] == sorted({*misses, *alarms})
    assert found.n_tested == 6


def test_slices_add_up_to_the_whole() -> None:
    found = sliced(in_fog(0.4, 0.5))
    assert sum(row.n_objects for row in found.rows) == found.recall.n == len(TRUTH)
    assert sum(row.n_images for row in found.rows) == 60
    hits = sum(row.recall.value * row.n_objects for row in found.rows)
    assert hits / len(TRUTH) == pytest.approx(found.recall.value)
    alarms = sum(row.false_alarms.value * row.n_images for row in found.rows)
    assert alarms / 60 == pytest.approx(found.false_alarms.value)
    assert sum(row.share_of_misses for row in found.rows) == pytest.approx(1)


def only(seen: Detections, images: Any) -> tuple[GroundTruth, Detections]:
    """Return the part of the sample that is in *images*."""
    place = np.full(60, -1)
    place[images] = np.arange(len(images))
    objects, rows = place[TRUTH.image] >= 0, place[seen.image] >= 0
    truth = replace(
        TRUTH, image_names=tuple(TRUTH.image_names[one] for one in images),
        image_sizes=TRUTH.image_sizes[images], image=place[TRUTH.image][objects],
        category=TRUTH.category[objects], box=TRUTH.box[objects], area=TRUTH.area[objects],
        is_crowd=TRUTH.is_crowd[objects],
    )  # fmt: skip
    part = Detections(place[seen.image][rows], seen.category[rows], seen.box[rows],
                      seen.score[rows], "float32", "test")  # fmt: skip
    return truth, part


@pytest.mark.parametrize("place", [0, 1, 2])
def test_ap_of_a_slice_is_that_of_its_images_alone(place: int) -> None:
    seen = in_fog(0.4, 0.5)
    row = sliced(seen).rows[place]
    judge = twelve_numbers(*only(seen, np.flatnonzero(place == WEATHER)))
    assert row.ap.value == pytest.approx(judge[0], abs=1e-12)
    assert row.ap.low < row.ap.value < row.ap.high


def test_recall_is_counted_from_the_confidence_on() -> None:
    seen = in_fog(0.4, 0.5)
    matches = match_detections(TRUTH, seen)
    believed = (matches.score >= 0.7) & matches.is_right[0, 0]
    fog = WEATHER[matches.image] == 1
    expected = (believed & fog).sum() / (WEATHER[TRUTH.image] == 1).sum()
    assert sliced(seen, confidence=0.7).rows[1].recall.value == pytest.approx(expected)
    nothing = sliced(seen, confidence=float("nan"))
    assert [row.recall.value for row in nothing.rows] == [0, 0, 0]


def test_few_images_are_not_tested() -> None:
    codes = np.where(np.arange(60) < 4, 1, 0)
    found = sliced(in_fog(0.4, 0.5), codes)
    assert found.n_tested == 0
    assert np.isnan([row.recall_p_value for row in found.rows]).all()
    assert np.isnan(found.rows[1].ap.low)


def test_a_slice_without_objects_has_no_recall() -> None:
    codes = WEATHER.copy()
    truth = only(in_fog(0.4, 0.5), np.arange(60))[0]
    kept = WEATHER[truth.image] != 1
    empty = replace(truth, image=truth.image[kept], category=truth.category[kept],
                    box=truth.box[kept], area=truth.area[kept],
                    is_crowd=truth.is_crowd[kept])  # fmt: skip
    seen = in_fog(0.4, 0.5)
    found = slice_detections(
        match_detections(empty, seen), Draws.of_images(60, len(seen)), 0.0,
        Scope("float32", "test", 60, 60), [NAMED], [codes],
    )  # fmt: skip
    row = found.rows[1]
    assert row.n_objects == 0
    assert np.isnan([row.recall.value, row.ap.value, row.recall_p_value, row.gain]).all()
    assert row.false_alarms.value > 1


def test_equal_slices_raise_few_false_alarms() -> None:
    """Of slices that differ in nothing, about one in twenty sets of them may be called worse."""
    random = np.random.default_rng(3)
    seen = detector(TRUTH, miss=0.2, false=0.4)
    raised = sum(
        any(row.is_worse for row in sliced(seen, random.integers(0, 3, 60)).rows) for _ in range(12)
    )
    assert raised <= 3
