"""Samples of a recording → log-mel spectrogram."""

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.readers.samples.options import LogMel


def log_mel(values: NDArray[np.float32], rate: int, settings: LogMel) -> NDArray[np.float32]:
    """Return ln(mel energy + floor), shape (n_frames, n_bands).

    Raises
    ------
    InputError
        When a frame is longer than the recording, or the bands do not fit below half the rate.

    References
    ----------
    Davis and Mermelstein (1980); mel = 2595 log10(1 + f / 700), as in HTK.
    """
    frame, hop = (round(rate * ms / 1000) for ms in (settings.frame_ms, settings.hop_ms))
    if not hop > 0 or not 0 < frame <= len(values):
        raise InputError(
            f"a frame of {settings.frame_ms:g} ms is {frame} samples, every {hop}, of a recording "
            f"with {len(values)}"
        )
    starts = np.arange(0, len(values) - frame + 1, hop)
    frames = values[starts[:, None] + np.arange(frame)] * _hann(frame)
    n_fft = 1 << (frame - 1).bit_length()
    power = np.abs(np.fft.rfft(frames, n_fft, axis=1)) ** 2
    energy = power @ mel_triangles(n_fft, rate, settings).T
    return np.log(energy + settings.floor).astype(np.float32)


def mel_triangles(n_fft: int, rate: int, settings: LogMel) -> NDArray[np.float64]:
    """Return the weight of each frequency in each band, shape (n_bands, n_fft // 2 + 1).

    Raises
    ------
    InputError
        When the highest frequency is not between the lowest one and half the rate.
    """
    high = rate / 2 if settings.high_hz is None else settings.high_hz
    if not settings.low_hz < high <= rate / 2:
        raise InputError(
            f"bands must lie between 0 and half the rate, {rate / 2:g} Hz, got "
            f"{settings.low_hz:g} to {high:g} Hz"
        )
    edges = _hertz(np.linspace(_mel(settings.low_hz), _mel(high), settings.bands + 2))
    frequencies = np.arange(n_fft // 2 + 1) * rate / n_fft
    low, middle, top = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising = (frequencies - low) / (middle - low)
    falling = (top - frequencies) / (top - middle)
    return np.clip(np.minimum(rising, falling), 0, None)


def _hann(n: int) -> NDArray[np.float64]:
    """Return the periodic Hann window."""
    return np.asarray(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n) / n))


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))


def _hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(700 * (10 ** (mel / 2595) - 1))
