"""What is counted of each source while batches of columns go by."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.kernels import Runs
from afterfit.records import PredictionColumns, SourceRuns
from afterfit.statistics.cells import count_codes, is_worth_a_table
from afterfit.statistics.dealt_groups import N_GROUPS, deal
from afterfit.statistics.exact_sums import ExactSums
from afterfit.statistics.rank_counts import N_RANKS, RankCounts
from afterfit.statistics.source_cells import FoundCells, SourceCells
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

    @property
    def runs(self) -> Runs:
        """Sources of rows that follow each other, and how many these are."""
        return self.of_rows.source, self.of_rows.length

    def source_of(self, rows: Codes) -> Codes:
        """Return what the counter calls the source of some rows, shape (n_rows,)."""
        return self.place[self.of_rows.of_rows(rows)]

    def found(self, rows: PredictionColumns, highest: Floats, least: float) -> FoundCells:
        """Return the cells that occur in the batch, whose highest scores these are."""
        if self.cells is not None:
            return FoundCells.of_tables(self.place, *self.cells)
        k = len(rows.class_names)
        codes = (np.repeat(*self.runs) * k + rows.y_true) * k + rows.y_pred
        cells, every = count_codes(codes, len(self.place) * k**2)
        sure = np.zeros_like(every)
        at, n_sure = count_codes(codes[highest >= least], len(self.place) * k**2)
        sure[np.searchsorted(cells, at)] = n_sure
        return FoundCells(self.place, cells, every, sure)


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
    _cells: SourceCells = field(init=False)
    _scratch: Codes = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def __post_init__(self) -> None:
        self._cells = SourceCells(self.n_classes)

    def batch(self, rows: PredictionColumns) -> BatchTables:
        """Return empty tables for the sources of *rows*, numbering those that are new."""
        if not self.named:
            dealt = SourceRuns.of(deal(rows.offsets_of(np.arange(len(rows)))))
            return self._empty(np.arange(N_GROUPS), dealt, len(rows))
        present, local = np.unique(rows.runs.source, return_inverse=True)
        place = self._numbered(map(rows.source_names.__getitem__, present.tolist()))
        return self._empty(place, SourceRuns(local, rows.runs.length), len(rows))

    def _empty(self, place: Codes, runs: SourceRuns, n_rows: int) -> BatchTables:
        """Return tables for so many rows, in memory that those of the last batch had."""
        n, n_cells = len(place), len(place) * self.n_classes**2
        n_cells = n_cells if is_worth_a_table(n_cells, n_rows) else 0
        ends = list(accumulate((n * (N_RANKS + 1), 2 * n, 2 * n, 2 * n_cells)))
        if len(self._scratch) < ends[-1]:
            self._scratch = np.empty(ends[-1], dtype=np.int64)
        self._scratch[: ends[-1]] = 0
        ranks, brier, log_loss, cells = (
            self._scratch[start:end] for start, end in pairwise([0, *ends])
        )
        return BatchTables(
            place=place,
            of_rows=runs,
            ranks=ranks.reshape(n, -1),
            brier=brier.reshape(2, n),
            log_loss=log_loss.reshape(2, n),
            cells=cells.reshape(2, n_cells) if n_cells else None,
        )

    def add(
        self, tables: BatchTables, rows: PredictionColumns, highest: Floats, least: float
    ) -> None:
        """Add the *tables* of a batch that has been counted."""
        self._make_room()
        counts = np.concatenate([tables.ranks.T, tables.brier, tables.log_loss])
        self._counts[:, tables.place] += counts  # each place comes once
        self._cells.take(tables.found(rows, highest, least))

    def absorb(self, other: "SourceTables") -> Codes:
        """Add what another counter has counted, and return what its sources are called here."""
        n = len(other._number) if self.named else N_GROUPS
        place = np.arange(n)
        if self.named:
            place = self._numbered(other._number)
        self._make_room()
        self._counts[:, place] += other._counts[:, :n]
        self._cells.absorb(other._cells, place)
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
        cells, every, sure = self._cells.in_order(place)
        is_sure = sure > 0
        return {
            "source_names": names,
            "confusion": self._confusion(cells, every),
            "answered": self._confusion(cells[is_sure], sure[is_sure]),
            "scored": counts[: N_RANKS + 1].sum(axis=0),
            "ranks": RankCounts(np.ascontiguousarray(counts[: N_RANKS + 1].T)),
            "brier": ExactSums(*counts[-4:-2]),
            "log_loss": ExactSums(*counts[-2:]),
        }

    def _confusion(self, cells: Codes, counts: Codes) -> SourceConfusion:
        n_sources = len(self._number) if self.named else N_GROUPS
        return SourceConfusion(n_sources, self.n_classes, cells, counts, not self.named)

    def _numbered(self, names: Iterable[str]) -> Codes:
        """Return what sources are called here; new ones get the next numbers."""
        number = self._number
        return np.array([number.setdefault(name, len(number)) for name in names], dtype=np.int64)

    def _make_room(self) -> None:
        missing = len(self._number) - self._counts.shape[1]
        if missing > 0:
            more = max(missing, self._counts.shape[1])  # doubled: each source is moved but seldom
            self._counts = np.pad(self._counts, ((0, 0), (0, more)))
