"""A folder of WAV files, one folder a class → samples or log-mel features."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.files import decode_wav
from afterfit.readers.samples.class_folders import class_files
from afterfit.readers.samples.options import SampleOptions
from afterfit.readers.samples.raw import RawSamples
from afterfit.signals import log_mel


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
            recordings = [
                log_mel(one, rate, options.audio).astype(np.float32) for one in recordings
            ]
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
    samples, rate = decode_wav(file)
    n_channels = samples.shape[1]
    if n_channels != 1:
        raise InputError(f"{n_channels} channels, expected 1; mix them down", where=str(file))
    return samples[:, 0].astype(np.float32), rate
