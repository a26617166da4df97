"""How good a model is in each slice, and whether a slice is surely worse than the others."""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from afterfit.analyses.estimates import share_estimates, without_interval
from afterfit.analyses.slices.patterns import find_patterns
from afterfit.analyses.slices.table import SliceTable, tables_of
from afterfit.results import Estimate, Scope, SliceRow, Slices
from afterfit.statistics import (
    Contrasts,
    SliceTally,
    SourceTallies,
    benjamini_hochberg,
    contrast_shares,
)
from afterfit.statistics.cells import merge_cells


def measure_slices(tally: SliceTally) -> Slices:
    """Return accuracy, difference from the rest, errors and their patterns of every slice.

    Each slice is set against all other samples of its column; p-values are corrected for all
    slices of all columns (Benjamini-Hochberg), so that looking at many of them raises no alarm.

    Examples
    --------
    >>> from afterfit.records import Predictions, SliceColumn, SlicedPredictions, Slicing
    >>> from afterfit.statistics import tally_slices
    >>> rows = Predictions(("a", "b"), [0, 1], [[0.9, 0.1], [0.6, 0.4]], [0, 0], ("x.csv",),
    ...                    [0, 50], "float32", "test")
    >>> site = Slicing((SliceColumn("site", "words", ("hall", "yard")),))
    >>> found = measure_slices(tally_slices(SlicedPredictions(rows, (site,), ([0, 1],))))
    >>> [(row.value, row.accuracy.value) for row in found.rows]
    [('hall', 1.0), ('yard', 0.0)]
    """
    tables = list(tables_of(tally))
    contrasts = [contrast_shares(one.samples(one.is_right), one.samples()) for one in tables]
    p_values = np.concatenate([np.zeros(0), *(one.p_value for one in contrasts)])
    corrected = iter(benjamini_hochberg(p_values).tolist())
    rows = tuple(
        row
        for table, contrast in zip(tables, contrasts, strict=True)
        for row in _rows(table, contrast, corrected, independent=tally.independent)
    )
    patterns, n_patterns = find_patterns(tables, tally.class_names)
    return Slices(
        scope=slice_scope(tally),
        accuracy=_accuracy(tables, independent=tally.independent),
        columns=tuple(table.column for table in tables),
        rows=rows,
        n_tested=int((~np.isnan(p_values)).sum()),
        patterns=patterns,
        n_patterns_tested=n_patterns,
    )


def slice_scope(tally: SliceTally) -> Scope:
    """Return variant, split, samples and recordings; without recordings, each sample is one."""
    n_sources = tally.n_samples if tally.independent else len(tally.source_names)
    return Scope(tally.variant, tally.split, tally.n_samples, n_sources)


def _accuracy(tables: Sequence[SliceTable], *, independent: bool) -> Estimate:
    if not tables:
        return without_interval("accuracy", math.nan, 0)
    counts, is_right = tables[0].counts, tables[0].is_right
    _, hits, totals = merge_cells(counts.source, counts.counts * is_right, counts.counts)
    one = np.zeros(len(hits), dtype=np.int64)
    return share_estimates("accuracy", SourceTallies(1, one, hits, totals, independent))[0]


def _rows(
    table: SliceTable, contrast: Contrasts, p_values: Iterator[float], *, independent: bool
) -> Iterator[SliceRow]:
    right, totals = table.samples(table.is_right), table.samples()
    n, wrong = totals.sum(axis=1), (totals - right).sum(axis=1)
    accuracies = share_estimates("accuracy", table.right(independent))
    n_sources = n if independent else table.n_sources_of_slices()
    balanced = table.balanced_accuracy()
    for place, name in enumerate(table.names):
        gap = contrast.difference[place]
        yield SliceRow(
            column=table.counts.slicing.name,
            value=name,
            n_samples=int(n[place]),
            n_sources=int(n_sources[place]),
            n_wrong=int(wrong[place]),
            accuracy=accuracies[place],
            balanced_accuracy=float(balanced[place]),
            difference=difference_at(contrast, place, int(n[place])),
            p_value=next(p_values),
            share_of_errors=float(wrong[place] / wrong.sum()) if wrong.sum() else math.nan,
            gain=float(-gap * n[place] / n.sum()),
        )


def difference_at(contrast: Contrasts, place: int, n: int) -> Estimate:
    """Return the difference of one slice from the other samples, with its interval."""
    value, low, high = (
        float(part[place]) for part in (contrast.difference, contrast.low, contrast.high)
    )
    method = "none" if math.isnan(low) else "linearised, clustered"
    return Estimate("accuracy_change", value, low, high, n, method)
