"""A folder of WAV files, one folder a class → samples or log-mel features."""

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.readers.samples.class_folders import class_files
from afterfit.readers.samples.log_mel import log_mel
from afterfit.readers.samples.options import SampleOptions
from afterfit.readers.samples.raw import RawSamples


def read_wavs(folder: Path, options: SampleOptions) -> RawSamples:
    """Return recordings of one channel and one length: samples from -1 to 1, or log-mel frames.

    Raises
    ------
    InputError
        When a file is damaged, has several channels, or another length or rate than the first.
    """
    files = class_files(folder, frozenset({".wav"}), "a WAV file")
    first, rate = _decode(files[0][0])
    recordings = [first]
    for file, _ in files[1:]:
        values, other = _decode(file)
        if (len(values), other) != (len(first), rate):
            raise InputError(
                f"{len(values):,} samples at {other:,} Hz, but {files[0][0].name} has "
                f"{len(first):,} at {rate:,} Hz; cut them to one length, resample to one rate",
                where=str(file),
            )
        recordings.append(values)
    words = f"{len(first):,} samples at {rate:,} Hz from -1 to 1"
    if options.audio is not None:
        try:
            recordings = [log_mel(one, rate, options.audio) for one in recordings]
        except InputError as error:
            raise InputError(str(error), where="--audio") from None
        words = f"log-mel of {words}, {options.audio}"
    return RawSamples(
        X=np.stack(recordings),
        labels=[name for _, name in files],
        label_name="folder",
        sources=[file.relative_to(folder).as_posix() for file, _ in files],
        where=str(folder),
        notes=(f"Recordings: {words}.",),
    )


def _decode(file: Path) -> tuple[NDArray[np.float32], int]:
    try:
        with wave.open(str(file), "rb") as stream:
            n_channels, width = stream.getnchannels(), stream.getsampwidth()
            content, rate = stream.readframes(stream.getnframes()), stream.getframerate()
            n_frames = stream.getnframes()
    except (OSError, EOFError, wave.Error) as error:
        raise InputError(
            f"not a WAV file of whole numbers (PCM): {str(error) or 'it is cut off'}",
            where=str(file),
        ) from None
    if n_channels != 1:
        raise InputError(f"{n_channels} channels, expected 1; mix them down", where=str(file))
    if len(content) != n_frames * width or not n_frames:
        raise InputError(
            f"it declares {n_frames:,} samples and holds {len(content) // width:,}",
            where=str(file),
        )
    return _real(content, width), rate


def _real(content: bytes, width: int) -> NDArray[np.float32]:
    """Return PCM of 8 (unsigned), 16, 24 or 32 bits as numbers from -1 to 1."""
    if width == 1:
        bytes_: NDArray[np.float32] = np.frombuffer(content, np.uint8).astype(np.float32)
        return (bytes_ - np.float32(128)) / np.float32(128)
    # the bytes of a sample become the upper ones of a 32-bit number, which keeps the sign
    raw = np.frombuffer(content, np.uint8).reshape(-1, width)
    wide = np.zeros((len(raw), 4), np.uint8)
    wide[:, 4 - width :] = raw
    real: NDArray[np.float32] = (wide.view("<i4")[:, 0] / 2.0**31).astype(np.float32)
    return real
