"""Records in memory with columns beside them → the slice of each row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses import plan_column
from afterfit.errors import InputError
from afterfit.readers import SlicedRecords, slices_of, survey_cells
from afterfit.records import SliceColumn, Slicing

if TYPE_CHECKING:
    import polars as pl

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True, eq=False)
class Coded(Generic[Record]):
    """A record, and the slice of each of its rows."""

    rows: Record
    slicings: tuple[Slicing, ...]
    codes: tuple[NDArray[np.int64], ...]
    """For each slicing the slice of each sample, shape (n_samples,)."""


def coded_records(read: SlicedRecords[Record]) -> Iterator[Coded[Record]]:
    """Give each record that has the columns to slice by, with the slice of each row.

    Limits between ranges of numbers come from the rows of all files, variants and splits.

    Raises
    ------
    InputError
        When a column is an id.
    """
    pairs = [pair for pair in zip(read.rows, read.cells, strict=True) if pair[1].width]
    names = dict.fromkeys(name for columns in read.columns for name in columns)
    if not pairs or not names:
        return
    plans = {name: _planned(name, [cells[name] for _, cells in pairs]) for name in names}
    slicings = tuple(Slicing(tuple(plans[name] for name in columns)) for columns in read.columns)
    for record, cells in pairs:
        codes = tuple(slices_of(slicing, cells) for slicing in slicings)
        yield Coded(record, slicings, codes)


def _planned(name: str, parts: "Sequence[pl.Series]") -> SliceColumn:
    first, *others = map(survey_cells, parts)
    return plan_column(name, sum(others, first))


def with_columns(
    rows: Record, n: int, columns: Mapping[str, Sequence[object]] | None
) -> SlicedRecords[Record]:
    """Return *n* rows whose columns to slice by are at hand.

    Raises
    ------
    InputError
        When a column has not one value for each sample.
    """
    columns = columns or {}
    return SlicedRecords(
        (rows,), (frame_of_columns(columns, n),), tuple((name,) for name in columns)
    )


def frame_of_columns(
    columns: "Mapping[str, Sequence[object] | NDArray[Any]]", n: int
) -> "pl.DataFrame":
    """Return columns to slice *n* samples by as a frame.

    Raises
    ------
    InputError
        When a column has not one value for each sample.
    """
    import polars as pl

    for name, values in columns.items():
        if len(values) != n:
            raise InputError(
                f"slices must have one value for each of {n} samples, got {len(values)}",
                where=f"slices -> {name}",
            )
    return pl.DataFrame([pl.Series(name, values, strict=False) for name, values in columns.items()])
