"""How large the errors are in each slice, and where they are surely larger than elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.slices.table import largest_slices, units_of_sources
from afterfit.records import OTHER, RegressionPredictions, Slicing
from afterfit.results import ErrorSliceRow, ErrorSlices, Estimate, Scope, SlicedColumn
from afterfit.statistics import Contrasts, benjamini_hochberg, contrast_means
from afterfit.statistics.cells import add_floats_at

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
    source, n_sources = _sources(rows)
    tables = [
        _Table.of(slicing, code, source, n_sources)
        for slicing, code in zip(slicings, codes, strict=True)
    ]
    found = [_of_output(place, rows, tables) for place in range(len(rows.target_names))]
    return _corrected(found)


def _sources(rows: RegressionPredictions) -> tuple[Codes, int]:
    """Return the recording of each sample; without recordings, each sample is one."""
    if not rows.has_sources:
        return np.arange(len(rows)), len(rows)
    seen, source = np.unique(rows.source, return_inverse=True)
    return source.astype(np.int64), len(seen)


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """The slices of one column that have rows."""

    slicing: Slicing
    names: tuple[str, ...]
    place: Codes
    """Slice of each sample, shape (n_samples,)."""
    cell: Codes
    """Slice and unit of each sample as one number, shape (n_samples,)."""
    n_units: int
    n_sources: Codes
    """Of each slice."""
    n_pooled: int

    @classmethod
    def of(cls, slicing: Slicing, codes: Codes, source: Codes, n_sources: int) -> "_Table":
        sizes = np.bincount(codes, minlength=slicing.n_slices)
        own = largest_slices(sizes, len(slicing.columns))
        n_rest = np.count_nonzero(sizes) - len(own)
        places = np.full(len(sizes), len(own))
        places[own] = np.arange(len(own))
        place, unit = places[codes], units_of_sources(n_sources)
        n_units = int(unit.max(initial=-1)) + 1
        names = [slicing.name_of(int(code)) for code in own] + [OTHER] * bool(n_rest)
        pairs = np.unique(place * n_sources + source)
        return cls(
            slicing,
            tuple(names),
            place,
            place * n_units + unit[source],
            n_units,
            np.bincount(pairs // max(n_sources, 1), minlength=len(names)),
            int(n_rest) or sum(column.n_pooled for column in slicing.columns),
        )

    def sums(self, values: Floats) -> Floats:
        """Return sums of *values* by slice and unit, shape (n_slices, n_units)."""
        shape = (len(self.names), self.n_units)
        return add_floats_at(self.cell, values, shape[0] * shape[1]).reshape(shape)

    def contrast(self, values: Floats) -> Contrasts:
        """Return the mean of *values* in each slice against that of all others."""
        totals = self.sums(np.ones(len(values))).astype(np.int64)
        squares = add_floats_at(self.place, values**2, len(self.names))
        return contrast_means(self.sums(values), squares, totals)


def _of_output(place: int, rows: RegressionPredictions, tables: Sequence[_Table]) -> ErrorSlices:
    errors = rows.errors[:, place]
    mean = float(np.abs(errors).mean()) if len(errors) else float("nan")
    n_sources = _sources(rows)[1]
    return ErrorSlices(
        scope=Scope(rows.variant, rows.split, len(rows), n_sources),
        output=rows.target_names[place],
        unit=rows.units[place],
        mae=Estimate("mae", mean, float("nan"), float("nan"), len(rows), "none"),
        columns=tuple(
            SlicedColumn(one.slicing.name, len(one.names), one.n_pooled) for one in tables
        ),
        rows=tuple(row for table in tables for row in _rows(table, errors)),
        n_tested=0,
    )


def _rows(table: _Table, errors: Floats) -> Iterator[ErrorSliceRow]:
    sizes, signed = table.contrast(np.abs(errors)), table.contrast(errors)
    n = np.bincount(table.place, minlength=len(table.names))
    sums = sizes.inside * n
    for place, name in enumerate(table.names):
        n_here, low = int(n[place]), sizes.inside_ends[0][place]
        gap = sizes.difference[place]
        yield ErrorSliceRow(
            column=table.slicing.name,
            value=name,
            n_samples=n_here,
            n_sources=int(table.n_sources[place]),
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
