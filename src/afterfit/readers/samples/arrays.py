"""NPZ, or an NPY with an NPY of labels → inputs, labels, sources and splits; nothing unpickled."""

from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError, did_you_mean
from afterfit.readers.columns import ROLES
from afterfit.readers.samples.options import SampleOptions
from afterfit.readers.samples.raw import RawSamples
from afterfit.readers.samples.sample_columns import columns_wanted, refuse_slices
from afterfit.readers.table_file import readable

_INPUTS = ("x", "data", "inputs", "input", "features", "windows", "images", "x_test")
_LABELS = (*ROLES["label"][0], "y", "y_test")
_CLASSES = ("classes", "class_names")


def read_npz(path: Path, options: SampleOptions) -> RawSamples:
    """Return the arrays of an NPZ by their names, or by those that *options* give.

    Raises
    ------
    InputError
        When the file is damaged, holds objects, or does not tell which array is what.
    """
    arrays = _load_npz(path)
    choose = _Choice(arrays, path)
    label = choose.given_or_named(options.label, _LABELS, "labels", "--label")
    classes = choose.optional(None, _CLASSES, "")
    source = choose.optional(options.source, (*ROLES["source"][0], *ROLES["source"][1]), "--source")
    split = choose.optional(options.split, ROLES["split"][0], "--split")
    taken = {label, classes, source, split}
    inputs = choose.inputs(options.inputs, taken, len(arrays[label]))
    flat = [name for name, one in arrays.items() if one.shape == arrays[label].shape]
    sliced = columns_wanted(path, flat, options.slices, taken=taken)
    return RawSamples(
        X=arrays[inputs],
        labels=arrays[label],
        label_name=label,
        sources=None if source is None else arrays[source],
        splits=None if split is None else arrays[split],
        classes=None if classes is None else tuple(map(str, np.ravel(arrays[classes]).tolist())),
        where=str(path),
        columns={name: arrays[name] for names in sliced for name in names},
        sliced=sliced,
    )


def read_npy(path: Path, options: SampleOptions) -> RawSamples:
    """Return an NPY of inputs with the labels of ``options.labels_file``."""
    refuse_slices(options.slices, path)
    if options.labels_file is None:
        raise InputError(
            "one array has no labels; pass them with --labels LABELS.npy, or put both into one "
            "file: np.savez(name, x=…, y=…)",
            where=str(path),
        )
    labels = _load_npy(options.labels_file)
    return RawSamples(_load_npy(path), labels, "labels", where=f"{path}, {options.labels_file}")


class _Choice:
    """Which array is what."""

    def __init__(self, arrays: dict[str, NDArray[Any]], path: Path) -> None:
        self.arrays, self.path = arrays, path

    def optional(self, given: str | None, names: tuple[str, ...], option: str) -> str | None:
        """Return the array *given*, or the only one with a usual name."""
        if given is not None:
            if given in self.arrays:
                return given
            hint = did_you_mean(given, self.arrays)
            raise self._complaint(f"has no array {given!r}{hint}", option)
        found = [name for name in self.arrays if name.lower() in names]
        if len(found) > 1 and option:
            raise self._complaint(f"both {found[0]!r} and {found[1]!r} may be meant", option)
        return found[0] if found else None

    def given_or_named(
        self, given: str | None, names: tuple[str, ...], what: str, option: str
    ) -> str:
        found = self.optional(given, names, option)
        if found is None:
            raise self._complaint(f"no array of {what} was found", option)
        return found

    def inputs(self, given: str | None, taken: set[str | None], n: int) -> str:
        """Return the array of inputs: named so, or the only one left with a window a label."""
        found = self.optional(given, _INPUTS, "--inputs")
        if found is not None:
            return found
        left = [
            name
            for name, one in self.arrays.items()
            if name not in taken and one.ndim >= 2 and len(one) == n
        ]
        if len(left) != 1:
            raise self._complaint("no single array of inputs was found", "--inputs")
        return left[0]

    def _complaint(self, problem: str, option: str) -> InputError:
        shown = ", ".join(f"{name} {one.shape}" for name, one in self.arrays.items())
        return InputError(f"{problem}; it holds {shown}; pass {option} NAME", where=str(self.path))


def _load_npz(path: Path) -> dict[str, NDArray[Any]]:
    with readable(path, "NPZ"):
        try:
            with np.load(path, allow_pickle=False) as stored:
                return {name: stored[name] for name in stored.files}
        except (BadZipFile, AttributeError, RuntimeError, NotImplementedError) as error:
            raise ValueError(error) from None


def _load_npy(path: Path) -> NDArray[Any]:
    with readable(path, "NPY"):
        array: NDArray[Any] = np.load(path, allow_pickle=False)
        if not isinstance(array, np.ndarray):
            raise ValueError("it is an archive of arrays; name it .npz")
        return array
