import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from afterfit.datasets import FeatureChain, extract_features, feature_chain
from afterfit.datasets.steps import STEP_ORDER
from afterfit.datasets.transforms import STEPS
from afterfit.errors import InputError
from afterfit.records import Windows

Signal = Sequence[float]


def windows_of(values: NDArray[Any]) -> Windows:
    n, n_channels, _ = values.shape
    return Windows(
        values=values.astype(np.float32),
        channel_names=tuple(f"x{i}" for i in range(n_channels)),
        class_names=("a",),
        y_true=np.zeros(n, np.int64),
        source=np.zeros(n, np.int64),
        source_names=("a/rec_0.csv",),
        offset=np.arange(n) * 10,
        split="test",
    )


# A second opinion, written out with loops from the definitions, without numpy.fft.


def dft(frame: Signal, n_bins: int) -> list[complex]:
    n, x = len(frame), np.asarray(frame, np.float64)
    time = np.arange(n)
    return [complex(np.sum(x * np.exp(-2j * np.pi * ((k * time) % n) / n))) for k in range(n_bins)]


def bin_sums(values: Signal, first: int, width: int, n_bins: int) -> list[float]:
    sums = []
    for i in range(n_bins):
        total = 0.0
        for k in range(first + i * width, first + (i + 1) * width):
            if k < len(values):
                total += values[k]
        sums.append(total)
    return sums


