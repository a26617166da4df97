from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from afterfit.analyses.anomaly import (
    analyze_anomaly_variant,
    choose_k,
    compare_anomaly,
    statistics_of,
)
from afterfit.errors import InputError
from afterfit.records import AnomalyScores
from afterfit.results import (
    AlarmChange,
    AnomalyVariant,
    ChosenK,
    Detection,
    HighestF1,
    KTable,
    LeastCost,
    NoAlarmChange,
    NoChosenK,
    NoDetection,
    NoKTable,
    NormalScores,
    Policy,
    RecallAtFalseAlarms,
    RecallAtFalsePositiveRate,
    RecallAtPrecision,
    ScoreStatistics,
)
from tests.statistics.sample_anomalies import detector, scores_of, three_splits, with_places

TRAIN = scores_of(np.tile([9.0, 11.0], 50), np.zeros(100, int), split="train")
"""Mean 10 and, with n - 1, a standard deviation of 1.005."""


def judged(test: AnomalyScores, train: AnomalyScores | None = TRAIN) -> AnomalyVariant:
    return analyze_anomaly_variant(test, train, choose_k(train, None, variant="float32"))


def test_motor_bearings_of_the_document() -> None:
    published = ScoreStatistics(n=1000, mean=1.662490, std=1.968127)

    # mean and std are rounded to six decimals, and 4.5 times that is 2.25e-6
    assert published.threshold(4.5) == pytest.approx(10.519060, abs=3e-6)


def test_statistics_are_numpys_with_n_minus_one() -> None:
    values = np.random.default_rng(0).gamma(2, size=50)
    found = statistics_of(values)

    assert (found.mean, found.std) == (values.mean(), values.std(ddof=1))
    assert np.isnan(statistics_of(values[:1]).std)


def test_an_anomaly_is_above_the_threshold_not_at_it() -> None:
    threshold = statistics_of(TRAIN.score).threshold(1.0)
    at_and_above = scores_of([threshold, np.nextafter(threshold, 99)], [1, 1])
    table = judged(at_and_above).thresholds

    assert isinstance(table, KTable)
    assert table.rows[2].k == 1
    assert (table.rows[2].counts.tp, table.rows[2].counts.fn) == (1, 1)


def test_the_table_holds_ten_values_of_k() -> None:
    table = judged(detector()).thresholds

    assert isinstance(table, KTable)
    assert [row.k for row in table.rows] == [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5]
    assert all(sum((c.tp, c.fp, c.fn, c.tn)) == 400 for c in (row.counts for row in table.rows))


@pytest.mark.parametrize(
    ("policy", "k"),
    [
        (HighestF1(), 3.0),
        (LeastCost(1, 1), 3.0),
        (RecallAtFalsePositiveRate(0.025), 2.0),
        (RecallAtPrecision(0.99), 2.5),
        (RecallAtFalseAlarms(9, 100), 1.5),
    ],
    ids=lambda one: one.kind if hasattr(one, "kind") else "",
)
def test_k_serves_the_wish_on_validation(policy: Policy, k: float) -> None:
    random = np.random.default_rng(5)
    train = scores_of(random.normal(size=20_000), np.zeros(20_000, int), split="train")
    near = np.append(random.normal(size=5000), random.normal(6, size=5000))
    validation = scores_of(near, np.repeat([0, 1], 5000), split="validation")
    chosen = choose_k(train, validation, policy)

    assert isinstance(chosen, ChosenK)
    assert chosen.k == k
    assert chosen.chosen_on.split == "validation"


@pytest.mark.parametrize("has_validation", [True, False])
def test_without_anomalies_a_target_of_false_alarms_decides(has_validation: bool) -> None:
    train = detector(split="train")
    validation = detector(split="train", seed=1) if has_validation else None
    if validation:
        validation = replace(validation, split="validation")
    chosen = choose_k(train, validation)

    assert isinstance(chosen, ChosenK)
    assert chosen.policy == RecallAtFalsePositiveRate(0.01)
    assert chosen.chosen_on.split == ("validation" if has_validation else "train")
    assert "false-positive rate of at most 1 %" in chosen.why


