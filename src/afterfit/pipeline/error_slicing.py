"""Columns beside predicted numbers → the errors in each slice."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from afterfit.analyses import measure_error_slices, measure_forecast_slices
from afterfit.datasets.window_attributes import PREFIX
from afterfit.pipeline.slice_codes import coded_records, with_columns
from afterfit.readers import (
    ReadOptions,
    SlicedRecords,
    look_at_predictions,
    read_sliced_forecasts,
    read_sliced_regressions,
)
from afterfit.records import Forecasts, RegressionPredictions
from afterfit.results import ErrorSlices


def slice_errors(read: SlicedRecords[RegressionPredictions]) -> tuple[ErrorSlices, ...]:
    """Return the errors in each slice, one result a record and output; none without columns.

    Raises
    ------
    InputError
        When a column is an id.
    """
    return tuple(
        found
        for one in coded_records(read)
        for found in measure_error_slices(one.rows, one.slicings, one.codes)
    )


def slice_forecasts(read: SlicedRecords[Forecasts]) -> tuple[ErrorSlices, ...]:
    """Return the errors in each slice, one result a record and variable; see `slice_errors`."""
    return tuple(
        found
        for one in coded_records(read)
        for found in measure_forecast_slices(one.rows, one.slicings, one.codes)
    )


def read_attributed(paths: Sequence[Path]) -> SlicedRecords[RegressionPredictions]:
    """Return the records of a run with what it derived from its windows, where it did."""
    return read_sliced_regressions(
        paths, slices=derived_columns(paths, ReadOptions(task="regression"))
    )


def read_attributed_forecasts(paths: Sequence[Path]) -> SlicedRecords[Forecasts]:
    """Return the forecasts of a run likewise."""
    return read_sliced_forecasts(
        paths, slices=derived_columns(paths, ReadOptions(task="forecasting"))
    )


def derived_columns(paths: Sequence[Path], options: ReadOptions) -> tuple[str, ...]:
    """Return what means the columns that a run derived; nothing where its records have none."""
    columns = look_at_predictions(paths[0], options).columns
    return (f"{PREFIX}*",) if any(name.startswith(PREFIX) for name in columns) else ()


def slice_errors_in_memory(
    rows: RegressionPredictions, columns: Mapping[str, Sequence[object]]
) -> tuple[ErrorSlices, ...]:
    """Return the errors in each slice of rows whose columns to slice by are at hand.

    Raises
    ------
    InputError
        When a column has not one value for each sample.
    """
    return slice_errors(with_columns(rows, len(rows), columns))
