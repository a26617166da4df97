from math import nan

import pytest

from afterfit.views.anomaly_trace import (
    carriers_sentence,
    chart_carriers,
    rank_sentence,
    score_sentence,
    table_scored,
)
from afterfit.views.numbers_trace import (
    error_sentence,
    nearest_targets_sentence,
    numbers_sentence,
    table_told,
)
from tests.views.sample_task_traces import sample_numbers, sample_score


@pytest.mark.parametrize(
    ("measured", "told", "far", "says"),
    [
        (320, 330, False, "they bear out the answer"),
        (320, 410, False, "an error of the last layer"),
        (410, 320, False, "or its target is wrong"),
        (410, 410, False, "they decide nothing"),
        (320, 330, True, "the training had little like it"),
        (355, 330, False, "they bear out the answer"),
    ],
    ids=["both", "told is off", "measured is off", "neither", "far", "near enough"],
)
def test_what_the_neighbours_say(measured: float, told: float, far: bool, says: str) -> None:
    sentence = nearest_targets_sentence(sample_numbers(measured, told, far=far))
    assert says in sentence
    assert "have load from 300 to 340 N" in sentence


def test_the_answer_and_its_error_bear_their_unit() -> None:
    trace = sample_numbers()
    first = trace.reference.variant
    assert numbers_sentence(trace).startswith(f"b.csv@20 has load 320 N; {first} says 410 N")
    assert error_sentence(trace) == (
        f"{first} is off by 90 N, more than at 90.0 % of the test windows."
    )
    assert table_told(trace).rows[0][:4] == ("load", "320 N", "410 N", "90 N")


@pytest.mark.parametrize(
    ("score", "is_anomaly", "says"),
    [
        (3.0, False, "a false alarm"),
        (1.0, False, "rightly quiet"),
        (3.0, True, "found"),
        (1.0, True, "a miss"),
    ],
)
def test_what_a_score_means(score: float, is_anomaly: bool, says: str) -> None:
    assert score_sentence(sample_score(score, is_anomaly=is_anomaly)).endswith(f": {says}.")


def test_without_a_threshold_there_is_no_answer() -> None:
    trace = sample_score(threshold=nan)
    assert score_sentence(trace).endswith("has no threshold: nothing is an alarm.")
    assert {row[4] for row in table_scored(trace).rows} == {"–"}


def test_the_channels_that_carry_a_score_are_named() -> None:
    trace = sample_score()
    assert carriers_sentence(trace) == "Most of the score comes from y (75.0 %)."
    assert rank_sentence(trace).startswith("4.0 % of the normal test windows score higher")
    chart = chart_carriers(trace)
    assert chart is not None
    (panel,) = chart.spec["hconcat"]
    drawn = [one["error"] for one in panel["data"]["values"] if one["windows"] == "this window"]
    assert drawn == [1.5, 4.5]