@pytest.mark.parametrize(
    ("train", "policy", "reason"),
    [
        (None, HighestF1(), "no scores of training samples"),
        (scores_of([1.0], [0], split="train"), HighestF1(), "gives no spread"),
        (scores_of([2.0, 2.0, 2.0], [0, 0, 0], split="train"), HighestF1(), "are 2: they have no"),
        (scores_of([2.0, 3.0], [1, 1], split="train"), HighestF1(), "0 normal training score"),
        (TRAIN, LeastCost(1, 2), "has none"),
        (
            scores_of([0.0] * 999 + [1e9], [0] * 1000, split="train"),
            RecallAtFalsePositiveRate(0.0),
            "no k from 0 to 4.5",
        ),
    ],
    ids=["no training", "one score", "all equal", "no normal", "no anomalies", "unreachable"],
)
def test_no_k_has_a_reason(train: AnomalyScores | None, policy: Policy, reason: str) -> None:
    chosen = choose_k(train, None, policy, "float32")

    assert isinstance(chosen, NoChosenK)
    assert reason in chosen.reason
    assert chosen.variant == "float32"


def test_the_test_split_has_no_say() -> None:
    train, validation, test = three_splits()
    moved = replace(test, score=test.score + 100)
    one, other = (
        analyze_anomaly_variant(each, train, choose_k(train, validation)) for each in (test, moved)
    )

    assert isinstance(one.detection, Detection)
    assert isinstance(other.detection, Detection)
    assert one.detection.k == other.detection.k


@pytest.mark.parametrize(
    ("test", "reason"),
    [
        (scores_of([1.0, 2.0], [0, 0]), "no anomalies among the test samples"),
        (scores_of([1.0, 2.0], [1, 2]), "no normal samples among the test samples"),
        (scores_of([1.0, 2.0], [0, 0], has_labels=False), "nobody said"),
        (scores_of([], np.zeros(0, int)), "no samples"),
    ],
    ids=["no anomalies", "no normal", "unlabelled", "empty"],
)
def test_what_cannot_be_ranked_says_why(test: AnomalyScores, reason: str) -> None:
    quality = judged(test).quality

    assert reason in quality.reason
    assert all(np.isnan(one.value) for one in quality.overall.estimates)


def test_equal_scores_are_chance_without_an_interval() -> None:
    auc = judged(scores_of([3.0] * 6, [0, 0, 0, 1, 1, 1])).quality.estimate("roc_auc")

    assert auc.value == 0.5
    assert np.isnan(auc.low)


def test_without_training_scores_nothing_is_made_up() -> None:
    found = judged(detector(), None)

    assert isinstance(found.thresholds, NoKTable)
    assert isinstance(found.detection, NoDetection)
    assert found.quality.estimate("roc_auc").value > 0.99


def test_kinds_are_found_each_for_itself() -> None:
    found = judged(detector(strength=(8.0, 0.0))).detection

    assert isinstance(found, Detection)
    recalls = {one.name: one.recall.value for one in found.kinds}
    assert recalls["bearing"] == 1
    assert recalls["gear"] < 0.3


def test_files_add_up_to_the_whole() -> None:
    found = judged(detector(strength=(3.0, 1.0), shift=1.0)).detection

    assert isinstance(found, Detection)
    assert sum(row.n_false_alarms for row in found.files) == found.counts.fp > 0
    assert sum(row.n_missed for row in found.files) == found.counts.fn > 0
    worst = found.files[0]
    assert all(worst.n_false_alarms + worst.n_missed >= row.n_missed for row in found.files)


@pytest.mark.parametrize(
    ("scores", "alarm", "waited"),
    [([0, 0, 50, 50, 0], 20, 0), ([50, 0, 0, 50, 0], 30, 1), ([50, 0, 0, 0, 50], None, 2)],
    ids=["at once", "one later", "never, though there are false alarms"],
)
def test_time_to_detection(scores: list[float], alarm: int | None, waited: int) -> None:
    order = [4, 2, 0, 3, 1]  # rows need not be in the order of time
    drive = scores_of(
        np.array(scores, float)[order],
        np.array([0, 0, 1, 1, 0])[order],
        source=[0] * 5,
        source_names=("drive.csv",),
        offset=np.array([0, 10, 20, 30, 40])[order],
        has_sources=True,
    )
    found = judged(drive).detection

    assert isinstance(found, Detection)
    (event,) = found.events
    assert (event.onset_offset, event.n_samples) == (20, 2)
    assert (event.alarm_offset, event.n_before_alarm) == (alarm, waited)


