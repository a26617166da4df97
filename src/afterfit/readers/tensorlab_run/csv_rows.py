"""A small CSV file of numbers → the columns that are wanted."""

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError


def read_csv_numbers(path: Path, names: Sequence[str]) -> NDArray[np.float64]:
    """Return the columns *names*, shape (n_rows, n_names).

    Raises
    ------
    InputError
        When a column is missing, a cell holds no number, or there is no row.
    """
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [name for name in names if name not in (reader.fieldnames or ())]
            if missing:
                raise InputError(f"has no column {', '.join(missing)}", where=str(path))
            rows = [_numbers(row, names, path, i) for i, row in enumerate(reader, 2)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"cannot be read: {error}", where=str(path)) from None
    if not rows:
        raise InputError("has no rows", where=str(path))
    return np.array(rows, np.float64)


def _numbers(
    row: dict[str, str | None], names: Sequence[str], path: Path, line: int
) -> list[float]:
    try:
        return [float(row[name] or "") for name in names]
    except ValueError as error:
        raise InputError(str(error), where=f"{path}, line {line}") from None
