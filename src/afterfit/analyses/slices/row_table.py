"""Rows that are in memory by slice and recording, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.slices.table import largest_slices, units_of_sources
from afterfit.records import OTHER, AnomalyScores, Forecasts, RegressionPredictions, Slicing
from afterfit.results import SlicedColumn
from afterfit.statistics import (
    Contrasts,
    SourceTallies,
    contrast_changes,
    contrast_means,
    contrast_shares,
)
from afterfit.statistics.cells import add_floats_at, merge_cells

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]
Rows = RegressionPredictions | Forecasts | AnomalyScores


@dataclass(frozen=True, slots=True, eq=False)
class RowTable:
    """The slices of one column that have rows, and where each row lies."""

    slicing: Slicing
    names: tuple[str, ...]
    place: Codes
    """Slice of each sample, shape (n_samples,)."""
    source: Codes
    """Recording of each sample, shape (n_samples,)."""
    unit: Codes
    """Recording of each sample, or one of 2,000 random groups of them, shape (n_samples,)."""
    n_units: int
    n_pooled: int

    @classmethod
    def of(cls, slicing: Slicing, codes: Codes, source: Codes, n_sources: int) -> "RowTable":
        """Return the slices of one slicing; *codes* and *source* are those of each sample."""
        sizes = np.bincount(codes, minlength=slicing.n_slices)
        own = largest_slices(sizes, len(slicing.columns))
        n_rest = np.count_nonzero(sizes) - len(own)
        places = np.full(len(sizes), len(own))
        places[own] = np.arange(len(own))
        unit = units_of_sources(n_sources)
        names = [slicing.name_of(int(code)) for code in own] + [OTHER] * bool(n_rest)
        return cls(
            slicing=slicing,
            names=tuple(names),
            place=places[codes],
            source=source,
            unit=unit[source],
            n_units=int(unit.max(initial=-1)) + 1,
            n_pooled=int(n_rest) or sum(column.n_pooled for column in slicing.columns),
        )

    @property
    def column(self) -> SlicedColumn:
        """What the result says of the column."""
        return SlicedColumn(self.slicing.name, len(self.names), self.n_pooled)

    def sizes(self, among: Mask | None = None) -> Codes:
        """Return the samples of each slice, of all or of some, shape (n_slices,)."""
        place = self.place if among is None else self.place[among]
        return np.bincount(place, minlength=len(self.names))

    def n_sources(self, among: Mask | None = None) -> Codes:
        """Return how many recordings have samples in each slice, shape (n_slices,)."""
        n = int(self.source.max(initial=-1)) + 1
        pairs = self.place * n + self.source
        pairs = np.unique(pairs if among is None else pairs[among])
        return np.bincount(pairs // max(n, 1), minlength=len(self.names))

    def sums(self, values: Floats) -> Floats:
        """Return sums of *values* by slice and unit, shape (n_slices, n_units)."""
        shape = (len(self.names), self.n_units)
        cell = self.place * self.n_units + self.unit
        return add_floats_at(cell, values, shape[0] * shape[1]).reshape(shape)

    def counts(self, among: Mask) -> Codes:
        """Return some samples by slice and unit, shape (n_slices, n_units)."""
        shape = (len(self.names), self.n_units)
        cell = (self.place * self.n_units + self.unit)[among]
        return np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)

    def contrast(self, values: Floats) -> Contrasts:
        """Return the mean of *values* in each slice against that of all others."""
        totals = self.counts(np.ones(len(values), dtype=np.bool_))
        squares = add_floats_at(self.place, values**2, len(self.names))
        return contrast_means(self.sums(values), squares, totals)

    def contrast_share(self, hit: Mask, among: Mask) -> Contrasts:
        """Return the share of hits among some samples in each slice against that in all others."""
        return contrast_shares(self.counts(hit & among), self.counts(among))

    def contrast_change(self, before: Mask, after: Mask, among: Mask) -> Contrasts:
        """Return the change of the share of hits, *after* minus *before*, likewise."""
        changes = self.counts(after & among) - self.counts(before & among)
        return contrast_changes(changes, self.counts(among))

    def tallies(self, hit: Mask, among: Mask) -> SourceTallies:
        """Return hits among some samples of each slice, by recording."""
        cell = (self.source * len(self.names) + self.place)[among]
        pairs, hits, totals = merge_cells(
            cell, hit[among].astype(np.int64), np.ones(len(cell), dtype=np.int64)
        )
        n = len(self.names)
        return SourceTallies(n, pairs % max(n, 1), hits, totals)


def row_tables(
    rows: Rows, slicings: Sequence[Slicing], codes: Sequence[Codes]
) -> tuple[RowTable, ...]:
    """Return the slices of each column of *rows*."""
    source, n_sources = sources_of(rows)
    pairs = zip(slicings, codes, strict=True)
    return tuple(RowTable.of(slicing, code, source, n_sources) for slicing, code in pairs)


def sources_of(rows: Rows) -> tuple[Codes, int]:
    """Return the recording of each sample; without recordings, each sample is one."""
    if not rows.has_sources:
        return np.arange(len(rows)), len(rows)
    seen, source = np.unique(rows.source, return_inverse=True)
    return source.astype(np.int64), len(seen)