def test_drift_is_measured_in_training_deviations() -> None:
    train = detector(2000, split="train")
    normal = judged(detector(2000, 1, shift=2.0), train).normal

    assert isinstance(normal, NormalScores)
    assert normal.shift.value == pytest.approx(2.0, abs=0.15)
    assert normal.shift.low < 2.0 < normal.shift.high


def test_tails_keep_the_promise_of_a_bell_curve() -> None:
    train = detector(8000, split="train")
    normal = judged(detector(8000, 1), train).normal

    assert isinstance(normal, NormalScores)
    for row in normal.tails[:5]:
        assert row.tested.value == pytest.approx(row.promised, abs=0.03)


def test_the_error_lies_where_it_was_put() -> None:
    location = judged(with_places(detector())).location

    assert max(location.channels, key=lambda one: one.anomaly / one.normal).name == "y"
    assert max(location.parts, key=lambda one: one.anomaly / one.normal).name == "3"


def test_histograms_hold_every_sample_in_common_bins() -> None:
    distribution = judged(detector()).distribution

    assert len(distribution.edges) == len(distribution.log_edges) == 61
    for one in distribution.populations:
        assert sum(one.counts) == sum(one.log_counts) == one.statistics.n
    below_zero = judged(scores_of([-1.0, 2.0], [0, 1])).distribution
    assert below_zero.log_edges == ()


def compared(reference: AnomalyScores, candidate: AnomalyScores, *train: Any) -> Any:
    first, second = (choose_k(one, None, variant="float32") for one in (train or (None, None)))
    return compare_anomaly(reference, candidate, first, second)


def test_rows_of_two_variants_meet_by_recording_and_offset() -> None:
    reference, candidate = detector(), detector(variant="int8", noise=1.0)
    order = np.random.default_rng(0).permutation(len(candidate))
    moved = replace(
        candidate,
        score=candidate.score[order],
        kind=candidate.kind[order],
        source=candidate.source[order],
        offset=candidate.offset[order],
    )

    assert compared(reference, moved) == compared(reference, candidate)
    assert compared(reference, candidate).auc_change.value < 0
    assert isinstance(compared(reference, candidate).alarms, NoAlarmChange)


def test_alarms_at_own_and_at_the_other_threshold() -> None:
    reference = detector(strength=(9.0, 9.0))
    candidate = replace(reference, score=3 * reference.score, variant="int8")
    train = detector(split="train")
    trains = train, replace(train, score=3 * train.score, variant="int8")
    alarms = compared(reference, candidate, *trains).alarms

    assert isinstance(alarms, AlarmChange)
    assert alarms.own == alarms.reference
    assert alarms.transferred.fp == 200
    assert alarms.p_value == 1


@pytest.mark.parametrize(
    ("candidate", "message"),
    [
        (detector(300, variant="int8"), "400 rows against 300"),
        (detector(variant="int8", split="validation"), "is only in one"),
        (replace(detector(), kind=np.zeros(400, int)), "'bearing' against 'normal'"),
    ],
    ids=["fewer", "other recordings", "other labels"],
)
def test_other_samples_are_refused(candidate: AnomalyScores, message: str) -> None:
    with pytest.raises(InputError, match=message):
        compared(detector(), candidate)


def test_training_scores_are_shown_once_labelled_or_not() -> None:
    for train in (TRAIN, replace(TRAIN, has_labels=False)):
        names = [one.name for one in judged(train, train).distribution.populations]
        assert names == ["normal, training"]


def test_samples_without_labels_are_called_so() -> None:
    distribution = judged(scores_of([1.0, 2.0], [0, 0], has_labels=False)).distribution

    assert [one.name for one in distribution.populations] == ["normal, training", "unlabelled"]
