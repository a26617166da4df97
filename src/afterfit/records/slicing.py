"""How the cells of columns become slices, and predictions with the slice of each sample."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records.arrays import frozen_array, settle
from afterfit.records.predictions import Predictions

MISSING = "(missing)"
"""Slice of the rows whose cell is empty or not a number."""
OTHER = "(other)"
"""Slice of the rows whose value is none of those that are slices of their own."""


@dataclass(frozen=True, slots=True)
class SliceColumn:
    """How the cells of one column become slices; settled once for the whole table.

    Examples
    --------
    >>> SliceColumn("hour", "ranges", ("below 6", "6 and above"), numbers=(6.0,)).names
    ('below 6', '6 and above', '(other)', '(missing)')
    """

    name: str
    kind: Literal["words", "numbers", "ranges"]
    """Each text a slice, each number a slice, or numbers cut into ranges."""
    values: tuple[str, ...]
    """Name of each slice, without those that `names` adds."""
    numbers: tuple[float, ...] = ()
    """Of numbers the values, of ranges the limits between them, rising; a limit belongs to the
    range above it."""
    n_pooled: int = 0
    """Different values that share the slice `OTHER`."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all slices; what codes are indices into."""
        return (*self.values, OTHER, MISSING)


@dataclass(frozen=True, slots=True)
class Slicing:
    """One column, or several whose combinations are the slices."""

    columns: tuple[SliceColumn, ...]

    @property
    def name(self) -> str:
        """Names of the columns, as ``--slice`` takes them."""
        return ",".join(column.name for column in self.columns)

    @property
    def n_slices(self) -> int:
        """Slices that there could be."""
        return int(np.prod([len(column.names) for column in self.columns]))

    def combined(self, codes: tuple[NDArray[np.int64], ...]) -> NDArray[np.int64]:
        """Return the slice of each row from its codes in each column, shape (n_rows,)."""
        sizes = [len(column.names) for column in self.columns]
        return np.asarray(np.ravel_multi_index(codes, sizes), dtype=np.int64)

    def name_of(self, code: int) -> str:
        """Return the name of one slice; of a combination all its values."""
        places = np.unravel_index(code, [len(column.names) for column in self.columns])
        pairs = zip(self.columns, places, strict=True)
        return ", ".join(column.names[int(place)] for column, place in pairs)


@dataclass(frozen=True, slots=True, eq=False)
class SlicedPredictions:
    """Predictions of one model on one split, with the slices that each sample lies in."""

    predictions: Predictions
    slicings: tuple[Slicing, ...]
    codes: tuple[NDArray[np.int64], ...]
    """For each slicing the slice of each sample, shape (n_samples,)."""

    def __post_init__(self) -> None:
        n = len(self.predictions)
        if len(self.codes) != len(self.slicings):
            raise InputError(
                f"codes must be one array for each of {len(self.slicings)} slicings, "
                f"got {len(self.codes)}"
            )
        codes = [frozen_array(codes, np.int64, (n,), "codes") for codes in self.codes]
        settle(self, codes=tuple(codes))

    @property
    def variant(self) -> str:
        """Which form of the model gave the scores."""
        return self.predictions.variant

    @property
    def split(self) -> str:
        """Which part of the data."""
        return self.predictions.split
