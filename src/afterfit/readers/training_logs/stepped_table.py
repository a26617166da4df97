"""A table of numbers with a column that counts the steps → a raw log."""

import math
from collections.abc import Collection, Sequence
from pathlib import Path

from afterfit.errors import InputError
from afterfit.readers.training_logs.raw_log import RawLog, raw_series
from afterfit.readers.training_logs.tables import NumberTable, read_number_table


def read_stepped_table(
    path: Path,
    name: str,
    kind: str,
    step_column: str | None,
    *,
    unit: str = "epoch",
    without: Collection[str] = (),
    seconds: str | None = None,
) -> RawLog:
    """Read a CSV file whose *step_column* holds the steps, with a series for each other column.

    Without a step column, rows are counted from 1. Columns in *without* are no series,
    nor is *seconds*, which tells when each row was written.

    Raises
    ------
    InputError
        When the file is no such table, or has no row with a step.
    """
    table = read_number_table(path)
    if step_column is not None and step_column not in table.columns:
        raise InputError(f"the column {step_column!r} holds no number", where=str(path))
    return log_of_table(
        table, path, name, kind, step_column, unit=unit, without=without, seconds=seconds
    )


def log_of_table(
    table: NumberTable,
    path: Path,
    name: str,
    kind: str,
    step_column: str | None,
    *,
    unit: str = "epoch",
    without: Collection[str] = (),
    seconds: str | None = None,
) -> RawLog:
    """Return the log of a table that was read before."""
    notes = list(table.notes)
    columns = {key: one for key, one in table.columns.items() if key not in without}
    walls = columns.pop(seconds, None) if seconds is not None else None
    if step_column is None:
        n_rows = max(map(len, columns.values()), default=0)
        steps: list[float | None] = [float(i) for i in range(1, n_rows + 1)]
        notes.append("No column counts the steps, so the rows were counted.")
    else:
        steps = columns.pop(step_column, [])
    usable = [i for i, step in enumerate(steps) if step is not None and math.isfinite(step)]
    if len(usable) < len(steps):
        notes.append(
            f"{len(steps) - len(usable)} of {len(steps)} rows have no number in {step_column!r} "
            "and were left out."
        )
    series = {}
    for key, values in columns.items():
        known = [(steps[i], values[i], i) for i in usable if values[i] is not None]
        if known:
            at, numbers, places = zip(*known, strict=True)
            series[key] = raw_series(at, numbers, places, _at(walls, places))
    return RawLog(name, kind, unit, series, tuple(notes), file=str(path))


def _at(walls: Sequence[float | None] | None, places: Sequence[int]) -> list[float] | None:
    if walls is None:
        return None
    return [math.nan if (wall := walls[i]) is None else wall for i in places]
