"""Each preset against its chain written out in plain NumPy, window by window, frame by frame."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from afterfit.datasets import PRESETS, extract_features, feature_chain
from afterfit.records import Windows

Frame = NDArray[np.float64]
Render = Callable[[Frame], Frame]


def arc(n_bins: int, bandwidth: int, first: int = 1) -> Render:
    def render(x: Frame) -> Frame:
        n = len(x)
        spectrum = np.fft.fft(x * np.hanning(n)) / n
        magnitude = np.abs(spectrum[: n // 2 + first])
        width = n // 2 // n_bins // bandwidth
        sums = [magnitude[first + i * width : first + (i + 1) * width].sum() for i in range(n_bins)]
        return 10 * np.log(1e-12 + np.array(sums))

    return render


def bins(n_bins: int) -> Render:
    def render(x: Frame) -> Frame:
        magnitude = np.abs(np.fft.fft(x))[1 : len(x) // 2 + 1]
        width = len(x) // 2 // n_bins
        means = [
            magnitude[1 + i * width : 1 + (i + 1) * width].sum() / width for i in range(n_bins)
        ]
        return 20 * np.log10(1e-100 + np.array(means))

    return render


def spectrum(x: Frame) -> Frame:
    magnitude = np.abs(np.fft.fft(x))[1 : len(x) // 2 + 1]
    return np.asarray(20 * np.log10(1e-100 + magnitude))


def raw(x: Frame) -> Frame:
    return np.asarray(x - x.mean())


def as_it_is(x: Frame) -> Frame:
    return x


def fixed(n_bins: int, shift: int) -> Render:
    def render(x: Frame) -> Frame:
        counts = np.array([min(max(int(each), -32768), 32767) for each in x])
        half = np.fft.fft(counts)[: len(x) // 2 + 1] / len(x)
        real = np.clip(np.rint(half.real) * 2**shift, -32768, 32767)
        imaginary = np.clip(np.rint(half.imag) * 2**shift, -32768, 32767)
        magnitude = (np.sqrt(real**2 + imaginary**2) / 2).astype(int)[1:]
        width = len(x) // 2 // n_bins
        sums = [int(magnitude[1 + i * width : 1 + (i + 1) * width].sum()) for i in range(n_bins)]
        return np.array([float(each // width) for each in sums])

    return render


def pir(x: Frame) -> Frame:
    padded = np.concatenate([np.zeros(4), x, np.zeros(3)])
    rows = []
    for i in range(25):
        window = padded[4 * i : 4 * i + 32]
        twice = np.abs(np.fft.fft(np.concatenate([window, window])))[1:33]
        plain = np.abs(np.fft.fft(window, n=64))[:33]
        highest = np.argsort(plain[1:])[-2:] + 1
        step = np.sign(np.diff(window))
        exact = window.astype(np.float32).astype(np.float64)
        rows.append([
            *(twice[2 * k : 2 * k + 2].mean() for k in range(16)),
            *(
                stats.kurtosis(exact[8 * k : 8 * k + 8], bias=False)
                for k in range(4)
            ),
            np.count_nonzero(np.diff(np.sign(window))) / 32,
            np.count_nonzero(np.diff(step)) / 31,
            *(highest * 31.25 / 64),
            stats.entropy(plain**2),
        ])  # fmt: skip
    return np.array(rows).ravel()


def pir_fixed(x: Frame) -> Frame:
    padded = np.concatenate([np.zeros(4), x - 128, np.zeros(3)])
    rows = []
    for i in range(25):
        window = padded[4 * i : 4 * i + 32]
        counts = np.trunc(np.concatenate([window, window]) * 128)
        half = np.fft.fft(counts)[:33] / 64
        magnitude = np.floor(np.hypot(np.rint(half.real), np.rint(half.imag)) / 2) * 128
        pools = [np.rint(magnitude[1 + 2 * k : 3 + 2 * k].mean()) for k in range(16)]
        rows.append([
            *np.clip(pools, -32768, 32767),
            *[0.0] * 4,
            1000 * np.count_nonzero(np.diff(np.sign(window))),
            1000 * _turns(np.diff(window)),
            *(1000 * (k * 31.25 // 66) for k in _two_highest(magnitude)),
            0.0,
        ])  # fmt: skip
    return np.array(rows).ravel()


def _turns(steps: Frame) -> int:
    turns, direction = 0, np.sign(steps[0])
    for step in steps[1:]:
        if abs(step) > 1 and np.sign(step) != direction:
            turns, direction = turns + 1, np.sign(step)
    return turns


def _two_highest(magnitude: Frame) -> tuple[int, int]:
    """Return the two highest bins as one pass over them finds them."""
    first = second = 0
    heard = np.concatenate([[0.0], magnitude[1:]])
    for i in range(1, len(heard)):
        if heard[first] < heard[i]:
            first, second = i, first
        elif heard[second] < heard[i]:
            second = i
    return first, second


ARC = {
    "1024Input_256Feature_1Frame_Full_Bandwidth": (arc(256, 1), 1),
    "1024Input_256Feature_1Frame_Half_Bandwidth": (arc(256, 2, 122), 1),
    "1024Input_64Feature_4Frame_Half_Bandwidth": (arc(64, 2), 4),
    "1024Input_32Feature_8Frame_Quarter_Bandwidth": (arc(32, 4), 8),
}
FULL = "1InputChannel_removeDC_Full_Bandwidth"
THREE = "3InputChannel_removeDC"
PIR = "PIRDetection_125Input_25Feature_25Frame_1InputChannel_2D"
OWN_FRAME = {"frame_size": 64, "feature_size_per_frame": 8, "num_frame_concat": 2}

CHAINS: dict[str, tuple[Render, int]] = {
    **{f"FFT{name}": chain for name, chain in ARC.items()},
    **{f"ArcFault_{name}": chain for name, chain in ARC.items()},
    f"Input256_FFTBIN_16Feature_8Frame_{THREE}_1D": (bins(16), 8),
    f"Input256_FFTBIN_16Feature_8Frame_{THREE}_2D1": (bins(16), 8),
    f"Input256_FFT_128Feature_1Frame_{THREE}_2D1": (spectrum, 1),
    f"Input128_RAW_128Feature_1Frame_{THREE}_2D1": (raw, 1),
    "Generic_1024Input_FFTBIN_64Feature_8Frame": (bins(64), 8),
    "Generic_512Input_FFTBIN_32Feature_8Frame": (bins(32), 8),
    "Generic_256Input_FFTBIN_16Feature_8Frame": (bins(16), 8),
    "Generic_32Input_FFTBIN_4Feature_8Frame": (bins(4), 8),
    "Generic_1024Input_FFT_512Feature_1Frame": (spectrum, 1),
    "Generic_512Input_FFT_256Feature_1Frame": (spectrum, 1),
    "Generic_256Input_FFT_128Feature_1Frame": (spectrum, 1),
    "Generic_512Input_RAW_512Feature_1Frame": (raw, 1),
    "Generic_256Input_RAW_256Feature_1Frame": (raw, 1),
    "Generic_128Input_RAW_128Feature_1Frame": (raw, 1),
    "Generic_8Input_ABS_8Feature_1Frame": (lambda x: 20 * np.log10(1e-100 + np.abs(x)), 1),
    "HandGesture256Input_RangeNormalize_1Frame": (lambda x: x / 4096, 1),
    "ECG2500Input_Roundoff_1Frame": (np.round, 1),
    "Custom_ArcFault": (arc(8, 1), 2),
    "Custom_MotorFault": (as_it_is, 1),
    "Custom_Default": (as_it_is, 1),
    f"ArcFault_1024Input_FE_RFFT_128Feature_8Frame_{FULL}": (fixed(128, 4), 8),
    f"ArcFault_512Input_FE_RFFT_32Feature_8Frame_{FULL}": (fixed(32, 5), 8),
    "FFT256Input_FE_RFFT_16Feature_8Frame_removeDC_Full_Bandwidth": (fixed(16, 5), 8),
    f"MotorFault_256Input_FE_RFFT_16Feature_8Frame_{THREE}_1D": (fixed(16, 5), 8),
    f"MotorFault_256Input_FE_RFFT_16Feature_8Frame_{THREE}_2D1": (fixed(16, 5), 8),
    f"FallDetection_256Input_FE_RFFT_8Feature_8Frame_{THREE}_2D1": (fixed(8, 5), 8),
    "Custom_ArcFault_MSPM0": (fixed(8, 4), 2),
    "Custom_MotorFault_MSPM0": (fixed(8, 5), 2),
    "Custom_Default_MSPM0": (fixed(8, 5), 2),
    PIR: (pir, 1),
    f"{PIR}_FixedPoint": (pir_fixed, 1),
}


def readings(shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Return loud and quiet readings of a converter, with decimals, around 128."""
    rng = np.random.default_rng(5)
    tone = 90 * np.sin(np.arange(shape[-1]) / 3)
    return (128 + tone + rng.normal(0, 25, shape)).clip(0, 255).astype(np.float32)


