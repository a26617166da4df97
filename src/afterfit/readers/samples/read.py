"""A file or folder of labelled inputs → Samples, one a split."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.readers.samples.arrays import read_npy, read_npz
from afterfit.readers.samples.images import IMAGES, read_images
from afterfit.readers.samples.labels import codes_of, settle_labels
from afterfit.readers.samples.options import SampleOptions
from afterfit.readers.samples.raw import RawSamples
from afterfit.readers.samples.sample_columns import of_rows, refuse_slices
from afterfit.readers.samples.table import read_table
from afterfit.readers.samples.wav import read_wavs
from afterfit.records import ModelSignature, Samples

_KNOWN = (
    "NPZ, NPY with --labels, Parquet, CSV, or a folder with one folder of images or WAV a class"
)


def read_samples(
    path: str | Path, options: SampleOptions, signature: ModelSignature
) -> tuple[Samples, ...]:
    """Return the labelled inputs at *path* for a model, one record a split.

    Parameters
    ----------
    path
        NPZ; NPY with ``options.labels_file``; Parquet or CSV; a folder of images or WAV files, one
        folder a class.
    options
        What names and shapes do not say.
    signature
        What the model takes: it tells the colours of images and the number of classes.

    Raises
    ------
    InputError
        When files are missing or damaged, or it is not told what they hold.
    """
    place = Path(path)
    raw = _read(place, options, signature)
    if len(np.shape(raw.X)) < 2 or len(raw.X) != len(raw.labels):
        raise InputError(
            f"inputs of shape {np.shape(raw.X)} do not fit {len(raw.labels)} labels; both need one "
            "entry a sample, and inputs a second axis",
            where=raw.where,
        )
    if np.ndim(raw.labels) == 2:
        raise InputError(
            f"labels must have shape (n,), got {np.shape(raw.labels)}; write the argmax of one-hot "
            "rows",
            where=raw.where,
        )
    classes = options.classes or raw.classes
    codes, names, notes = settle_labels(
        raw.labels, raw.label_name, classes, signature.n_outputs, lambda i: f"{place}, sample {i}"
    )
    notes = (*raw.notes, *notes)
    try:
        return tuple(
            _samples(raw, options, codes, names, notes, split, rows)
            for split, rows in _splits(raw).items()
        )
    except InputError as error:
        raise InputError(str(error), where=raw.where) from None


def _read(path: Path, options: SampleOptions, signature: ModelSignature) -> RawSamples:
    if path.is_dir():
        return _read_folder(path, options, signature)
    if not path.is_file():
        raise InputError(f"no such file or folder of data; {_KNOWN} are read", where=str(path))
    match path.suffix.lower():
        case ".npz":
            return read_npz(path, options)
        case ".npy":
            return read_npy(path, options)
        case ".parquet" | ".pq" | ".csv" | ".tsv":
            return read_table(path, options)
        case ".pkl" | ".pickle" | ".joblib" | ".pt" | ".pth":
            raise InputError(
                "a pickle runs code when it is opened; write arrays: np.savez(name, x=…, y=…)",
                where=str(path),
            )
        case suffix:
            raise InputError(f"{suffix or 'such a file'} is not read; {_KNOWN}", where=str(path))


def _read_folder(path: Path, options: SampleOptions, signature: ModelSignature) -> RawSamples:
    refuse_slices(options.slices, path)
    suffixes = {one.suffix.lower() for one in path.glob("*/*") if not one.name.startswith(".")}
    if ".wav" in suffixes and suffixes & IMAGES:
        raise InputError("it holds images and WAV files; keep one kind", where=str(path))
    if ".wav" in suffixes:
        return read_wavs(path, options)
    if suffixes & IMAGES:
        return read_images(path, options, signature)
    raise InputError(
        "it has no folder with images or WAV files; one folder a class is read: "
        "DATA/<class>/<file>.png",
        where=str(path),
    )


def _splits(raw: RawSamples) -> dict[str, NDArray[np.int64]]:
    """Return the rows of each split, in order of first use."""
    n = len(raw.labels)
    if raw.splits is None or np.ndim(raw.splits) == 0:
        word = "test" if raw.splits is None else str(np.asarray(raw.splits).item())
        return {word: np.arange(n)}
    if len(raw.splits) != n:
        raise InputError(f"there are {len(raw.splits)} splits for {n} samples", where=raw.where)
    codes, words = codes_of(raw.splits)
    return {word: np.flatnonzero(codes == place) for place, word in enumerate(words)}


def _samples(
    raw: RawSamples,
    options: SampleOptions,
    codes: NDArray[np.int64],
    names: tuple[str, ...],
    notes: tuple[str, ...],
    split: str,
    rows: NDArray[np.int64],
) -> Samples:
    has_sources = raw.sources is not None
    given: Any = np.asarray(raw.sources)[rows] if has_sources else [""] * len(rows)
    source, source_names = codes_of(given)
    return Samples(
        X=raw.X[rows],
        y_true=codes[rows],
        class_names=names,
        source=source,
        source_names=source_names,
        split=split,
        has_sources=has_sources,
        layout=options.layout or raw.layout,
        notes=notes,
        columns=of_rows(raw.columns, rows),
        sliced=raw.sliced,
    )
