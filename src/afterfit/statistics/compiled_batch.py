"""Predictions in memory → the tally of them, counted by compiled loops."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.kernels import ScoreTables, count_scores, sum_exactly
from afterfit.records import PredictionColumns, Predictions
from afterfit.statistics.calibration_counts import CalibrationCounts
from afterfit.statistics.exact_sums import ExactSums
from afterfit.statistics.fine_bins import N_PLACES
from afterfit.statistics.margin_counts import N_MARGIN_BINS, MarginCounts
from afterfit.statistics.rank_counts import N_RANKS, RankCounts
from afterfit.statistics.reliability import Reliability
from afterfit.statistics.scored_rows import columns_of, log_losses
from afterfit.statistics.source_confusion import SourceConfusion
from afterfit.statistics.source_numbers import SourceNumbers
from afterfit.statistics.tally import ClassificationTally

ROWS_FOR_TABLES = 2 * N_PLACES
"""Fewer rows are smaller than the tables of fine bins that compiled loops fill."""
_SAMPLES = (1 << 32) - 1

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]


def with_compiled_scores(
    labels: ClassificationTally,
    predictions: Predictions | PredictionColumns,
    sources: SourceNumbers,
    cells: Codes,
) -> tuple[ClassificationTally, Floats]:
    """Return *labels* with what the scores of its rows say, and the highest score of each row.

    Scores are counted in fine bins alone; all is the same to the last bit as NumPy counts it.

    Parameters
    ----------
    labels : ClassificationTally
        What was counted of the same rows without their scores.
    predictions : Predictions or PredictionColumns
    sources : SourceNumbers
        Of *predictions*.
    cells : array of shape (n_samples,)
        Cell of each row in `SourceConfusion`.
    """
    k, source = len(predictions.class_names), sources.index
    tables = _tables(k, sources.n)
    p_true, highest = count_scores(
        _columns(predictions),
        predictions.y_true,
        predictions.y_pred,
        source,
        tables,
    )
    sure = highest >= labels.settings.min_confidence
    log_loss = sum_exactly(log_losses(p_true), source, sources.n)
    counted = replace(
        labels,
        answered=SourceConfusion.of_cells(cells[sure], sources, k),
        scored=tables.ranks.sum(axis=1),
        log_loss=ExactSums(*log_loss),
        brier=ExactSums(*tables.brier),
        calibration=CalibrationCounts(
            _reliability(tables.cells[k:]), _reliability(tables.cells[:k])
        ),
        margins=MarginCounts(tables.margins),
        ranks=RankCounts(tables.ranks),
    )
    return counted, highest


def _columns(predictions: Predictions | PredictionColumns) -> tuple[NDArray[Any], ...]:
    if isinstance(predictions, PredictionColumns):
        return predictions.columns
    return tuple(columns_of(predictions.scores))


def _tables(n_classes: int, n_sources: int) -> ScoreTables:
    return ScoreTables(
        cells=np.zeros((n_classes + 1, N_PLACES, 2), dtype=np.int64),
        margins=np.zeros((n_classes, 2, N_MARGIN_BINS), dtype=np.int64),
        ranks=np.zeros((n_sources, N_RANKS + 1), dtype=np.int64),
        brier=np.zeros((2, n_sources), dtype=np.int64),
    )


def _reliability(fine: NDArray[Any]) -> Reliability:
    """Return the cells that hold samples of tables of shape (n_groups, 7681, 2)."""
    counts, excess = fine.reshape(-1, 2).T
    cells = np.flatnonzero(counts)
    both = counts[cells]
    return Reliability(len(fine), cells, both & _SAMPLES, both >> 32, excess[cells])