def arc_frame(frame: Signal, n_bins: int, min_bin: int, bandwidth: int) -> list[float]:
    """Hann, FFT, divide by size, bins 0 … N/2 + min_bin - 1, magnitude, sums, 10·ln(1e-12 + x)."""
    n = len(frame)
    hann = [x * (0.5 - 0.5 * math.cos(2 * math.pi * i / (n - 1))) for i, x in enumerate(frame)]
    magnitude = [abs(value / n) for value in dft(hann, n // 2 + min_bin)]
    sums = bin_sums(magnitude, min_bin, n // 2 // n_bins // bandwidth, n_bins)
    return [10 * math.log(1e-12 + total) for total in sums]


def fftbin_frame(frame: Signal, n_bins: int) -> list[float]:
    """FFT, bins 0 … N/2, magnitude, without DC, means from index 1, 20·log10(1e-100 + x)."""
    n = len(frame)
    width = n // 2 // n_bins
    without_dc = [abs(value) for value in dft(frame, n // 2 + 1)][1:]
    means = [total / width for total in bin_sums(without_dc, 1, width, n_bins)]
    return [20 * math.log10(1e-100 + mean) for mean in means]


def fft_frame(frame: Signal) -> list[float]:
    magnitude = [abs(value) for value in dft(frame, len(frame) // 2 + 1)][1:]
    return [20 * math.log10(1e-100 + value) for value in magnitude]


def raw_frame(frame: Signal) -> list[float]:
    mean = sum(frame) / len(frame)
    return [x - mean for x in frame]


def judged(
    values: NDArray[Any], chain: FeatureChain, frame_features: Callable[[Signal], list[float]]
) -> NDArray[Any]:
    samples = []
    for sample in values:
        channels = []
        for signal in sample:
            joined: list[float] = []
            for i in range(chain.n_frames):
                first = i * chain.stride
                joined += frame_features(signal[first : first + chain.frame_size].tolist())
            channels.append(joined)
        if chain.stacking == "1D":
            channels = [[value for channel in channels for value in channel]]
        samples.append(channels)
    return np.array(samples)[..., np.newaxis]


def arc(n_bins: int, min_bin: int, bandwidth: int) -> Callable[[Signal], list[float]]:
    return lambda frame: arc_frame(frame, n_bins, min_bin, bandwidth)


def fftbin(n_bins: int) -> Callable[[Signal], list[float]]:
    return lambda frame: fftbin_frame(frame, n_bins)


SLIDING = {"data_proc_transforms": ["SimpleWindow"], "stride_size": 0.25}


@pytest.mark.parametrize(
    ("name", "changes", "frame_features"),
    [
        ("FFT1024Input_256Feature_1Frame_Full_Bandwidth", {}, arc(256, 1, 1)),
        ("FFT1024Input_256Feature_1Frame_Half_Bandwidth", {}, arc(256, 122, 2)),
        ("FFT1024Input_64Feature_4Frame_Half_Bandwidth", SLIDING, arc(64, 1, 2)),
        ("ArcFault_1024Input_32Feature_8Frame_Quarter_Bandwidth", {}, arc(32, 1, 4)),
        ("Generic_256Input_FFTBIN_16Feature_8Frame", {}, fftbin(16)),
        ("Generic_32Input_FFTBIN_4Feature_8Frame", SLIDING, fftbin(4)),
        ("Input256_FFTBIN_16Feature_8Frame_3InputChannel_removeDC_2D1", {}, fftbin(16)),
        ("Input256_FFTBIN_16Feature_8Frame_3InputChannel_removeDC_1D", {}, fftbin(16)),
        ("Input256_FFT_128Feature_1Frame_3InputChannel_removeDC_2D1", {}, fft_frame),
        ("Generic_512Input_FFT_256Feature_1Frame", {}, fft_frame),
        ("Generic_128Input_RAW_128Feature_1Frame", {}, raw_frame),
        ("Input128_RAW_128Feature_1Frame_3InputChannel_removeDC_2D1", {}, raw_frame),
        (
            "Input128_RAW_128Feature_1Frame_3InputChannel_removeDC_2D1",
            {"dc_remove": False, "stacking": "1D"},
            list,
        ),
        (
            "HandGesture256Input_RangeNormalize_1Frame",
            {},
            lambda frame: [x / 4096 for x in frame],
        ),
        ("ECG2500Input_Roundoff_1Frame", {}, lambda frame: [float(round(x)) for x in frame]),
        (
            "Generic_8Input_ABS_8Feature_1Frame",
            {},
            lambda frame: [20 * math.log10(abs(x)) for x in frame],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_presets_against_a_plain_rendering(
    name: str, changes: dict[str, Any], frame_features: Callable[[Signal], list[float]]
) -> None:
    chain = feature_chain(name, changes)
    rng = np.random.default_rng(len(name))
    shape = (2, chain.n_variables, chain.n_steps)
    values = (rng.normal(3, 20, shape) + 40 * np.sin(np.arange(chain.n_steps) / 5)).astype("f4")
    np.testing.assert_allclose(
        extract_features(windows_of(values), chain),
        judged(values, chain, frame_features),
        rtol=1e-6,
        atol=1e-6,
    )


def test_the_last_bin_after_dc_remove_is_one_short() -> None:
    """Eight bins of four from index 1 need 32 values; without DC only 1 … 31 of them exist."""
    chain = feature_chain(
        None,
        {
            "frame_size": 64,
            "feat_ext_transform": ["FFT_FE", "FFT_POS_HALF", "ABS", "DC_REMOVE", "BINNING"],
            "feature_size_per_frame": 8,
            "normalize_bin": True,
        },
    )
    impulse = np.zeros((1, 1, 64))
    impulse[0, 0, 0] = 1.0  # its spectrum is 1 everywhere
    means = extract_features(windows_of(impulse), chain).ravel()
    np.testing.assert_allclose(means, [1, 1, 1, 1, 1, 1, 1, 0.75], rtol=1e-6)


@pytest.mark.parametrize(("min_bin", "kept"), [(0, 5), (1, 5), (3, 7), (9, 8)])
def test_min_bin_lengthens_the_half_spectrum(min_bin: int, kept: int) -> None:
    chain = FeatureChain(
        frame_size=8, feat_ext_transform=("FFT_FE", "FFT_POS_HALF", "ABS"), min_bin=min_bin
    )
    signal = np.random.default_rng(2).normal(size=8).astype(np.float32)
    expected = [abs(value) for value in dft(signal.tolist(), kept)]
    features = extract_features(windows_of(signal.reshape(1, 1, 8)), chain)
    np.testing.assert_allclose(features.ravel(), expected, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"log_base": 2, "log_mul": 1}, [3.0, 4.0]),
        ({"log_base": "e", "log_mul": 10}, [10 * math.log(8), 10 * math.log(16)]),
        ({"log_threshold": 8.0, "log_base": 2, "log_mul": 1}, [4.0, math.log2(24)]),
    ],
    ids=["base 2", "natural", "threshold"],
)
def test_logarithm(settings: dict[str, Any], expected: list[float]) -> None:
    chain = feature_chain(None, {"frame_size": 2, "feat_ext_transform": ["LOG_DB"], **settings})
    features = extract_features(windows_of(np.array([[[8.0, 16.0]]])), chain)
    np.testing.assert_allclose(features.ravel(), expected, rtol=1e-6)


def test_logarithm_of_a_negative_reading_names_the_window() -> None:
    chain = FeatureChain(frame_size=2, feat_ext_transform=("LOG_DB",))
    values = np.array([[[1.0, 2.0]], [[3.0, -4.0]]])
    with pytest.raises(InputError, match=r"a/rec_0.csv: a feature of the window at row 10 is not"):
        extract_features(windows_of(values), chain)


def test_windows_of_another_chain() -> None:
    with pytest.raises(InputError, match=r"\(1, 1, 4\), got \(1, 1, 5\)"):
        extract_features(windows_of(np.zeros((1, 1, 5))), FeatureChain(frame_size=4))


def test_no_windows_have_no_features() -> None:
    chain = feature_chain("Generic_256Input_FFTBIN_16Feature_8Frame", {})
    assert extract_features(windows_of(np.zeros((0, 1, chain.n_steps))), chain).shape == (
        0,
        *chain.feature_shape,
    )


def test_features_are_float32_and_scaled_first() -> None:
    chain = FeatureChain(frame_size=2, scale=4, feat_ext_transform=("ROUND_OFF",))
    features = extract_features(windows_of(np.array([[[4.0, 9.0]]])), chain)
    assert features.dtype == np.float32
    assert features.ravel().tolist() == [1.0, 2.0]


def test_steps_are_executed_in_the_documented_order() -> None:
    assert (*STEPS, "CONCAT") == STEP_ORDER


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), n=st.integers(1, 7))
def test_samples_do_not_leak_into_each_other(seed: int, n: int) -> None:
    chain = feature_chain("Generic_32Input_FFTBIN_4Feature_8Frame", {"variables": 2})
    rng = np.random.default_rng(seed)
    values, order = rng.normal(size=(n, 2, chain.n_steps)), rng.permutation(n)
    features = extract_features(windows_of(values), chain)
    assert np.array_equal(extract_features(windows_of(values[order]), chain), features[order])


def test_batches_do_not_change_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = feature_chain("Generic_32Input_FFTBIN_4Feature_8Frame", {})
    windows = windows_of(np.random.default_rng(1).normal(size=(5, 1, chain.n_steps)))
    whole = extract_features(windows, chain)
    monkeypatch.setattr("afterfit.datasets.features._VALUES_AT_ONCE", 2 * chain.n_steps)
    assert np.array_equal(extract_features(windows, chain), whole)
