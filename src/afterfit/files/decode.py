"""One image or one sound → numbers."""

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError, MissingExtraError


def decode_image(path: Path) -> NDArray[np.uint8]:
    """Return pixels from 0 to 255, shape (height, width, channels), of 1 channel or of 3.

    Grey images have one channel; every other kind becomes red, green and blue.

    Raises
    ------
    InputError
        When the file is no image that can be read.
    """
    try:
        from PIL import Image
    except ModuleNotFoundError:
        raise MissingExtraError("reading images", "images") from None
    try:
        with Image.open(path) as image:
            mode = "L" if image.mode in ("1", "L", "LA", "I", "I;16", "F") else "RGB"
            pixels = np.asarray(image.convert(mode), dtype=np.uint8)
    except Exception as error:
        # damaged images raise OSError, ValueError, SyntaxError, struct.error and others
        raise InputError(f"not an image that can be read: {error}", where=str(path)) from None
    return pixels.reshape(*pixels.shape[:2], -1)


def decode_wav(path: Path) -> tuple[NDArray[np.float64], int]:
    """Return samples from -1 to 1, shape (n_samples, n_channels), and the sampling rate in Hz.

    PCM of 8 (unsigned), 16, 24 or 32 bits.

    Raises
    ------
    InputError
        When the file is no such WAV file, or is cut off.
    """
    try:
        with wave.open(str(path), "rb") as stream:
            n_channels, width = stream.getnchannels(), stream.getsampwidth()
            n_rows, rate = stream.getnframes(), stream.getframerate()
            content = stream.readframes(n_rows)
    except (OSError, EOFError, wave.Error) as error:
        reason = str(error) or "it is cut off"
        raise InputError(f"not a WAV file of whole numbers: {reason}", where=str(path)) from None
    if not n_rows or len(content) != n_rows * n_channels * width:
        raise InputError(
            f"declares {n_rows:,} samples and holds {len(content) // (n_channels * width):,}",
            where=str(path),
        )
    return _real(content, width).reshape(n_rows, n_channels), rate


def _real(content: bytes, width: int) -> NDArray[np.float64]:
    raw = np.frombuffer(content, np.uint8).reshape(-1, width)
    if width == 1:
        return (raw[:, 0].astype(np.float64) - 128) / 128
    # the bytes of a sample become the upper ones of a 32-bit number, which keeps the sign
    wide = np.zeros((len(raw), 4), np.uint8)
    wide[:, 4 - width :] = raw
    return np.asarray(wide.view("<i4")[:, 0] / 2.0**31, np.float64)
