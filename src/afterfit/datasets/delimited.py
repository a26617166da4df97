"""Text of a .csv or .txt recording → numbers, or the line and column that is none."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.datasets.columns import Columns, Variables, choose, data_columns
from afterfit.errors import InputError

LARGEST = float(np.finfo(np.float32).max)  # windows are float32; beyond this they would be infinite


@dataclass(frozen=True, slots=True)
class Text:
    """A delimited file before its numbers are read."""

    file: str
    lines: tuple[str, ...]
    """All lines; whitespace between cells is one tab where the file has no other delimiter."""
    delimiter: str
    first: int
    """Index of the first line that is not blank."""
    header: tuple[str, ...] | None
    """Cells of that line where its first is not a number, else None."""

    @property
    def n_columns(self) -> int:
        """Cells of the first line."""
        return len(_cells(self.lines[self.first], self.delimiter))

    @property
    def first_row(self) -> int:
        """Index of the first line of data."""
        return self.first + (self.header is not None)


def read_delimited(
    path: Path, file: str, variables: Variables, key: str = "variables"
) -> tuple[Columns, Columns, NDArray[np.float64]]:
    """Return the columns of a file, those that *variables* chooses, and their values.

    The delimiter is a semicolon, tab, comma or whitespace. The first line is a header when its
    first cell is not a number. Values have the shape (n_rows, n_chosen).

    Raises
    ------
    InputError
        No rows, rows of different length, or a chosen cell that is no finite number; the
        message names file, line (from 1) and column.
    """
    text = open_text(path, file)
    columns = data_columns(text.n_columns, text.header)
    chosen = choose(columns, variables, file, key)
    values = _read_fast(text, chosen)
    return columns, chosen, _read_carefully(text, chosen) if values is None else values


def open_text(path: Path, file: str) -> Text:
    """Return the lines of a file, its delimiter and its header, no number read yet."""
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"is not UTF-8 text (byte {error.start}); save it as CSV in UTF-8", where=file
        ) from None
    lines = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [i for i, line in enumerate(lines) if line.strip()][:2]
    if not filled:
        raise InputError("is empty; a recording needs rows of numbers", where=file)
    delimiter = _delimiter(lines[filled[-1]])
    if delimiter == " ":
        lines, delimiter = ["\t".join(line.split()) for line in lines], "\t"
    first_cells = _cells(lines[filled[0]], delimiter)
    header = tuple(first_cells) if _number(first_cells[0]) is None else None
    if header is not None and len(filled) == 1:
        raise InputError("has a header but no rows of numbers", where=file)
    return Text(file, tuple(lines), delimiter, filled[0], header)


def _delimiter(line: str) -> str:
    """Return the delimiter of a line of data; a comma where it is one cell alone."""
    whitespace = " " if len(line.split()) > 1 else ","
    return next((mark for mark in ";\t," if mark in line), whitespace)


def _cells(line: str, delimiter: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))]


def _number(cell: str) -> float | None:
    """Return *cell* as a number, or None; Python's digit groups, ``1_000``, are not accepted."""
    try:
        return float(cell) if "_" not in cell else None
    except ValueError:
        return None


def _read_fast(text: Text, chosen: Columns) -> NDArray[np.float64] | None:
    """Return the values, or None where anything at all is unusual.

    Polars fills short rows silently, so a missing cell anywhere sends the file to the careful
    reader, which is slow and names the place.
    """
    import polars as pl

    names = [str(place) for place in range(text.n_columns)]
    schema = {n: pl.Float64() if int(n) in chosen.places else pl.String() for n in names}
    body = "\n".join(text.lines[text.first_row :]).encode()
    try:
        table = pl.read_csv(body, has_header=False, separator=text.delimiter, schema=schema)
    except pl.exceptions.PolarsError:
        return None
    if sum(table.null_count().row(0)):
        return None
    values = table.select([str(place) for place in chosen.places]).to_numpy()
    return values if (np.abs(values) <= LARGEST).all() else None


def _read_carefully(text: Text, chosen: Columns) -> NDArray[np.float64]:
    wanted = list(zip(chosen.places, chosen.names, strict=True))
    rows = [
        [_value(text, line, cells[place], place, name) for place, name in wanted]
        for line, cells in _rows(text)
    ]
    return np.array(rows, dtype=np.float64)


def _rows(text: Text) -> Iterator[tuple[int, list[str]]]:
    """Yield line number (from 1) and cells of each row of data; blank lines are skipped.

    In a file of one column a blank line between values is a missing value, not a blank line.
    """
    n_columns = text.n_columns
    last = max(i for i, line in enumerate(text.lines) if line.strip())
    for index in range(text.first_row, last + 1):
        line = text.lines[index]
        if not line.strip() and n_columns > 1:
            continue
        cells = _cells(line, text.delimiter) if line.strip() else [""]
        if len(cells) != n_columns:
            raise InputError(
                f"has {len(cells)} cells, but line {text.first + 1} has {n_columns}; "
                "all rows must have the same number of columns",
                where=f"{text.file}, line {index + 1}",
            )
        yield index + 1, cells


def _value(text: Text, line: int, cell: str, place: int, name: str) -> float:
    number = _number(cell)
    if number is not None and abs(number) <= LARGEST:
        return number
    column = f"column {place + 1}" + (f" ({name!r})" if text.header is not None else "")
    raise InputError(_complaint(cell), where=f"{text.file}, line {line}, {column}")


def _complaint(cell: str) -> str:
    if not cell:
        return "the cell is empty; fill the gap or cut the recording there"
    if re.fullmatch(r"[+-]?\d+,\d+", cell):
        return f"{cell!r} is not a number; write decimals with a point"
    if _number(cell) is not None:
        return f"{cell!r} is not a finite 32-bit number; fill the gap or cut the recording there"
    return f"{cell!r} is not a number; recordings hold numbers below one optional header line"
