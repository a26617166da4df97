"""Samples of sound → log-mel spectrogram."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from afterfit.errors import InputError


@dataclass(frozen=True, slots=True)
class LogMel:
    """How samples become a log-mel spectrogram of shape (frames, bands).

    Hann windows of ``frame_ms`` every ``hop_ms``, none padded; power of the FFT of the next power
    of two; triangles on the mel scale of HTK from ``low_hz`` to ``high_hz``; ln(energy + floor).
    """

    bands: int = 40
    frame_ms: float = 25.0
    hop_ms: float = 10.0
    low_hz: float = 0.0
    high_hz: float | None = None
    """Half the sampling rate when not given."""
    floor: float = 1e-6
    """Added to each energy, of samples from -1 to 1."""

    def frame(self, rate: float) -> int:
        """Return the samples of a frame at a sampling rate in Hz."""
        return round(rate * self.frame_ms / 1000)

    def hop(self, rate: float) -> int:
        """Return the samples from one frame to the next at a sampling rate in Hz."""
        return round(rate * self.hop_ms / 1000)


def log_mel(values: NDArray[Any], rate: float, settings: LogMel) -> NDArray[np.float64]:
    """Return ln(mel energy + floor), shape (..., n_frames, n_bands).

    Parameters
    ----------
    values : array of shape (..., n_samples)
    rate
        Samples a second.

    Raises
    ------
    InputError
        When a frame is longer than the recording, or the bands do not fit below half the rate.

    References
    ----------
    Davis and Mermelstein (1980); mel = 2595 log10(1 + f / 700), as in HTK.

    Examples
    --------
    >>> log_mel(np.zeros((3, 8000)), 8000, LogMel(bands=16)).shape
    (3, 98, 16)
    """
    frame, hop = settings.frame(rate), settings.hop(rate)
    if not hop > 0 or not 0 < frame <= values.shape[-1]:
        raise InputError(
            f"a frame of {settings.frame_ms:g} ms is {frame} samples, every {hop}, of a recording "
            f"with {values.shape[-1]}"
        )
    frames = sliding_window_view(values, frame, axis=-1)[..., ::hop, :]
    n_fft = 1 << (frame - 1).bit_length()
    power = np.abs(np.fft.rfft(frames * _hann(frame), n_fft, axis=-1)) ** 2
    energy = power @ mel_triangles(n_fft, rate, settings).T
    return np.asarray(np.log(energy + settings.floor), np.float64)


def mel_triangles(n_fft: int, rate: float, settings: LogMel) -> NDArray[np.float64]:
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
