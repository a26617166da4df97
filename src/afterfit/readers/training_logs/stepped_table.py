"""A table of numbers with a column that counts the steps → a raw log."""

from collections.abc import Collection
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.readers.cell_numbers import CellNumbers
from afterfit.readers.training_logs.raw_log import RawLog, RawSeries
from afterfit.readers.training_logs.tables import NumberTable, read_number_table
from afterfit.wording import agreeing, counted


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
        n_rows = max((len(one.values) for one in columns.values()), default=0)
        steps, usable = np.arange(1.0, n_rows + 1), np.ones(n_rows, bool)
        notes.append("No column counts the steps, so the rows were counted.")
    else:
        steps = columns.pop(step_column).values
        usable = np.isfinite(steps)
    if not usable.all():
        n_odd = int((~usable).sum())
        have, were = agreeing(n_odd, "has", "have"), agreeing(n_odd, "was", "were")
        notes.append(
            f"{n_odd:,} of {counted(len(steps), 'row')} {have} no number in {step_column!r} "
            f"and {were} left out."
        )
    series = {
        key: _series(steps, column, usable & column.known, walls)
        for key, column in columns.items()
        if (usable & column.known).any()
    }
    return RawLog(name, kind, unit, series, tuple(notes), file=str(path))


def _series(
    steps: NDArray[np.float64],
    column: CellNumbers,
    kept: NDArray[np.bool_],
    walls: CellNumbers | None,
) -> RawSeries:
    at = None if walls is None else walls.values[kept]
    return RawSeries(steps[kept], column.values[kept], np.flatnonzero(kept), at)
