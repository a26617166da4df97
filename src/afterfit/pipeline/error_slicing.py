"""Columns beside predicted numbers → the errors in each slice."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from afterfit.analyses import measure_error_slices, plan_column
from afterfit.datasets.window_attributes import PREFIX
from afterfit.errors import InputError
from afterfit.readers import (
    ReadOptions,
    SlicedRegressions,
    look_at_predictions,
    read_sliced_regressions,
    slices_of,
    survey_cells,
)
from afterfit.records import RegressionPredictions, SliceColumn, Slicing
from afterfit.results import ErrorSlices

if TYPE_CHECKING:
    import polars as pl


def slice_errors(read: SlicedRegressions) -> tuple[ErrorSlices, ...]:
    """Return the errors in each slice, one result a record and output; none without columns.

    Limits between ranges of numbers come from the rows of all files, variants and splits.

    Raises
    ------
    InputError
        When a column is an id.
    """
    names = dict.fromkeys(name for columns in read.columns for name in columns)
    plans = {name: _planned(name, [cells[name] for cells in read.cells]) for name in names}
    slicings = tuple(Slicing(tuple(plans[name] for name in columns)) for columns in read.columns)
    if not slicings:
        return ()
    return tuple(
        found
        for rows, cells in zip(read.rows, read.cells, strict=True)
        for found in measure_error_slices(
            rows, slicings, [slices_of(slicing, cells) for slicing in slicings]
        )
    )


def read_attributed(paths: Sequence[Path]) -> SlicedRegressions:
    """Return the records of a run with what it derived from its windows, where it did."""
    columns = look_at_predictions(paths[0], ReadOptions(task="regression")).columns
    is_derived = any(name.startswith(PREFIX) for name in columns)
    return read_sliced_regressions(paths, slices=[f"{PREFIX}*"] if is_derived else ())


def _planned(name: str, parts: "Sequence[pl.Series]") -> SliceColumn:
    first, *others = map(survey_cells, parts)
    return plan_column(name, sum(others, first))


def slice_errors_in_memory(
    rows: RegressionPredictions, columns: Mapping[str, Sequence[object]]
) -> tuple[ErrorSlices, ...]:
    """Return the errors in each slice of rows whose columns to slice by are at hand.

    Raises
    ------
    InputError
        When a column has not one value for each sample.
    """
    cells = frame_of_columns(columns, len(rows))
    names = tuple((name,) for name in columns)
    return slice_errors(SlicedRegressions((rows,), (cells,), names))


def frame_of_columns(columns: Mapping[str, Sequence[object]], n: int) -> "pl.DataFrame":
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
