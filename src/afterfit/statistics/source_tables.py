"""What is counted of each source while batches of columns go by."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.kernels import Runs
from afterfit.records import PredictionColumns, SourceRuns
from afterfit.statistics.cells import count_codes, merge_cells
from afterfit.statistics.dealt_groups import N_GROUPS, deal
from afterfit.statistics.exact_sums import ExactSums
from afterfit.statistics.rank_counts import N_RANKS, RankCounts
from afterfit.statistics.source_confusion import SourceConfusion

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class BatchTables:
    """Tables of the sources of one batch, 0 at first; sources are numbered within the batch."""

    place: Codes
    """What the counter calls each source, shape (n_sources,)."""
    of_rows: SourceRuns
    """Source of each row."""
    ranks: Codes
    """(n_sources, 6)."""
    brier: Codes
    """Limbs of `ExactSums`, (2, n_sources)."""
    log_loss: Codes
    """The same."""
    cells: Codes | None
    """All rows, then the sure ones, by cell of `SourceConfusion`; None where these are too many."""

    @classmethod
    def of(cls, place: Codes, runs: SourceRuns, n_rows: int, n_classes: int) -> "BatchTables":
        """Return tables for a batch of so many rows."""
        n, n_cells = len(place), len(place) * n_classes**2
        ranks = np.zeros((n, N_RANKS + 1), dtype=np.int64)
        brier, log_loss = np.zeros((2, 2, n), dtype=np.int64)
        # As in `count_codes`: a table that is smaller than the data needs no sort.
        cells = np.zeros((2, n_cells), dtype=np.int64) if n_cells <= 2 * n_rows else None
        return cls(place, runs, ranks, brier, log_loss, cells)

    @property
    def runs(self) -> Runs:
        """Sources of rows that follow each other, and how many these are."""
        return self.of_rows.source, self.of_rows.length

    def source_of(self, rows: Codes) -> Codes:
        """Return what the counter calls the source of some rows, shape (n_rows,)."""
        return self.place[self.of_rows.of_rows(rows)]

    def sparse_cells(
        self, rows: PredictionColumns, highest: Floats, least: float
    ) -> list[tuple[Codes, Codes]]:
        """Return cells that occur, rising, and their counts: of all rows, then of the sure ones."""
        k = len(rows.class_names)
        if self.cells is not None:
            seen = [np.flatnonzero(table) for table in self.cells]
            return [(at, table[at]) for at, table in zip(seen, self.cells, strict=True)]
        codes = (np.repeat(*self.runs) * k + rows.y_true) * k + rows.y_pred
        n_cells = len(self.place) * k**2
        return [count_codes(codes, n_cells), count_codes(codes[highest >= least], n_cells)]


@dataclass(slots=True, eq=False)
class SourceTables:
    """Sources by number in the order in which they come, and what was counted of each.

    Where rows have no recording, groups that they are dealt to stand in for it.
    """

    n_classes: int
    named: bool
    """Whether rows name their recording."""
    _number: dict[str, int] = field(default_factory=dict)
    _counts: Codes = field(default_factory=lambda: np.zeros((10, N_GROUPS), dtype=np.int64))
    """Ranks and limbs, (6 + 2 + 2, room)."""
    _cells: tuple[list[tuple[Codes, Codes]], ...] = field(default_factory=lambda: ([], []))

    def batch(self, rows: PredictionColumns) -> BatchTables:
        """Return empty tables for the sources of *rows*, numbering those that are new."""
        n, k = len(rows), self.n_classes
        if not self.named:
            dealt = SourceRuns.of(deal(rows.offsets_of(np.arange(n))))
            return BatchTables.of(np.arange(N_GROUPS), dealt, n, k)
        present, local = np.unique(rows.runs.source, return_inverse=True)
        names = [rows.source_names[source] for source in present.tolist()]
        place = [self._numbered(name) for name in names]
        runs = SourceRuns(local, rows.runs.length)
        return BatchTables.of(np.array(place, dtype=np.int64), runs, n, k)

    def add(
        self, tables: BatchTables, rows: PredictionColumns, highest: Floats, least: float
    ) -> None:
        """Add the *tables* of a batch that has been counted."""
        self._make_room()
        counts = np.concatenate([tables.ranks.T, tables.brier, tables.log_loss])
        self._counts[:, tables.place] += counts  # each place comes once
        sparse = tables.sparse_cells(rows, highest, least)
        for kept, (cells, n) in zip(self._cells, sparse, strict=True):
            kept.append((self._renumbered(cells, tables.place), n))

    def absorb(self, other: "SourceTables") -> Codes:
        """Add what another counter has counted, and return what its sources are called here."""
        n = len(other._number) if self.named else N_GROUPS
        place = np.arange(n)
        if self.named:
            place = np.array([self._numbered(name) for name in other._number], dtype=np.int64)
        self._make_room()
        self._counts[:, place] += other._counts[:, :n]
        for kept, more in zip(self._cells, other._cells, strict=True):
            kept.extend((self._renumbered(cells, place), counts) for cells, counts in more)
        return place

    def in_order(self) -> tuple[tuple[str, ...], Codes]:
        """Return the names of sources in order, and the place of each source in it."""
        if not self.named:
            return (), np.arange(N_GROUPS)
        names = tuple(sorted(self._number))
        place = np.empty(len(names), dtype=np.int64)
        place[[self._number[name] for name in names]] = np.arange(len(names))
        return names, place

    def counts(self) -> dict[str, Any]:
        """Return what `ClassificationTally` holds of each source, in the order of their names."""
        names, place = self.in_order()
        counts = np.empty((len(self._counts), len(place)), dtype=np.int64)
        counts[:, place] = self._counts[:, : len(place)]
        every, sure = (self._confusion(place, kept) for kept in self._cells)
        return {
            "source_names": names,
            "confusion": every,
            "answered": sure,
            "scored": counts[: N_RANKS + 1].sum(axis=0),
            "ranks": RankCounts(np.ascontiguousarray(counts[: N_RANKS + 1].T)),
            "brier": ExactSums(*counts[-4:-2]),
            "log_loss": ExactSums(*counts[-2:]),
        }

    def _confusion(self, place: Codes, kept: list[tuple[Codes, Codes]]) -> SourceConfusion:
        none = np.zeros(0, dtype=np.int64)
        cells, counts = (np.concatenate([none, *parts]) for parts in zip(*kept, strict=True))
        cells, counts = merge_cells(self._renumbered(cells, place), counts)
        return SourceConfusion(len(place), self.n_classes, cells, counts, not self.named)

    def _renumbered(self, cells: Codes, place: Codes) -> Codes:
        """Return *cells* with source i called ``place[i]``."""
        squared = self.n_classes**2
        source = cells // squared
        return np.asarray(cells + (place[source] - source) * squared)

    def _numbered(self, name: str) -> int:
        return self._number.setdefault(name, len(self._number))

    def _make_room(self) -> None:
        missing = len(self._number) - self._counts.shape[1]
        if missing > 0:
            more = max(missing, self._counts.shape[1])  # doubled: each source is moved but seldom
            self._counts = np.pad(self._counts, ((0, 0), (0, more)))
