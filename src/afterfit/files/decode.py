"""One image or one sound → numbers."""

import warnings
import wave
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError, MissingExtraError

_GREY_MODES = ("1", "L", "LA", "I", "I;16", "F")


def decode_image(
    path: Path,
    *,
    colours: Literal["L", "RGB"] | None = None,
    size: tuple[int, int] | None = None,
) -> NDArray[np.uint8]:
    """Return pixels from 0 to 255, shape (height, width, channels), of 1 channel or of 3.

    Parameters
    ----------
    colours
        "L" makes one channel of grey, "RGB" red, green and blue. Without it grey images have one
        channel, and every other kind three.
    size
        Height and width that an image of another size is brought to (bilinear).

    Raises
    ------
    InputError
        When the file is no image that can be read, or too large to be taken for one.
    """
    try:
        from PIL import Image
    except ModuleNotFoundError:
        raise MissingExtraError("reading images", "images") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                grey = image.mode in _GREY_MODES
                whole = image.convert(colours or ("L" if grey else "RGB"))
    except Exception as error:
        # damaged images raise OSError, ValueError, SyntaxError, struct.error and others
        raise InputError(f"not an image that can be read: {error}", where=str(path)) from None
    if size is not None and (whole.height, whole.width) != size:
        whole = whole.resize(size[::-1], Image.Resampling.BILINEAR)
    return np.asarray(whole, dtype=np.uint8).reshape(whole.height, whole.width, -1)


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
        raise _no_wav(path, error) from None
    if not n_rows or len(content) != n_rows * n_channels * width:
        raise InputError(
            f"it declares {n_rows:,} samples and holds {len(content) // (n_channels * width):,}",
            where=str(path),
        )
    return _real(content, width).reshape(n_rows, n_channels), rate


def wav_rate(path: Path) -> int:
    """Return the sampling rate in Hz that the head of a WAV file tells.

    Raises
    ------
    InputError
        When the file is no such WAV file.
    """
    try:
        with wave.open(str(path), "rb") as stream:
            return stream.getframerate()
    except (OSError, EOFError, wave.Error) as error:
        raise _no_wav(path, error) from None


def _no_wav(path: Path, error: Exception) -> InputError:
    reason = str(error) or "it is cut off"
    return InputError(f"not a WAV file of whole numbers (PCM): {reason}", where=str(path))


def _real(content: bytes, width: int) -> NDArray[np.float64]:
    raw = np.frombuffer(content, np.uint8).reshape(-1, width)
    if width == 1:
        return (raw[:, 0].astype(np.float64) - 128) / 128
    # the bytes of a sample become the upper ones of a 32-bit number, which keeps the sign
    wide = np.zeros((len(raw), 4), np.uint8)
    wide[:, 4 - width :] = raw
    return np.asarray(wide.view("<i4")[:, 0] / 2.0**31, np.float64)