def test_every_preset_has_its_chain_here() -> None:
    assert set(CHAINS) == set(PRESETS)


@pytest.mark.parametrize("name", CHAINS)
def test_features_are_those_of_the_chain(name: str) -> None:
    render, n_frames = CHAINS[name]
    own = name.startswith("Custom") and ("Arc" in name or "MSPM0" in name)
    chain = feature_chain(name, OWN_FRAME if own else {})
    values = readings((2, chain.n_variables, n_frames * chain.frame_size))
    names = tuple(f"x{i}" for i in range(chain.n_variables))
    windows = Windows(values, names, ("a",), [0, 0], [0, 0], ("a/1.csv",), [0, 1], "test")  # type: ignore[arg-type]
    expected = [
        np.concatenate(
            [render(frame) for frame in channel.astype(np.float64).reshape(n_frames, -1)]
        )
        for window in values
        for channel in window
    ]
    features = extract_features(windows, chain)
    judge = np.array(expected).reshape(features.shape)
    np.testing.assert_allclose(features, judge, rtol=1e-5, atol=1e-5)


def test_fixed_point_saturates_instead_of_wrapping() -> None:
    chain = feature_chain("FFT256Input_FE_RFFT_16Feature_8Frame_removeDC_Full_Bandwidth", {})
    values = np.full((1, 1, chain.n_steps), 1e6, np.float32)
    values[0, 0, ::2] = -1e6  # the highest frequency, far beyond 16 bits
    windows = Windows(values, ("x",), ("a",), [0], [0], ("a/1.csv",), [0], "test")  # type: ignore[arg-type]
    features = extract_features(windows, chain)
    assert features.min() == 0
    assert features.max() == 32768 // 2 // 8  # the last bin: one of its eight elements is full
    assert (np.diff(features.reshape(8, 16)[0]) >= 0).all()


