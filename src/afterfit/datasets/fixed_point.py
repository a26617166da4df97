"""The steps of a chain in 16-bit fixed point (Q15), as a microcontroller's library computes them.

Formats are those of CMSIS-DSP, which Tensorlab's chain calls: the real FFT gives X / N, the shift
saturates, and the magnitude comes halved (2.14). CMSIS rounds down after each butterfly; here X / N
is rounded once, so a device can differ by a few counts before the shift.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.datasets.chain import FeatureChain

Frames = NDArray[Any]
LOWEST, HIGHEST = -(1 << 15), (1 << 15) - 1


def to_q15(frames: Frames, chain: FeatureChain) -> Frames:
    """Return readings in [-1, 1) as 16-bit integers, saturated at both ends."""
    counts: Frames = np.clip(np.rint(frames * (1 << 15)), LOWEST, HIGHEST)
    return counts


def q15_spectrum(frames: Frames, chain: FeatureChain) -> Frames:
    """Return bins 0 … N/2 of the real FFT of 16-bit readings, divided by N, whole numbers.

    Decimals of the readings are cut off and readings beyond 16 bits saturate, as in a conversion
    to int16 that does not overflow.

    Examples
    --------
    >>> chain = FeatureChain(frame_size=32, feat_ext_transform=("FFT_Q15", "Q15_MAG"))
    >>> q15_spectrum(np.full(32, 100.9), chain)[:2].real.tolist()
    [100.0, 0.0]
    """
    counts = np.clip(np.trunc(frames), LOWEST, HIGHEST)
    spectrum: Frames = np.fft.rfft(counts, axis=-1) / frames.shape[-1]
    return _saturated(np.rint(spectrum.real), np.rint(spectrum.imag))


def q15_shift(frames: Frames, chain: FeatureChain) -> Frames:
    """Return real and imaginary parts times 2 ** q15_scale_factor, saturated."""
    factor = 1 << chain.q15_scale_factor
    return _saturated(frames.real * factor, frames.imag * factor)


def q15_magnitude(frames: Frames, chain: FeatureChain) -> Frames:
    """Return half of the magnitude, rounded down: the 2.14 format of CMSIS."""
    square = np.square(frames.real) + np.square(frames.imag)  # exact: below 2 ** 53
    half: Frames = np.floor(np.sqrt(square) / 2)
    return half


def q15_bins(sums: Frames, chain: FeatureChain) -> Frames:
    """Return sums of bins, divided with rounding down where ``normalize_bin``, within 16 bits."""
    mean = np.floor(sums / chain.bin_width) if chain.normalize_bin else sums
    return np.clip(mean, LOWEST, HIGHEST)


def _saturated(real: Frames, imaginary: Frames) -> Frames:
    whole: Frames = np.clip(real, LOWEST, HIGHEST) + 1j * np.clip(imaginary, LOWEST, HIGHEST)
    return whole
