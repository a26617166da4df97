"""Columns of a file → the tally of them, counted by compiled loops, batch after batch."""

from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.kernels import (
    RowTables,
    are_compiled,
    count_places,
    count_rows,
    subtract_exactly,
)
from afterfit.records import PredictionColumns
from afterfit.statistics.calibration_counts import CalibrationCounts
from afterfit.statistics.fine_bins import N_PLACES
from afterfit.statistics.left_out_rows import LeftOutRows
from afterfit.statistics.margin_counts import N_MARGIN_BINS, MarginCounts
from afterfit.statistics.reliability import Reliability
from afterfit.statistics.row_ranges import RowRanges
from afterfit.statistics.source_tables import BatchTables, SourceTables
from afterfit.statistics.tally import ClassificationTally, check_all_or_none_named
from afterfit.statistics.tally_settings import TallySettings
from afterfit.statistics.top_errors import TopErrors, most_confident

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]

_MOST_IN_HEAPS = 1_000_000
"""Scores of the most confident errors so far that are kept while counting."""


class ColumnsCounter:
    """Counts batches of one variant on one split into the same tables.

    It gives what tallies of the batches give when added, to the last bit, but makes its tables
    once and not for each batch. Scores are counted in fine bins alone.

    Examples
    --------
    >>> from afterfit.records import Predictions
    >>> rows = PredictionColumns.of(Predictions(
    ...     class_names=("cat", "dog"), y_true=[0, 1], scores=[[0.9, 0.1], [0.6, 0.4]],
    ...     source=[0, 0], source_names=("yard.csv",), offset=[0, 50],
    ...     variant="float32", split="test"))
    >>> counter = ColumnsCounter(rows, TallySettings(exact=False))
    >>> counter.take(rows, first_row=0)
    >>> counter.take(rows, first_row=2)
    >>> counter.tally().confusion.total().counts.tolist()
    [[2, 0], [2, 0]]
    """

    def __init__(self, kind: PredictionColumns, settings: TallySettings) -> None:
        """Make empty tables for batches of the *kind* of this one, which is not counted."""
        k, limit = len(kind.class_names), settings.errors_per_class or 0
        self._zero = ClassificationTally.zero(kind.class_names, kind.variant, kind.split, settings)
        self._sources = SourceTables(k, named=kind.has_sources)
        self._margins = np.zeros((k, 2, N_MARGIN_BINS), dtype=np.int64)
        self._top = np.zeros((N_PLACES, 3), dtype=np.int64)
        self._classes = np.zeros((3, k, N_PLACES), dtype=np.int64)
        self._heaps = np.full((k, limit if limit * k <= _MOST_IN_HEAPS else 0), -1.0)
        self._errors: list[TopErrors] = []
        self._rows, self._left_out = RowRanges(), LeftOutRows()
        self._scratch = np.empty((2, 0)), np.empty(0, dtype=np.int64)

    def counts(self, batch: object) -> bool:
        """Return whether a batch is of the kind that is counted here."""
        return isinstance(batch, PredictionColumns)

    def take(self, rows: PredictionColumns, first_row: int) -> None:
        """Count one more batch.

        Parameters
        ----------
        rows : PredictionColumns
        first_row : int
            Number in the table of the first row that was read with these.
        """
        check_all_or_none_named(rows.has_sources is self._sources.named, rows.variant, rows.split)
        first = first_row + rows.rows_before
        self._left_out += LeftOutRows.of(rows.left_out, first)
        if not len(rows):
            return
        tables = self._sources.batch(rows)
        found = self._count(rows, tables)
        self._keep_errors(rows, tables, found, first)
        self._rows += RowRanges.of(first, len(rows))

    def absorb(self, other: Self) -> None:
        """Add what another counter of the same variant and split has counted, and use it up."""
        alike = self._sources.named is other._sources.named
        check_all_or_none_named(alike, self._zero.variant, self._zero.split)
        place = self._sources.absorb(other._sources)
        self._margins += other._margins
        self._top += other._top
        self._classes += other._classes
        self._errors += [one.placed(place) for one in other._errors]
        self._rows += other._rows
        self._left_out += other._left_out

    def tally(self) -> ClassificationTally:
        """Return the tally of all batches so far."""
        zero = self._zero
        top = Reliability.of_tables(*self._top.T[:, None])
        classes = Reliability.of_tables(*self._classes)
        _, place = self._sources.in_order()
        return ClassificationTally(
            class_names=zero.class_names,
            variant=zero.variant,
            split=zero.split,
            settings=zero.settings,
            scores=(),
            calibration=CalibrationCounts(top, classes),
            margins=MarginCounts(self._margins.copy()),
            errors=TopErrors.joined([zero.errors, *self._errors]).placed(place),
            rows=self._rows,
            left_out=self._left_out,
            **self._sources.counts(),
        )

    def _count(self, rows: PredictionColumns, tables: BatchTables) -> Codes:
        """Count a batch, and return wrong rows among which are the most confident."""
        (p_true, highest), found = self._scratch_for(len(rows))
        least = self._zero.settings.min_confidence
        n_found = count_rows(
            rows.columns,
            rows.y_true,
            rows.y_pred,
            tables.runs,
            self._row_tables(tables, least),
            (p_true, highest, found),
        )
        np.log(p_true, out=p_true)
        subtract_exactly(p_true, tables.runs, tables.log_loss)
        samples, _, excess = self._classes
        count_places(rows.columns, samples, excess)
        self._sources.add(tables, rows, highest, least)
        return found[:n_found] if self._heaps.size else np.flatnonzero(rows.y_true != rows.y_pred)

    def _row_tables(self, tables: BatchTables, least: float) -> RowTables:
        return RowTables(
            least=least,
            margins=self._margins,
            top=self._top,
            class_hits=self._classes[1],
            heaps=self._heaps,
            ranks=tables.ranks,
            brier=tables.brier,
            cells=tables.cells,
        )

    def _scratch_for(self, n_rows: int) -> tuple[Floats, Codes]:
        """Return arrays of so many rows to write to: fresh memory takes longer than the work."""
        if len(self._scratch[1]) < n_rows:
            self._scratch = np.empty((2, n_rows)), np.empty(n_rows, dtype=np.int64)
        floats, codes = self._scratch
        return floats[:, :n_rows], codes[:n_rows]

    def _keep_errors(
        self, rows: PredictionColumns, tables: BatchTables, wrong: Codes, first: int
    ) -> None:
        limit = self._zero.settings.errors_per_class
        if limit == 0 or not len(wrong):
            return
        scores = rows.scores_of(wrong)
        y_true, y_pred = (codes[wrong].astype(np.int64) for codes in (rows.y_true, rows.y_pred))
        confidence = scores[np.arange(len(wrong)), y_pred]
        kept = most_confident(y_true, confidence, wrong, limit)
        row = wrong[kept]
        source = tables.source_of(row) if rows.has_sources else np.zeros_like(row)
        self._errors.append(
            TopErrors(
                limit=limit,
                row=row + first,
                true_class=y_true[kept],
                predicted_class=y_pred[kept],
                source=source,
                offset=rows.offsets_of(row),
                scores=scores[kept] + 0.0,
            )
        )


def counter_for(batch: object, settings: TallySettings) -> ColumnsCounter | None:
    """Return what counts batches like this one; None where each is better tallied alone."""
    if isinstance(batch, PredictionColumns) and not settings.exact and are_compiled():
        return ColumnsCounter(batch, settings)
    return None
