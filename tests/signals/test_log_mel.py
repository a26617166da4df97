import numpy as np
import pytest
from scipy.signal import ShortTimeFFT
from scipy.signal.windows import hann

from afterfit.datasets import FeatureChain
from afterfit.datasets.transforms import transform_frames
from afterfit.errors import InputError
from afterfit.readers.samples import parse_audio
from afterfit.signals import LogMel, log_mel
from afterfit.signals.log_mel import mel_triangles

RATE = 8000
TONE = np.sin(2 * np.pi * 1000 * np.arange(4000) / RATE).astype(np.float32)


def test_scipy_agrees_on_the_power() -> None:
    settings = LogMel(bands=12, frame_ms=32, hop_ms=16)
    judge = ShortTimeFFT(hann(256, sym=False), 128, RATE, mfft=256)
    frames = judge.stft(TONE, p0=1, p1=1 + (4000 - 256) // 128 + 1)
    power = np.abs(frames.T) ** 2
    wanted = np.log(power @ mel_triangles(256, RATE, settings).T + settings.floor)
    assert log_mel(TONE, RATE, settings) == pytest.approx(wanted, abs=1e-4)


def test_a_tone_is_loudest_in_its_own_band() -> None:
    settings = LogMel(bands=20, low_hz=20)
    low, high = 2595 * np.log10(1 + np.array([20, 4000]) / 700)
    edges = 700 * (10 ** (np.linspace(float(low), float(high), 22) / 2595) - 1)
    band = int(np.argmin(np.abs(edges[1:-1] - 1000)))
    assert set(log_mel(TONE, RATE, settings).argmax(axis=1).tolist()) == {band}


def test_triangles_overlap_to_one_between_their_middles() -> None:
    weights = mel_triangles(1024, RATE, LogMel(bands=10, low_hz=0))
    middles = weights.argmax(axis=1)
    assert weights[:, middles[0] : middles[-1]].sum(axis=0) == pytest.approx(1)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (LogMel(frame_ms=1000), "a frame of 1000 ms is 8000 samples"),
        (LogMel(hop_ms=0.01), "every 0"),
        (LogMel(low_hz=20, high_hz=5000), "between 0 and half the rate, 4000 Hz, got 20 to 5000"),
    ],
)
def test_settings_that_do_not_fit(settings: LogMel, words: str) -> None:
    with pytest.raises(InputError, match=words):
        log_mel(TONE, RATE, settings)


def test_many_frames_at_once_are_each_as_alone() -> None:
    settings = LogMel(bands=12)
    both = np.stack([TONE, TONE[::-1]])
    together = log_mel(both[:, np.newaxis], RATE, settings)
    assert together.shape == (2, 1, 48, 12)
    for place, alone in enumerate(both):
        np.testing.assert_array_equal(together[place, 0], log_mel(alone, RATE, settings))


def test_what_a_run_trains_on_is_what_its_model_is_judged_on() -> None:
    rng = np.random.default_rng(0)
    sound = rng.uniform(-1, 1, RATE)
    chain = FeatureChain(feat_ext_transform=("LOG_MEL",), sampling_rate=RATE, frame_size=RATE)
    trained = transform_frames(sound[np.newaxis], chain).reshape(chain.feature_shape)
    said = parse_audio("log-mel")
    assert said is not None
    np.testing.assert_array_equal(trained[0], log_mel(sound, RATE, said))