@pytest.mark.parametrize(
    ("step", "settings", "expected"),
    [
        ("ZCR_FE", {}, [3 / 8]),
        ("SLOPE_FE", {}, [3 / 7]),
        ("DOM_FE", {"fft_size": 8, "sampling_rate": 8}, None),
        ("ENT_FE", {"fft_size": 8}, None),
        ("KURT_FE", {"stride_size": 0.5, "window_count": 1, "chunk_size": 5}, None),
    ],
)
def test_summaries(step: str, settings: dict[str, object], expected: list[float] | None) -> None:
    frame = np.array([1, 2, 3, -1, -2, 4, 5, -6], np.float64)
    chain = feature_chain(None, {"frame_size": 8, "feat_ext_transform": [step], **settings})
    windows = Windows(frame.reshape(1, 1, 8), ("x",), ("a",), [0], [0], ("a/1",), [0], "test")  # type: ignore[arg-type]
    features = extract_features(windows, chain).ravel()
    power = np.abs(np.fft.rfft(frame)) ** 2
    padded = np.pad(frame, (4, 3))[:11]
    judges: dict[str, Any] = {
        "DOM_FE": np.argsort(power[1:])[-2:] + 1.0,
        "ENT_FE": [stats.entropy(power)],
        "KURT_FE": [stats.kurtosis(padded[i : i + 5], bias=False) for i in (0, 5)],
    }
    assert features.tolist() == pytest.approx(
        list(judges[step] if expected is None else expected), rel=1e-6
    )
