"""Counts of one column by slice and unit, as arrays."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.records import OTHER
from afterfit.results import SlicedColumn
from afterfit.statistics import SliceCounts, SliceTally, SourceTallies
from afterfit.statistics.bootstrap import MAX_UNITS, SEED
from afterfit.statistics.cells import add_at, merge_cells

MOST_COMBINATIONS = 50
"""Combinations of values that are slices of their own."""
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class SliceTable:
    """The slices of one column that have rows, and what each cell of the counts belongs to."""

    counts: SliceCounts
    n_sources: int
    names: tuple[str, ...]
    """Name of each slice."""
    place: Counts
    """Slice of each cell, shape (n_cells,)."""
    unit: Counts
    """Source of each cell, or one of 2,000 random groups of them, shape (n_cells,)."""
    n_units: int
    n_pooled: int

    @classmethod
    def of(cls, counts: SliceCounts, unit: Counts, n_sources: int) -> Self:
        """Return the slices of one slicing; *unit* is that of each source."""
        sizes = counts.sizes()
        own = largest_slices(sizes, len(counts.slicing.columns))
        rest = np.setdiff1d(np.flatnonzero(sizes), own)
        place = np.full(len(sizes), len(own))
        place[own] = np.arange(len(own))
        names = [counts.slicing.name_of(int(code)) for code in own]
        pooled = sum(column.n_pooled for column in counts.slicing.columns)
        return cls(
            counts=counts,
            n_sources=n_sources,
            names=(*names, OTHER) if len(rest) else tuple(names),
            place=place[counts.slice],
            unit=unit[counts.source],
            n_units=int(unit.max(initial=-1)) + 1,
            n_pooled=len(rest) or pooled,
        )

    @property
    def column(self) -> SlicedColumn:
        """What the result says of the column."""
        return SlicedColumn(self.counts.slicing.name, len(self.names), self.n_pooled)

    @property
    def is_right(self) -> NDArray[np.bool_]:
        """Whether each cell is of right predictions, shape (n_cells,)."""
        return np.asarray(self.counts.true_class == self.counts.predicted_class)

    def samples(self, mask: NDArray[np.bool_] | None = None) -> Counts:
        """Return samples of the cells in *mask*, or of all, shape (n_slices, n_units)."""
        values = self.counts.counts if mask is None else self.counts.counts * mask
        length = len(self.names) * self.n_units
        return add_at(self.place * self.n_units + self.unit, values, length).reshape(
            len(self.names), self.n_units
        )

    def n_sources_of_slices(self) -> Counts:
        """Return how many sources have samples in each slice, shape (n_slices,)."""
        pairs = np.unique(self.place * self.n_sources + self.counts.source)
        return np.bincount(pairs // max(self.n_sources, 1), minlength=len(self.names))

    def right(self, independent: bool) -> SourceTallies:
        """Return right predictions among the samples of each slice, by source."""
        pairs, hits, totals = merge_cells(
            self.counts.source * len(self.names) + self.place,
            self.counts.counts * self.is_right,
            self.counts.counts,
        )
        return SourceTallies(
            len(self.names), pairs % max(len(self.names), 1), hits, totals, independent
        )

    def balanced_accuracy(self) -> NDArray[np.float64]:
        """Return the mean recall of each slice; nan where it lacks a class, shape (n_slices,)."""
        k = self.counts.n_classes
        place, shape = self.place * k + self.counts.true_class, (len(self.names), k)
        hits = add_at(place, self.counts.counts * self.is_right, shape[0] * k).reshape(shape)
        support = add_at(place, self.counts.counts, shape[0] * k).reshape(shape)
        return np.asarray((hits / np.where(support > 0, support, np.nan)).mean(axis=1))

    def total(self) -> Counts:
        """Return the confusion matrix of all slices together, shape (n_classes, n_classes)."""
        k = self.counts.n_classes
        pair = self.counts.true_class * k + self.counts.predicted_class
        return add_at(pair, self.counts.counts, k**2).reshape(k, k)


def tables_of(tally: SliceTally) -> Iterator[SliceTable]:
    """Give the slices of each column of *tally*."""
    unit = units_of_sources(tally.n_sources)
    for counts in tally.slicings:
        yield SliceTable.of(counts, unit, tally.n_sources)


def units_of_sources(n_sources: int) -> Counts:
    """Return the unit of each source: itself, or with very many sources a random group of them."""
    places = np.arange(n_sources)
    if n_sources <= MAX_UNITS:
        return places
    return np.asarray(np.random.default_rng(SEED).permutation(places) % MAX_UNITS)


def largest_slices(sizes: Counts, n_columns: int) -> Counts:
    """Return the slices to tell apart, in order; values of one column were chosen before."""
    present = np.flatnonzero(sizes)
    if n_columns == 1 or len(present) <= MOST_COMBINATIONS:
        return present
    order = np.argsort(-sizes[present], kind="stable")
    return np.sort(present[order[:MOST_COMBINATIONS]])
