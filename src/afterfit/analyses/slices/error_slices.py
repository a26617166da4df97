"""How large the errors are in each slice, and where they are surely larger than elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.slices.row_table import RowTable, row_tables, sources_of
from afterfit.records import Forecasts, RegressionPredictions, Slicing
from afterfit.results import ErrorSliceRow, ErrorSlices, Estimate, Scope
from afterfit.statistics import benjamini_hochberg

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


def measure_error_slices(
    rows: RegressionPredictions, slicings: Sequence[Slicing], codes: Sequence[Codes]
) -> tuple[ErrorSlices, ...]:
    """Return error, bias and difference from the rest of every slice, one result an output.

    Each slice is set against all other samples of its column; p-values are corrected for all
    slices of all columns and outputs (Benjamini-Hochberg).

    Parameters
    ----------
    rows : RegressionPredictions
    slicings : sequence of Slicing
    codes : sequence of arrays of shape (n_samples,)
        For each slicing the slice of each sample.

    Examples
    --------
    >>> from afterfit.records import SliceColumn
    >>> rows = RegressionPredictions(("torque",), ("Nm",), [[1.0], [2.0]], [[1.5], [2.0]],
    ...                              [0, 0], ("bench.csv",), [0, 50], "float32", "test")
    >>> site = Slicing((SliceColumn("site", "words", ("hall", "yard")),))
    >>> (found,) = measure_error_slices(rows, (site,), (np.array([0, 1]),))
    >>> [(row.value, row.mae.value, row.share_of_error) for row in found.rows]
    [('hall', 0.5, 1.0), ('yard', 0.0, 0.0)]
    """
    tables, errors = row_tables(rows, slicings, codes), rows.errors
    return _corrected(
        [
            _of_output(rows, output, unit, np.abs(errors[:, place]), errors[:, place], tables)
            for place, (output, unit) in enumerate(zip(rows.target_names, rows.units, strict=True))
        ]
    )


def measure_forecast_slices(
    rows: Forecasts, slicings: Sequence[Slicing], codes: Sequence[Codes]
) -> tuple[ErrorSlices, ...]:
    """Return the same of forecasts, one result a variable; see `measure_error_slices`.

    The error of a sample is the mean over the steps of its forecast: steps of one forecast are
    not independent of each other, and count as one sample.

    Examples
    --------
    >>> from afterfit.records import SliceColumn
    >>> rows = Forecasts(("load",), ("kW",), [[[1.0], [1.0]], [[2.0], [2.0]]],
    ...                  [[[1.0], [2.0]], [[2.0], [2.0]]], None, None, [0, 0], ("meter.csv",),
    ...                  [0, 2], "float32", "test")
    >>> site = Slicing((SliceColumn("site", "words", ("hall", "yard")),))
    >>> (found,) = measure_forecast_slices(rows, (site,), (np.array([0, 1]),))
    >>> [(row.value, row.mae.value) for row in found.rows]
    [('hall', 0.5), ('yard', 0.0)]
    """
    tables, errors = row_tables(rows, slicings, codes), rows.errors
    sizes, signed = np.abs(errors).mean(axis=1), errors.mean(axis=1)
    return _corrected(
        [
            _of_output(rows, output, unit, sizes[:, place], signed[:, place], tables)
            for place, (output, unit) in enumerate(
                zip(rows.variable_names, rows.units, strict=True)
            )
        ]
    )


def _of_output(
    rows: RegressionPredictions | Forecasts,
    output: str,
    unit: str,
    sizes: Floats,
    signed: Floats,
    tables: Sequence[RowTable],
) -> ErrorSlices:
    """Return the slices of one output; *sizes* and *signed* hold the error of each sample."""
    mean = float(sizes.mean()) if len(sizes) else float("nan")
    return ErrorSlices(
        scope=Scope(rows.variant, rows.split, len(rows), sources_of(rows)[1]),
        output=output,
        unit=unit,
        mae=Estimate("mae", mean, float("nan"), float("nan"), len(rows), "none"),
        columns=tuple(table.column for table in tables),
        rows=tuple(row for table in tables for row in _rows(table, sizes, signed)),
        n_tested=0,
    )


def _rows(table: RowTable, of_sizes: Floats, of_signed: Floats) -> Iterator[ErrorSliceRow]:
    sizes, signed = table.contrast(of_sizes), table.contrast(of_signed)
    n, n_sources = table.sizes(), table.n_sources()
    sums = sizes.inside * n
    for place, name in enumerate(table.names):
        n_here, low = int(n[place]), sizes.inside_ends[0][place]
        gap = sizes.difference[place]
        yield ErrorSliceRow(
            column=table.slicing.name,
            value=name,
            n_samples=n_here,
            n_sources=int(n_sources[place]),
            # Sizes are never below 0, though their t interval may be.
            mae=_estimate(
                "mae",
                sizes.inside,
                (np.maximum(low, 0), sizes.inside_ends[1][place]),
                place,
                n_here,
            ),
            bias=_estimate(
                "bias", signed.inside, [end[place] for end in signed.inside_ends], place, n_here
            ),
            difference=_estimate(
                "mae", sizes.difference, (sizes.low[place], sizes.high[place]), place, n_here
            ),
            p_value=float(sizes.p_value[place]),
            share_of_error=float(sums[place] / sums.sum()) if sums.sum() else float("nan"),
            gain=float(gap * n_here / n.sum()),
        )


def _estimate(metric: str, values: Floats, ends: Sequence[float], place: int, n: int) -> Estimate:
    low, high = map(float, ends)
    method = "none" if low != low else "linearised, clustered"
    return Estimate(metric, float(values[place]), low, high, n, method)


def _corrected(found: Sequence[ErrorSlices]) -> tuple[ErrorSlices, ...]:
    p_values = [row.p_value for one in found for row in one.rows]
    corrected = iter(benjamini_hochberg(p_values).tolist())
    n_tested = sum(p == p for p in p_values)
    return tuple(
        replace(
            one,
            rows=tuple(replace(row, p_value=next(corrected)) for row in one.rows),
            n_tested=n_tested,
        )
        for one in found
    )
