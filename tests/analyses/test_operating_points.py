import numpy as np
import pytest
from hypothesis import given

from afterfit.analyses.operating_points import choose_operating_points
from afterfit.errors import InputError
from afterfit.records import Predictions
from afterfit.results import from_json, to_json
from afterfit.results.operating_points import BinaryCounts, OperatingPoint, UnreachableTarget
from afterfit.results.policies import HighestF1, LeastCost, RecallAtPrecision
from tests.statistics.sample_predictions import predictions_of, some_predictions, take


def binary(labels: list[int], scores: list[float], split: str) -> Predictions:
    return predictions_of(labels, [[1 - score, score] for score in scores], split=split)


VALIDATION = binary([1, 1, 0, 0], [0.9, 0.7, 0.5, 0.1], "validation")
TEST = binary([1, 1, 1, 0, 0], [0.95, 0.65, 0.55, 0.62, 0.1], "test")


def test_the_threshold_is_chosen_on_one_split_and_counted_on_the_other() -> None:
    points = choose_operating_points(VALIDATION, TEST, [HighestF1()])

    point = points.answers[1]
    assert isinstance(point, OperatingPoint)
    assert point.threshold == pytest.approx(0.6)
    assert point.chosen == BinaryCounts(tp=2, fp=0, fn=0, tn=2)
    assert point.reported == BinaryCounts(tp=2, fp=1, fn=1, tn=1)
    assert point.recall.value == pytest.approx(2 / 3)
    assert point.precision.value == pytest.approx(2 / 3)
    assert point.false_positive_rate.value == 0.5
    assert point.recall.low < point.recall.value < point.recall.high
    assert (points.chosen_on.split, points.reported_on.split) == ("validation", "test")


def test_one_answer_a_class_and_policy_in_order() -> None:
    points = choose_operating_points(VALIDATION, TEST, [HighestF1(), RecallAtPrecision(0.9)])

    assert [(answer.class_name, answer.policy.kind) for answer in points.answers] == [
        ("c0", "highest_f1"),
        ("c0", "recall_at_precision"),
        ("c1", "highest_f1"),
        ("c1", "recall_at_precision"),
    ]


def test_what_cannot_be_had_is_an_answer() -> None:
    never = binary([0, 0], [0.9, 0.7], "validation")

    answers = choose_operating_points(never, TEST, [HighestF1()]).answers

    assert all(isinstance(answer, UnreachableTarget) for answer in answers)


def test_intervals_respect_recordings() -> None:
    labels, scores = [1] * 40 + [0] * 40, [0.9] * 20 + [0.1] * 20 + [0.2] * 40
    rows = [[1 - score, score] for score in scores]
    source = [index // 10 for index in range(80)]
    clustered = predictions_of(labels, rows, source)

    point = choose_operating_points(VALIDATION, clustered, [HighestF1()]).answers[1]

    assert isinstance(point, OperatingPoint)
    assert point.recall.method == "wilson, clustered"
    assert point.recall.high - point.recall.low > 0.7


@pytest.mark.parametrize(("scale", "expected"), [(256, True), (100, False)])
def test_int8_levels_are_noticed(scale: int, expected: bool) -> None:
    rows = np.array([[1, scale - 1], [scale - 1, 1]]) / scale
    one, other = (predictions_of([1, 0], rows, split=split) for split in ("validation", "test"))

    assert choose_operating_points(one, other).int8_scores is expected


@given(some_predictions())
def test_counts_add_up_and_json_returns(predictions: Predictions) -> None:
    validation = take(predictions, np.arange(len(predictions)))
    object.__setattr__(validation, "split", "validation")

    points = choose_operating_points(validation, predictions, [HighestF1(), LeastCost(1.0, 2.0)])

    for answer in points.answers:
        if isinstance(answer, OperatingPoint):
            assert answer.chosen == answer.reported  # the same samples on both sides
            counts = answer.reported
            assert counts.tp + counts.fp + counts.fn + counts.tn == len(predictions)
    assert to_json(from_json(to_json(points))) == to_json(points)


def test_the_same_split_twice_is_refused() -> None:
    with pytest.raises(InputError, match="chosen on one split is reported on another"):
        choose_operating_points(TEST, TEST)


@pytest.mark.parametrize(
    ("make", "match"),
    [
        (lambda: RecallAtPrecision(95), "share from 0 to 1, got 95"),
        (lambda: LeastCost(-1, 1), "cost_fp must be 0 or more"),
        (lambda: LeastCost(1, 0), "cost_fn must be above 0"),
    ],
    ids=["percent", "negative", "no cost"],
)
def test_policies_that_make_no_sense(make: type, match: str) -> None:
    with pytest.raises(InputError, match=match):
        make()
