"""CSV text → columns of numbers, telling what was no number."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from afterfit.errors import InputError
from afterfit.readers.cell_numbers import CellNumbers, cell_numbers
from afterfit.readers.csv_cells import CsvCells, read_csv_cells
from afterfit.wording import agreeing, counted


@dataclass(frozen=True, slots=True)
class NumberTable:
    """Columns of one CSV file."""

    columns: dict[str, CellNumbers]
    """Every column with at least one number."""
    notes: tuple[str, ...]


def header_of(path: Path) -> tuple[str, ...]:
    """Return the column names of a CSV file, without the spaces that pad them; may be empty."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return tuple(name.strip() for name in next(csv.reader(file), ()))
    except (OSError, UnicodeDecodeError, csv.Error):
        return ()


def read_number_table(path: Path) -> NumberTable:
    """Read all columns of a CSV file.

    A row of another length, as a training that is stopped leaves it, is left out and told.

    Raises
    ------
    InputError
        When the file cannot be read, or has no rows below its header.
    """
    cells = read_csv_cells(path)
    if not cells.n_rows:
        what = "only a header" if cells.header else "nothing"
        raise InputError(f"expected rows of numbers, got {what}", where=str(path))
    names, notes = _distinct([name.strip() for name in cells.header])
    if cells.first_odd is not None:
        n_odd = cells.n_rows - len(cells.rows)
        do, were = agreeing(n_odd, "does", "do"), agreeing(n_odd, "was", "were")
        notes.append(
            f"{n_odd:,} of {counted(cells.n_rows, 'row')} {do} not have "
            f"{counted(len(names), 'cell')} and {were} left out; the first is "
            f"row {cells.first_odd}."
        )
    return _numbers(names, cells, notes)


def _distinct(names: Sequence[str]) -> tuple[list[str], list[str]]:
    seen: dict[str, int] = {}
    result, notes = [], []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
        if seen[name] == 2:
            notes.append(f"The column {name!r} stands twice; the later is called {result[-1]!r}.")
    return result, notes


def _numbers(names: list[str], cells: CsvCells, notes: list[str]) -> NumberTable:
    columns = {}
    for name, column in zip(names, cells.columns, strict=True):
        numbers = cell_numbers(column)
        odd = numbers.odd
        if not numbers.known.any():
            if len(odd):
                notes.append(f"The column {name!r} holds text and was left out.")
            continue
        if len(odd):
            first = column[int(odd[0])].strip()
            odd_words = agreeing(len(odd), "is no number and was", "are no numbers and were")
            notes.append(
                f"In column {name!r}, {len(odd):,} of {counted(len(column), 'cell')} {odd_words} "
                f"left out; the first is {first!r} in row {cells.rows[int(odd[0])]}."
            )
        columns[name] = numbers
    return NumberTable(columns, tuple(notes))
