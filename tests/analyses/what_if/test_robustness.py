import numpy as np
import pytest

from afterfit.analyses import paired_accuracy
from afterfit.analyses.what_if import Reading, changes_of, try_change
from afterfit.analyses.what_if.signal_changes import GAIN, NOISE, OFFSET, dead_channels
from tests.analyses.what_if.sample_subject import by_level, subject_of, windows_of_levels

WINDOWS = windows_of_levels()
READING = Reading.of(WINDOWS.values)
SUBJECT = subject_of(WINDOWS, float32=by_level(), int8=by_level(threshold=0.6))


def test_the_change_is_that_of_the_paired_comparison_of_two_models() -> None:
    values = OFFSET.changed(SUBJECT.values, 1.0, READING, 7)
    (answers,) = SUBJECT.answers([values])
    found = paired_accuracy(SUBJECT.unchanged["float32"], answers["float32"])
    curve = try_change(OFFSET, SUBJECT, READING, 7).curves["float32"]
    point = curve.points[-1]
    assert point.change == found.change
    assert point.p_value == found.p_value
    assert point.accuracy.value == found.candidate_value


def test_an_offset_turns_low_into_high_and_back() -> None:
    curve = try_change(OFFSET, SUBJECT, READING, 7).curves["float32"]
    by_label = {one.label: one for one in curve.points}
    assert by_label["+1 σ"].worst_class == "low"
    assert by_label["−1 σ"].worst_class == "high"
    assert by_label["−1 σ"].worst_class_change.value < -0.4
    assert by_label["−1 σ"].n_lost == by_label["−1 σ"].n_flipped > 40


def test_a_model_that_judges_the_sign_does_not_mind_a_gain() -> None:
    found = try_change(GAIN, SUBJECT, READING, 7)
    curve = found.curves["float32"]
    assert [one.n_flipped for one in curve.points] == [0] * 6
    assert curve.first_sure_loss(0.05) is None
    assert [one.is_everyday for one in curve.points] == [False, False, True, True, False, False]


def test_the_first_sure_loss_is_the_mildest() -> None:
    curve = try_change(GAIN, SUBJECT, READING, 7).curves["int8"]
    sure = [one for one in curve.points if one.change.high < -0.05]
    first = curve.first_sure_loss(0.05)
    assert first is not None
    assert first.severity == min(one.severity for one in sure)
    assert first.strength < 0


def test_what_a_change_costs_one_variant_beyond_the_other() -> None:
    found = try_change(GAIN, SUBJECT, READING, 7)
    extra = {one.label: one.extra for one in found.extra_losses}
    for float_point, int8_point in zip(
        found.curves["float32"].points, found.curves["int8"].points, strict=True
    ):
        difference = int8_point.change.value - float_point.change.value
        assert extra[int8_point.label].value == pytest.approx(difference)
    assert extra["−6 dB"].high < -0.05
    assert all(one.low <= one.value <= one.high for one in extra.values())


def test_equal_variants_lose_nothing_beyond_each_other() -> None:
    twins = subject_of(WINDOWS, a=by_level(), b=by_level())
    found = try_change(NOISE, twins, READING, 7)
    assert [one.extra.value for one in found.extra_losses] == [0] * 4
    assert all(one.extra.low < 0 < one.extra.high for one in found.extra_losses)


def test_a_dead_channel_is_named() -> None:
    curve = try_change(dead_channels(("level", "idle")), SUBJECT, READING, 7).curves["float32"]
    assert [one.label for one in curve.points] == ["level", "idle"]
    assert not curve.is_graded
    assert curve.points[0].n_lost == 100
    assert curve.points[1].n_flipped == 0


def test_one_recording_has_no_interval() -> None:
    alone = windows_of_levels(n_sources=1)
    curve = try_change(GAIN, subject_of(alone), Reading.of(alone.values), 7).curves["float32"]
    assert all(np.isnan(one.change.low) for one in curve.points)
    assert curve.first_sure_loss(0.0) is None


def test_every_change_of_signals_can_be_tried() -> None:
    changes = changes_of(WINDOWS.layout, WINDOWS.channel_names, WINDOWS.values.shape[2])
    for change in changes:
        points = try_change(change, SUBJECT, READING, 7).curves["float32"].points
        assert len(points) == len(change.strengths)
