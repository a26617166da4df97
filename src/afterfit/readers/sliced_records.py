"""Records with the columns to slice them by."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from afterfit.errors import InputError

if TYPE_CHECKING:
    import polars as pl

Record = TypeVar("Record", covariant=True)
Meant = tuple[tuple[str, ...], ...]
"""What to slice by: a column, or several whose combinations are the slices."""


@dataclass(frozen=True, slots=True, eq=False)
class SlicedRecords(Generic[Record]):
    """Records of one task, one a variant and split, with the columns to slice by."""

    rows: tuple[Record, ...]
    cells: tuple["pl.DataFrame", ...]
    """For each record its columns to slice by, row by row; without columns where the record has
    none of them."""
    columns: Meant


def joined_cells(parts: "Sequence[pl.DataFrame]") -> "pl.DataFrame":
    """Return cells one below the other; as texts where files differ in how they hold a column.

    Nothing where a part has no columns.
    """
    import polars as pl

    if not all(part.width for part in parts):
        return pl.DataFrame()
    if len({tuple(part.schema.items()) for part in parts}) > 1:
        parts = [part.cast(pl.String) for part in parts]
    return pl.concat(parts)


def same_columns(meant: Sequence[tuple[Path, Meant]], slices: Sequence[str]) -> Meant:
    """Return the columns that *slices* means in all files; *meant* holds those of each file.

    Raises
    ------
    InputError
        When a glob means other columns in one file than in another.
    """
    if not meant:
        return ()
    (path, columns), *others = meant
    for other, its in others:
        if its != columns:
            raise InputError(
                f"{', '.join(slices)} means other columns in {path} than in {other}; name columns "
                "that all files have",
                where="--slice",
            )
    return columns
