import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from afterfit.analyses.what_if import Change, Reading, changes_of
from afterfit.analyses.what_if.signal_changes import (
    CLIPPING,
    CONVERTER,
    DRIFT,
    DROPPED,
    GAIN,
    NOISE,
    OFFSET,
    SPEED,
    dead_channels,
    shift_by,
)
from afterfit.records import ImageLayout, SignalLayout, SoundLayout, SpectrogramLayout, WindowLayout
from afterfit.signals import LogMel

RNG = np.random.default_rng(5)
WINDOWS = RNG.normal(3, 2, (50, 2, 64))
READING = Reading.of(WINDOWS)
LAYOUTS: dict[str, tuple[WindowLayout, int]] = {
    "signal": (SignalLayout(), 64),
    "sound": (SoundLayout(16000, LogMel()), 64),
    "image": (ImageLayout(8, 8, 0.0, 1.0), 64),
    "spectrogram": (SpectrogramLayout(16, 4, 30, 20, 0, 8000), 64),
}


def after(
    change: Change, strength: float, values: NDArray[np.float64] = WINDOWS, seed: int = 1
) -> NDArray[np.float64]:
    return change.changed(values, strength, Reading.of(values), seed)


@pytest.mark.parametrize(
    ("change", "strength", "expected"),
    [
        (GAIN, 6.0, WINDOWS * 10**0.3),
        (OFFSET, -0.3, WINDOWS - 0.3 * READING.spread),
        (DRIFT, 1.0, WINDOWS + READING.spread * np.arange(64) / 63),
        (dead_channels(("x", "y")), 1.0, WINDOWS * np.array([[1.0], [0.0]])),
        (CLIPPING, 100.0, WINDOWS),
        (SPEED, 0.0, WINDOWS),
        (DROPPED, 0.0, WINDOWS),
    ],
    ids=["gain", "offset", "drift", "dead", "no clipping", "no speed", "nothing dropped"],
)
def test_what_a_change_does(change: Change, strength: float, expected: NDArray[np.float64]) -> None:
    np.testing.assert_allclose(after(change, strength), expected, atol=1e-12)


def test_noise_has_the_ratio_that_it_names() -> None:
    noise = after(NOISE, 20.0) - WINDOWS
    measured = 20 * np.log10(WINDOWS.std(axis=(0, 2)) / noise.std(axis=(0, 2)))
    np.testing.assert_allclose(measured, 20, atol=0.3)


def test_all_strengths_have_the_same_luck() -> None:
    weak, strong = (after(NOISE, snr) - WINDOWS for snr in (40.0, 20.0))
    np.testing.assert_allclose(strong, 10 * weak, rtol=1e-9)


def test_clipping_stops_at_a_part_of_the_range() -> None:
    clipped = after(CLIPPING, 50.0)
    whole = READING.high - READING.low
    np.testing.assert_allclose(np.ptp(clipped, axis=(0, 2)), whole.ravel() / 2)


def test_a_converter_has_as_many_levels_as_its_bits_allow() -> None:
    for channel in np.moveaxis(after(CONVERTER, 4.0), 1, 0):
        assert len(np.unique(channel.round(9))) <= 16
    constant = np.full((2, 1, 8), 7.0)
    np.testing.assert_array_equal(after(CONVERTER, 4.0, constant), constant)


def test_a_shift_moves_the_event_later_and_mirrors_what_comes_in() -> None:
    ramp = np.arange(20.0).reshape(1, 1, 20)
    assert after(shift_by(20), 2.0, ramp)[0, 0, :5].tolist() == [2, 1, 0, 1, 2]


def test_a_higher_speed_shows_more_periods() -> None:
    wave = np.sin(np.arange(400) / 10).reshape(1, 1, 400)
    faster = after(SPEED, 10.0, wave)[0, 0, 50:350]
    np.testing.assert_allclose(
        faster, np.sin((199.5 + (np.arange(50, 350) - 199.5) * 1.1) / 10), atol=0.01
    )


def test_lost_samples_hold_the_last_value_of_every_channel() -> None:
    steps = np.broadcast_to(np.arange(64.0), (200, 2, 64))
    held = after(DROPPED, 20.0, steps)
    np.testing.assert_array_equal(held[:, 0], held[:, 1])
    assert (held[:, 0] != steps[:, 0]).mean() == pytest.approx(0.2, abs=0.02)
    later = held[:, 0, 8:]
    assert (later <= steps[:, 0, 8:]).all()


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_change_keeps_the_shape_and_says_the_same_twice(
    layout: tuple[WindowLayout, int],
) -> None:
    for change in changes_of(layout[0], ("a", "b"), layout[1]):
        for strength in change.strengths:
            first, again = (after(change, strength) for _ in range(2))
            assert first.shape == WINDOWS.shape
            assert np.isfinite(first).all()
            np.testing.assert_array_equal(first, again)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_labels_differ_and_the_mildest_strength_is_named_everyday_first(
    layout: tuple[WindowLayout, int],
) -> None:
    for change in changes_of(layout[0], ("a", "b"), layout[1]):
        labels = [change.label(one) for one in change.strengths]
        assert len(set(labels)) == len(labels)
        everyday = [one for one in change.strengths if change.is_everyday(one)]
        others = [one for one in change.strengths if not change.is_everyday(one)]
        assert max(map(change.severity, everyday), default=-99) <= min(map(change.severity, others))


def test_images_stay_between_black_and_white() -> None:
    layout = ImageLayout(8, 8, 0.0, 1.0)
    images = RNG.random((20, 1, 64))
    for change in changes_of(layout, ("grey",), 64):
        for strength in change.strengths:
            changed = after(change, strength, images)
            assert changed.min() >= 0
            assert changed.max() <= 1


def test_an_image_shifted_by_a_column_has_its_first_column_in_the_second() -> None:
    images = RNG.random((3, 2, 64))
    shift = next(
        one for one in changes_of(ImageLayout(8, 8, 0.0, 1.0), ("r",), 64) if one.key == "shift"
    )
    before, moved = (one.reshape(3, 2, 8, 8) for one in (images, after(shift, 1.0, images)))
    np.testing.assert_array_equal(moved[..., 1:], before[..., :-1])


def test_a_single_channel_does_not_die() -> None:
    keys = [one.key for one in changes_of(SignalLayout(), ("x",), 64)]
    assert "dead" not in keys
    assert len(keys) == 9


@given(st.integers(1, 3000))
def test_a_time_shift_is_at_least_a_sample_and_at_most_a_quarter(n_steps: int) -> None:
    strengths = shift_by(n_steps).strengths
    assert strengths == tuple(sorted(set(strengths)))
    assert strengths[0] >= 1
    assert strengths[-1] <= max(1, round(n_steps / 4))
