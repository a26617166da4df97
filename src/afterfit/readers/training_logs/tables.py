"""CSV text → columns of numbers, telling what was no number."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from afterfit.errors import InputError


@dataclass(frozen=True, slots=True)
class NumberTable:
    """Columns of one CSV file."""

    columns: dict[str, list[float | None]]
    """Every column with at least one number; None where a cell is empty or no number."""
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
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = [row for row in csv.reader(file) if row] or [[]]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"cannot be read as a CSV file: {error}", where=str(path)) from None
    if not rows:
        what = "only a header" if header else "nothing"
        raise InputError(f"expected rows of numbers, got {what}", where=str(path))
    names, notes = _distinct([name.strip() for name in header])
    lines = list(enumerate(rows, start=2))
    whole = [(line, row) for line, row in lines if len(row) == len(names)]
    if len(whole) < len(rows):
        odd = next(line for line, row in lines if len(row) != len(names))
        notes.append(
            f"{len(rows) - len(whole)} of {len(rows)} rows do not have {len(names)} cells and "
            f"were left out; the first is row {odd}."
        )
    return _numbers(names, whole, notes)


def _distinct(names: Sequence[str]) -> tuple[list[str], list[str]]:
    seen: dict[str, int] = {}
    result, notes = [], []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
        if seen[name] == 2:
            notes.append(f"The column {name!r} stands twice; the later is called {result[-1]!r}.")
    return result, notes


def _numbers(names: list[str], rows: list[tuple[int, list[str]]], notes: list[str]) -> NumberTable:
    columns = {}
    for i, name in enumerate(names):
        cells = [row[i].strip() for _, row in rows]
        values, odd = _values(cells)
        if not any(cells) or len(odd) == sum(map(bool, cells)):
            if odd:
                notes.append(f"The column {name!r} holds text and was left out.")
            continue
        if odd:
            notes.append(
                f"In column {name!r}, {len(odd)} of {len(cells)} cells are no numbers and were "
                f"left out; the first is {cells[odd[0]]!r} in row {rows[odd[0]][0]}."
            )
        columns[name] = values
    return NumberTable(columns, tuple(notes))


def _values(cells: list[str]) -> tuple[list[float | None], list[int]]:
    """Return the numbers, and the indices of cells that hold something else."""
    values: list[float | None] = []
    odd = []
    for i, cell in enumerate(cells):
        try:
            values.append(float(cell) if cell else None)
        except ValueError:
            values.append(None)
            odd.append(i)
    return values, odd
