"""The confidence to deploy with, against counting by hand and by scikit-learn."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterfit.analyses.detection import Draws, JudgedMatches, choose_points, match_detections
from afterfit.records import Detections, GroundTruth
from afterfit.results import (
    DetectorPoint,
    DetectorPoints,
    DetectorPolicy,
    HighestF1,
    NoDetectorPoint,
    RecallAtImageAlarms,
    RecallAtPrecision,
    Scope,
)
from tests.analyses.detection.sample_detections import NAMES, detector, sample_truth

pytest.importorskip("hotcoco", reason="needs afterfit[detection]")

TRUTH = sample_truth(40)
SEEN = detector(TRUTH, miss=0.2, swap=0.2, false=0.5)


def judged(truth: GroundTruth, seen: Detections, split: str = "test") -> JudgedMatches:
    n = truth.n_images
    return JudgedMatches(match_detections(truth, seen), Scope(seen.variant, split, n, n))


def points(
    policy: DetectorPolicy = HighestF1(),  # noqa: B008 (frozen)
    truth: GroundTruth = TRUTH,
    seen: Detections = SEEN,
    chosen: JudgedMatches | None = None,
) -> DetectorPoints:
    there = judged(truth, seen)
    draws = Draws.of_images(truth.n_images, len(seen))
    return choose_points(truth.class_names, chosen or there, there, draws, policy)


def line(scores: list[float], right: list[bool]) -> tuple[GroundTruth, Detections]:
    """Return one class on ten images with three objects each, and detections, right or nowhere."""
    n_images, n = 10, 30
    image = np.repeat(np.arange(n_images), 3)
    box = np.column_stack([np.tile([0.0, 100, 200], n_images), np.zeros(n), np.full((n, 2), 50)])
    truth = GroundTruth(
        ("cat",), tuple(f"{place}.jpg" for place in range(n_images)), np.full((n_images, 2), 400),
        image, np.zeros(n, int), box, np.full(n, 2500), np.zeros(n, bool),
    )  # fmt: skip
    place = np.arange(len(scores))
    seen = np.where(np.array(right)[:, None], box[place], [300.0, 300, 50, 50])
    category, confidence = np.zeros(len(place), np.int64), np.array(scores)
    return truth, Detections(image[place], category, seen, confidence, "float32", "test")


@pytest.mark.parametrize(
    ("policy", "threshold", "counts"),
    [
        (HighestF1(), 0.2, (4, 2, 26)),
        (RecallAtPrecision(0.9), 0.8, (2, 0, 28)),
        (RecallAtPrecision(0.75), 0.5, (3, 1, 27)),
        (RecallAtImageAlarms(0), 0.8, (2, 0, 28)),
        (RecallAtImageAlarms(0.1), 0.5, (3, 1, 27)),
        (RecallAtImageAlarms(0.2), 0.2, (4, 2, 26)),
        (RecallAtImageAlarms(5), 0.2, (4, 2, 26)),
    ],
)
def test_the_wish_decides(
    policy: DetectorPolicy, threshold: float, counts: tuple[int, int, int]
) -> None:
    truth, seen = line([0.9, 0.8, 0.6, 0.5, 0.4, 0.2, 0.1],
                       [True, True, False, True, False, True, False])  # fmt: skip
    whole, of_class = points(policy, truth, seen).answers
    assert isinstance(whole, DetectorPoint)
    assert whole.threshold == threshold
    assert (whole.chosen.n_found, whole.chosen.n_false, whole.chosen.n_missed) == counts
    assert whole.reported == whole.chosen
    assert isinstance(of_class, DetectorPoint)
    assert of_class.threshold == threshold
    assert whole.false_alarms.value == counts[1] / 10


@pytest.mark.parametrize(
    ("policy", "scores", "right", "reason"),
    [
        (RecallAtPrecision(0.9), [0.9, 0.8], [False, True],
         "The highest precision that any confidence gives is 0.500."),
        (RecallAtImageAlarms(0), [0.9, 0.8], [False, True],
         "The first object is found with 1 false alarm in 10 images."),
        (RecallAtPrecision(0.9), [0.9, 0.9], [False, True],
         "The highest precision that any confidence gives is 0.500."),
        (HighestF1(), [0.9], [False], "No detection finds any of 30 objects."),
    ],
    ids=["precision", "alarms", "equal scores cannot be told apart", "nothing right"],
)  # fmt: skip
def test_a_wish_that_is_out_of_reach_says_what_is(
    policy: DetectorPolicy, scores: list[float], right: list[bool], reason: str
) -> None:
    answers = points(policy, *line(scores, right)).answers
    assert answers == (NoDetectorPoint("", reason), NoDetectorPoint("cat", reason))


def test_it_is_chosen_there_and_told_here() -> None:
    other = sample_truth(30, seed=5)
    elsewhere = judged(other, detector(other, miss=0.1, false=0.9, seed=7), "validation")
    found = points(chosen=elsewhere)
    assert found.chosen_elsewhere
    assert (found.chosen_on.n_samples, found.reported_on.n_samples) == (30, 40)
    whole, alone = found.answers[0], points(chosen=elsewhere, seen=SEEN).answers[0]
    assert whole == alone
    assert isinstance(whole, DetectorPoint)
    here = points().answers[0]
    assert isinstance(here, DetectorPoint)
    # choosing on the images themselves can only look better
    assert whole.f1.value <= here.f1.value


def test_scikit_learn_finds_the_same_best_f1() -> None:
    from sklearn.metrics import precision_recall_curve

    matches = judged(TRUTH, SEEN).matches
    right = matches.is_right[0, 0]
    precision, recall, thresholds = precision_recall_curve(right, matches.score)
    # scikit-learn's recall is of the right detections, ours of all objects
    recall = recall[:-1] * right.sum() / len(TRUTH)
    f1 = 2 * precision[:-1] * recall / np.maximum(precision[:-1] + recall, 1e-9)
    whole = points().answers[0]
    assert isinstance(whole, DetectorPoint)
    assert whole.f1.value == pytest.approx(np.nanmax(f1))
    assert whole.threshold == thresholds[int(np.nanargmax(f1))]


def test_classes_add_up_and_each_has_its_own() -> None:
    found = points()
    assert [one.class_name for one in found.answers] == ["", *NAMES]
    threshold = 0.5
    at = [judged(TRUTH, SEEN).matches.score >= threshold]
    assert at[0].sum() > 0
    whole, *classes = (one for one in found.answers if isinstance(one, DetectorPoint))
    assert sum(one.reported.n_found + one.reported.n_missed for one in classes) == len(TRUTH)
    assert whole.reported.n_found + whole.reported.n_missed == len(TRUTH)
    assert whole.f1.low < whole.f1.value < whole.f1.high


def test_curves_pass_through_the_point() -> None:
    truth, seen = line([0.9, 0.5], [True, False])
    found = points(truth=truth, seen=seen)
    assert found.precision.values[[0, 50, 51, 90]].tolist() == [0.5, 0.5, 1, 1]
    assert np.isnan(found.precision.values[91])
    assert found.recall.values[[50, 91]].tolist() == [1 / 30, 0]
    assert found.f1.values[0] == 2 / (2 + 30)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 1000), st.sampled_from([0.5, 0.8, 0.95]), st.sampled_from([0.0, 0.2, 2.0]))
def test_a_limit_is_kept_on_the_split_it_was_chosen_on(
    seed: int, precision: float, alarms: float
) -> None:
    faults: dict[str, Any] = {"miss": 0.2, "swap": 0.3, "twice": 0.3, "false": 0.5}
    truth = sample_truth(12, seed=seed)
    seen = detector(truth, seed=seed, **faults)
    for one in points(RecallAtPrecision(precision), truth, seen).answers:
        if isinstance(one, DetectorPoint):
            assert one.precision.value >= precision
    for one in points(RecallAtImageAlarms(alarms), truth, seen).answers:
        if isinstance(one, DetectorPoint):
            assert one.false_alarms.value <= alarms


def test_bands_hold_the_truth_of_many_splits() -> None:
    truth = sample_truth(400, seed=11)
    seen = detector(truth, miss=0.2, false=0.5, seed=12)
    whole = points(truth=truth, seen=seen).recall.values[60]
    held = 0
    for seed in range(12):
        part = sample_truth(30, seed=100 + seed)
        band = points(truth=part, seen=detector(part, miss=0.2, false=0.5, seed=200 + seed)).recall
        held += band.low[60] <= whole <= band.high[60]
    assert held >= 9
