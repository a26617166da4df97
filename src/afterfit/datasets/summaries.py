"""The steps of a chain that describe a frame by a few numbers: kurtosis, entropy, crossings.

Written from the definitions of Tensorlab's ``KURT_FE``, ``ENT_FE``, ``ZCR_FE``, ``DOM_FE`` and
``SLOPE_FE``, which the presets for infrared motion sensors (PIR) put together.
"""

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from afterfit.datasets.chain import FeatureChain
from afterfit.datasets.steps import PIR_PADDING

Frames = NDArray[Any]
_FLAT = 1e-12


def zero_crossings(frames: Frames, chain: FeatureChain) -> Frames:
    """Return changes of sign as a share of the elements, shape (..., 1).

    Examples
    --------
    >>> zero_crossings(np.array([1.0, -1.0, -1.0, 1.0]), FeatureChain()).tolist()
    [0.5]
    """
    share: Frames = _changes(np.sign(frames)) / frames.shape[-1]
    return share


def slope_changes(frames: Frames, chain: FeatureChain) -> Frames:
    """Return changes between rising, level and falling as a share of the steps, shape (..., 1)."""
    slope = np.diff(frames, axis=-1)
    share: Frames = _changes(np.sign(slope)) / slope.shape[-1]
    return share


def _changes(signs: Frames) -> Frames:
    changed: Frames = (np.diff(signs, axis=-1) != 0).sum(axis=-1, keepdims=True)
    return changed


def dominant_frequencies(frames: Frames, chain: FeatureChain) -> Frames:
    """Return the frequencies of the second-highest and the highest bin, DC aside, shape (..., 2).

    In units of ``sampling_rate``, over a spectrum of ``fft_size`` points.
    """
    magnitude = np.abs(np.fft.rfft(frames, n=chain.fft_size, axis=-1))
    highest = np.argsort(magnitude[..., 1:], axis=-1, kind="stable")[..., -2:] + 1
    found: Frames = np.linspace(0, chain.sampling_rate / 2, magnitude.shape[-1])[highest]
    return found


def spectral_entropy(frames: Frames, chain: FeatureChain) -> Frames:
    """Return -Σ p ln p over the shares p of power in each bin, shape (..., 1); 0 for silence."""
    power = np.abs(np.fft.rfft(frames, n=chain.fft_size, axis=-1)) ** 2
    total = power.sum(axis=-1, keepdims=True)
    shares = power / np.where(total > 0, total, 1)
    logarithm = np.log(np.where(shares > 0, shares, 1))
    entropy: Frames = -(shares * logarithm).sum(axis=-1, keepdims=True)
    return entropy


def kurtosis_of_chunks(frames: Frames, chain: FeatureChain) -> Frames:
    """Return the excess kurtosis of each chunk of each window of the padded frame.

    Bias-corrected (G2 of Joanes and Gill 1998); 0 where a chunk is flat. Shape
    (..., window_count · chunks of a window).
    """
    windows = padded_windows(frames.astype(np.float32), chain).astype(np.float64)
    chunks = windows.shape[-1] // chain.chunk_size
    pieces = windows[..., : chunks * chain.chunk_size].reshape(
        *windows.shape[:-1], chunks, chain.chunk_size
    )
    return _excess_kurtosis(pieces).reshape(*frames.shape[:-1], -1)


def _excess_kurtosis(pieces: Frames) -> Frames:
    n = pieces.shape[-1]
    away = pieces - pieces.mean(axis=-1, keepdims=True)
    second = np.square(away).mean(axis=-1)
    flat = np.sqrt(second) < _FLAT
    plain = (away**4).mean(axis=-1) / np.where(flat, 1, second) ** 2 - 3
    corrected = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * plain + 6)
    kurtosis: Frames = np.where(flat, 0.0, corrected)
    return kurtosis


def padded_windows(frames: Frames, chain: FeatureChain) -> Frames:
    """Return ``window_count`` windows of each frame with zeros around it, shape (..., n, size)."""
    around = [(0, 0)] * (frames.ndim - 1) + [PIR_PADDING]
    every = sliding_window_view(np.pad(frames, around), chain.summary_window, axis=-1)
    windows: Frames = every[..., :: chain.summary_stride, :][..., : chain.window_count, :]
    return windows
