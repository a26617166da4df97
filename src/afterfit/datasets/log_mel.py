"""Frames of sound → log-mel spectrogram."""

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from afterfit.datasets.chain import FeatureChain

FLOOR = 1e-6
"""Added to the energy of a band before the logarithm."""

Frames = NDArray[Any]


def log_mel(frames: Frames, chain: FeatureChain) -> Frames:
    """Return ln(mel energy + 1e-6) of each frame, shape (..., n_frames · mel_bands).

    Short frames of ``mel_frame_ms`` start each ``mel_hop_ms``; they are weighted by a periodic Hann
    window, their power spectrum has the next power of two points, and triangles that are equally
    wide on the mel scale, from 0 Hz to half the rate, add it up.

    References
    ----------
    Davis and Mermelstein (1980); mel = 2595 log10(1 + f / 700), as in HTK.
    """
    size = chain.mel_frame
    short = sliding_window_view(frames, size, axis=-1)[..., :: chain.mel_hop, :]
    n_fft = 1 << (size - 1).bit_length()
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(size) / size)
    power = np.abs(np.fft.rfft(short * hann, n_fft, axis=-1)) ** 2
    energy = power @ mel_triangles(n_fft, chain.sampling_rate, chain.mel_bands).T
    logarithm: Frames = np.log(energy + FLOOR)
    return logarithm.reshape(*frames.shape[:-1], -1)


def mel_triangles(n_fft: int, rate: float, n_bands: int) -> NDArray[np.float64]:
    """Return the weight of each frequency in each band, shape (n_bands, n_fft // 2 + 1)."""
    top_mel = 2595 * np.log10(1 + rate / 2 / 700)
    edges = 700 * (10 ** (np.linspace(0, top_mel, n_bands + 2) / 2595) - 1)
    frequencies = np.arange(n_fft // 2 + 1) * rate / n_fft
    low, middle, top = edges[:-2, np.newaxis], edges[1:-1, np.newaxis], edges[2:, np.newaxis]
    rising, falling = (frequencies - low) / (middle - low), (top - frequencies) / (top - middle)
    return np.asarray(np.clip(np.minimum(rising, falling), 0, None))
