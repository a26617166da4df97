"""The steps of a chain, each for many frames at once; time is the last axis."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.datasets.chain import FeatureChain
from afterfit.datasets.fixed_point import (
    q15_bins,
    q15_magnitude,
    q15_shift,
    q15_spectrum,
    to_q15,
)
from afterfit.datasets.pir import pir_features, pir_features_q15
from afterfit.datasets.summaries import (
    dominant_frequencies,
    kurtosis_of_chunks,
    slope_changes,
    spectral_entropy,
    zero_crossings,
)
from afterfit.signals import log_mel

Frames = NDArray[Any]
"""Real or complex frames, shape (..., n_elements)."""

Step = Callable[[Frames, FeatureChain], Frames]


def _hann(frames: Frames, chain: FeatureChain) -> Frames:
    return frames * np.hanning(chain.frame_size)


def _remove_mean(frames: Frames, chain: FeatureChain) -> Frames:
    return frames - frames.mean(axis=-1, keepdims=True) if chain.dc_remove else frames


def _fourier(frames: Frames, chain: FeatureChain) -> Frames:
    return np.fft.fft(frames, axis=-1)


def _divide_by_size(frames: Frames, chain: FeatureChain) -> Frames:
    return frames / chain.frame_size


def _round_off(frames: Frames, chain: FeatureChain) -> Frames:
    return np.round(frames)


def _positive_half(frames: Frames, chain: FeatureChain) -> Frames:
    return frames[..., : chain.frame_size // 2 + (chain.min_bin or 1)]


def _magnitude(frames: Frames, chain: FeatureChain) -> Frames:
    magnitude: Frames = np.abs(frames)
    return magnitude


def _drop_first(frames: Frames, chain: FeatureChain) -> Frames:
    return frames[..., 1:]


def _sum_bins(frames: Frames, chain: FeatureChain) -> Frames:
    """Return sums of neighbours, from min_bin on; a bin that overhangs the end adds what is there.

    Dividing for ``normalize_bin`` is by the full width, for a short last bin too.
    """
    shape = (chain.feature_size_per_frame or 0, chain.bin_width)
    covered = frames[..., chain.min_bin : chain.min_bin + shape[0] * shape[1]]
    missing = shape[0] * shape[1] - covered.shape[-1]
    padded = np.pad(covered, [(0, 0)] * (covered.ndim - 1) + [(0, missing)]) if missing else covered
    sums: Frames = padded.reshape(*frames.shape[:-1], *shape).sum(axis=-1)
    return sums


def _float_bins(frames: Frames, chain: FeatureChain) -> Frames:
    sums = _sum_bins(frames, chain)
    return sums / chain.bin_width if chain.normalize_bin else sums


def _q15_bins(frames: Frames, chain: FeatureChain) -> Frames:
    return q15_bins(_sum_bins(frames, chain), chain)


def _decibel(frames: Frames, chain: FeatureChain) -> Frames:
    base = 1.0 if chain.log_base == "e" else np.log(chain.log_base)
    with np.errstate(divide="ignore", invalid="ignore"):  # reported by the caller, with the window
        logarithm: Frames = chain.log_mul * np.log(chain.log_threshold + frames) / base
    return logarithm


def _log_mel(frames: Frames, chain: FeatureChain) -> Frames:
    return log_mel(frames, chain.sampling_rate, chain.mel).reshape(*frames.shape[:-1], -1)


STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "WINDOWING": _hann,
        "RAW_FE": _remove_mean,
        "TO_Q15": to_q15,
        "FFT_Q15": q15_spectrum,
        "Q15_SCALE": q15_shift,
        "Q15_MAG": q15_magnitude,
        "FFT_FE": _fourier,
        "NORMALIZE": _divide_by_size,
        "ROUND_OFF": _round_off,
        "FFT_POS_HALF": _positive_half,
        "ABS": _magnitude,
        "KURT_FE": kurtosis_of_chunks,
        "ENT_FE": spectral_entropy,
        "ZCR_FE": zero_crossings,
        "DOM_FE": dominant_frequencies,
        "SLOPE_FE": slope_changes,
        "PIR_FE": pir_features,
        "PIR_FE_Q15": pir_features_q15,
        "LOG_MEL": _log_mel,
        "DC_REMOVE": _drop_first,
        "BIN_Q15": _q15_bins,
        "BINNING": _float_bins,
        "LOG_DB": _decibel,
    }
)
"""Name → step, in the order of execution."""


def transform_frames(frames: Frames, chain: FeatureChain) -> Frames:
    """Return *frames*, shape (..., frame_size), after all steps of *chain*."""
    for step in chain.steps:
        frames = STEPS[step](frames, chain)
    return frames
