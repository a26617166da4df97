"""Where rows come from, told once for rows that follow each other."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records.arrays import frozen_array, settle


@dataclass(frozen=True, slots=True, eq=False)
class SourceRuns:
    """Sources of many rows: those of one recording mostly follow each other.

    Examples
    --------
    >>> runs = SourceRuns.of(np.array([4, 4, 2]))
    >>> runs.source.tolist(), runs.length.tolist(), runs.of_rows(np.array([0, 1, 2])).tolist()
    ([4, 2], [2, 1], [4, 4, 2])
    """

    source: NDArray[np.int64]
    """Index of a source, 0 or more; the same one may come again; shape (n_runs,)."""
    length: NDArray[np.int64]
    """Rows that follow each other, at least 1, shape (n_runs,)."""

    def __post_init__(self) -> None:
        length = frozen_array(self.length, np.int64, (None,), "length")
        settle(self, length=length)
        settle(self, source=frozen_array(self.source, np.int64, length.shape, "source"))
        if len(length) and (length.min() < 1 or self.source.min() < 0):
            raise InputError("a run has at least one row, and its source an index of 0 or more")

    @classmethod
    def of(cls, source: NDArray[np.int64]) -> Self:
        """Return the runs of the source of each row, shape (n_rows,)."""
        starts = np.flatnonzero(np.append(source[:1] == source[:1], source[1:] != source[:-1]))
        return cls(source[starts], np.diff(np.append(starts, len(source))))

    @property
    def n_rows(self) -> int:
        """All rows."""
        return int(self.length.sum())

    def of_rows(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the source of some rows, shape (n_rows,)."""
        return np.asarray(self.source[np.searchsorted(self.length.cumsum(), rows, side="right")])
