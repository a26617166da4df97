"""One file → one recording."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.datasets.columns import Columns, Variables, choose, unnamed_columns
from afterfit.datasets.delimited import LARGEST, read_delimited
from afterfit.errors import InputError
from afterfit.files import decode_image, decode_wav

SOUND_SUFFIX = ".wav"
SUFFIXES = (".csv", ".txt", ".npy", SOUND_SUFFIX)
"""Kinds of files that are read as recordings."""
IMAGE_SUFFIXES = (".png", ".bmp", ".jpg", ".jpeg")
"""Kinds of files that are read as images."""


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """The chosen columns of one file, all finite."""

    source: str
    """Path relative to the classes folder, with forward slashes: "walking/rec_07.csv"."""
    columns: Columns
    """All data columns of the file, time left out."""
    channel_names: tuple[str, ...]
    """Names of the chosen columns."""
    places: tuple[int, ...]
    """Places of the chosen columns in the file, from 0."""
    named: bool
    """Whether the names come from a header."""
    values: NDArray[np.float64]
    """Sensor readings, shape (n_rows, n_channels)."""

    def __len__(self) -> int:
        return len(self.values)


def read_recording(
    folder: Path,
    source: str,
    variables: Variables,
    image_size: tuple[int, int] | None = None,
    key: str = "variables",
) -> Recording:
    """Return the recording at *folder* / *source*; *key* names the setting in errors.

    Columns of text files whose header contains "time" are dropped. A .npy file has no header:
    as in Tensorlab, column 0 of a two-dimensional array is taken for the time and dropped,
    except where it is the only one. The rows of an image are its pixels, line by line; its height
    and width must be *image_size*.

    Raises
    ------
    InputError
        The file does not hold a table of finite numbers with the columns asked for.
    """
    path = folder / source
    if image_size is not None:
        return _read_image(path, source, variables, image_size)
    try:
        read = _READERS.get(path.suffix.lower(), read_delimited)
        columns, chosen, values = read(path, str(path), variables, key)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None
    return Recording(source, columns, chosen.names, chosen.places, chosen.named, values)


def _read_array(
    path: Path, file: str, variables: Variables, key: str
) -> tuple[Columns, Columns, NDArray[np.float64]]:
    table = _load(path, file)
    columns = unnamed_columns(tuple(range(1 if table.shape[1] > 1 else 0, table.shape[1])))
    chosen = choose(columns, variables, file, key)
    values = table[:, chosen.places].astype(np.float64)
    _check_finite(values, chosen, file)
    return columns, chosen, values


def _load(path: Path, file: str) -> NDArray[np.number]:
    try:
        array = np.load(path, allow_pickle=False)
    except (ValueError, EOFError) as error:
        raise InputError(
            f"is not a plain NumPy array ({error}); save it with numpy.save from an array of "
            "numbers",
            where=file,
        ) from None
    if not isinstance(array, np.ndarray) or array.dtype.kind not in "iuf":
        raise InputError("must hold one array of real numbers", where=file)
    if array.ndim not in (1, 2) or not array.size:
        raise InputError(
            f"must hold an array of shape (n_rows,) or (n_rows, n_columns), got {array.shape}",
            where=file,
        )
    return array.reshape(len(array), -1)


def _check_finite(values: NDArray[np.float64], chosen: Columns, file: str) -> None:
    wrong = ~(np.abs(values) <= LARGEST)
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        raise InputError(
            f"{values[row, column]} is not a finite 32-bit number; fill the gap or cut the "
            "recording there",
            where=f"{file}, row {row} and column {chosen.places[column]} (both counted from 0)",
        )


def _read_sound(
    path: Path, file: str, variables: Variables, key: str
) -> tuple[Columns, Columns, NDArray[np.float64]]:
    samples, _ = decode_wav(path)
    columns = unnamed_columns(tuple(range(samples.shape[1])))
    chosen = choose(columns, variables, file, key)
    return columns, chosen, samples[:, chosen.places]


def _read_image(
    path: Path, source: str, variables: Variables, image_size: tuple[int, int]
) -> Recording:
    pixels = decode_image(path)
    if pixels.shape[:2] != image_size:
        height, width = pixels.shape[:2]
        raise InputError(
            f"the image is {height} pixels high and {width} wide, but the first one is "
            f"{image_size[0]} and {image_size[1]}; bring all images to one size",
            where=str(path),
        )
    names = ("grey",) if pixels.shape[2] == 1 else ("red", "green", "blue")
    columns = Columns(tuple(range(len(names))), names, named=True)
    chosen = choose(columns, variables, str(path))
    values = pixels.reshape(-1, len(names))[:, chosen.places].astype(np.float64)
    return Recording(source, columns, chosen.names, chosen.places, chosen.named, values)


_READERS = {".npy": _read_array, SOUND_SUFFIX: _read_sound}
