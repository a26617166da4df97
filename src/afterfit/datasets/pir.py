"""The two steps for infrared motion sensors: 25 windows of a frame, 25 numbers each.

Rows of the output: 16 means of the spectrum, 4 kurtoses, zero crossings, slope changes,
two dominant frequencies, spectral entropy; as in Tensorlab's ``PIR_FE`` and ``PIR_FE_Q15``.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.datasets.chain import FeatureChain
from afterfit.datasets.fixed_point import HIGHEST, LOWEST, q15_magnitude, q15_spectrum
from afterfit.datasets.steps import PIR_POOLS
from afterfit.datasets.summaries import (
    dominant_frequencies,
    kurtosis_of_chunks,
    padded_windows,
    slope_changes,
    spectral_entropy,
    zero_crossings,
)

Frames = NDArray[Any]
_MIDDLE = 128  # of an 8-bit converter
_GAIN = 128
_SCALE = 1000  # rates as whole numbers


def pir_features(frames: Frames, chain: FeatureChain) -> Frames:
    """Return the features of every window, one behind the other, shape (..., window_count · 25)."""
    windows = padded_windows(frames, chain)
    spectrum = np.abs(np.fft.rfft(_repeated(windows, chain.fft_size), axis=-1))
    kurtoses = kurtosis_of_chunks(frames, chain).reshape(*windows.shape[:-1], -1)
    parts = [
        _pooled(spectrum),
        kurtoses,
        zero_crossings(windows, chain),
        slope_changes(windows, chain),
        dominant_frequencies(windows, chain),
        spectral_entropy(windows, chain),
    ]
    return np.concatenate(parts, axis=-1).reshape(*frames.shape[:-1], -1)


def pir_features_q15(frames: Frames, chain: FeatureChain) -> Frames:
    """Return the features in fixed point, shape (..., window_count · 25).

    Readings are those of an 8-bit converter, 0 to 255. Kurtosis and entropy are 0: they have no
    fixed-point form. Values beyond 16 bits saturate.
    """
    windows = padded_windows(frames - _MIDDLE, chain)
    spectrum = q15_spectrum(_repeated(windows * _GAIN, chain.fft_size), chain)
    magnitude = q15_magnitude(spectrum, chain) * _GAIN
    without = np.zeros((*windows.shape[:-1], windows.shape[-1] // chain.chunk_size))
    parts = [
        np.clip(np.rint(_pooled(magnitude)), LOWEST, HIGHEST),
        without,
        zero_crossings(windows, chain) * windows.shape[-1] * _SCALE,
        _clear_slope_changes(windows) * _SCALE,
        _two_highest(magnitude, chain.sampling_rate) * _SCALE,
        np.zeros((*windows.shape[:-1], 1)),
    ]
    return np.concatenate(parts, axis=-1).reshape(*frames.shape[:-1], -1)


def _repeated(windows: Frames, size: int) -> Frames:
    """Return each window again and again until it fills *size* elements."""
    times = size // windows.shape[-1] + 1
    return np.tile(windows, times)[..., :size]


def _pooled(spectrum: Frames) -> Frames:
    without_dc = spectrum[..., 1:]
    means: Frames = without_dc.reshape(*without_dc.shape[:-1], PIR_POOLS, -1).mean(axis=-1)
    return means


def _clear_slope_changes(windows: Frames) -> Frames:
    """Return how often the slope turns, steps of at most one count aside, shape (..., 1)."""
    steps = np.diff(windows, axis=-1)
    direction, turns = np.sign(steps[..., 0]), np.zeros(steps.shape[:-1])
    for i in range(1, steps.shape[-1]):
        turned = (np.abs(steps[..., i]) > 1) & (np.sign(steps[..., i]) != direction)
        direction = np.where(turned, np.sign(steps[..., i]), direction)
        turns += turned
    return turns[..., np.newaxis]


def _two_highest(magnitude: Frames, sampling_rate: float) -> Frames:
    """Return the frequency of the highest bin, then of the second, DC aside; 0 for an empty bin."""
    n_bins = magnitude.shape[-1]
    heard = magnitude.copy()
    heard[..., 0] = 0
    places = np.argsort(-heard, axis=-1, kind="stable")[..., :2]
    present = np.take_along_axis(heard, places, axis=-1) > 0
    found: Frames = np.where(present, places, 0) * sampling_rate // (2 * n_bins)
    return found
