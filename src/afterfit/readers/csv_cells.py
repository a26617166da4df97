"""CSV text → its cells in columns, as Python's csv module reads them."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from afterfit.errors import InputError

if TYPE_CHECKING:
    import polars as pl

_LONGEST_CELL = csv.field_size_limit()


@dataclass(frozen=True, slots=True, eq=False)
class CsvCells:
    """The rows of a file that have as many cells as its header."""

    header: tuple[str, ...]
    """Names as they stand; empty where the file holds no row."""
    columns: "tuple[pl.Series, ...]"
    """Text of the cells of each column."""
    rows: "pl.Series"
    """Number of each row among those that are not blank; the header is row 1."""
    n_rows: int
    """Rows below the header, those of another length too."""
    first_odd: int | None
    """Number of the first row of another length."""


def read_csv_cells(path: Path) -> CsvCells:
    """Return the cells of a CSV file; blank lines are passed over.

    A file without quotes is cut by polars, which takes a twentieth of the time.

    Raises
    ------
    InputError
        When the file cannot be read as text or as CSV.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        lines = plain.split("\n")
        if '"' in plain or max(map(len, lines)) > _LONGEST_CELL:
            return _by_csv(text)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"cannot be read as a CSV file: {error}", where=str(path)) from None
    return _by_polars(lines)


def _by_polars(lines: list[str]) -> CsvCells:
    import polars as pl

    written = pl.Series("line", lines, pl.String)
    written = written.filter(written != "")
    if not len(written):
        return CsvCells((), (), pl.Series(dtype=pl.Int64), 0, None)
    header, below = tuple(written[0].split(",")), written[1:]
    whole = below.str.count_matches(",", literal=True) == len(header) - 1
    cut = below.filter(whole).str.split_exact(",", len(header) - 1).struct.unnest()
    return CsvCells(header, tuple(cut.get_columns()), *_places(whole))


def _by_csv(text: str) -> CsvCells:
    import io

    import polars as pl

    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    if not rows:
        return CsvCells((), (), pl.Series(dtype=pl.Int64), 0, None)
    header, below = tuple(rows[0]), rows[1:]
    kept = [row for row in below if len(row) == len(header)]
    columns = [pl.Series([row[i] for row in kept], dtype=pl.String) for i in range(len(header))]
    whole = pl.Series([len(row) == len(header) for row in below], dtype=pl.Boolean)
    return CsvCells(header, tuple(columns), *_places(whole))


def _places(whole: "pl.Series") -> "tuple[pl.Series, int, int | None]":
    """Return the numbers of the whole rows, how many rows there are, and the first odd one's."""
    odd = (~whole).arg_true()
    return whole.arg_true().cast(int) + 2, len(whole), int(odd[0]) + 2 if len(odd) else None
