"""Predictions in memory → the tally of them, counted by compiled loops."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.kernels import (
    RowTables,
    count_hits,
    count_places,
    count_rows,
    sum_exactly,
)
from afterfit.records import PredictionColumns, Predictions
from afterfit.statistics.calibration_counts import CalibrationCounts
from afterfit.statistics.exact_sums import ExactSums
from afterfit.statistics.fine_bins import N_PLACES
from afterfit.statistics.margin_counts import N_MARGIN_BINS, MarginCounts
from afterfit.statistics.rank_counts import N_RANKS, RankCounts
from afterfit.statistics.reliability import Reliability
from afterfit.statistics.scored_rows import columns_of, log_losses
from afterfit.statistics.source_numbers import SourceNumbers
from afterfit.statistics.tally import ClassificationTally

ROWS_FOR_TABLES = 2 * N_PLACES
"""Fewer rows are smaller than the tables of fine bins that compiled loops fill."""

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]
Columns = tuple[NDArray[Any], ...]


def with_compiled_scores(
    labels: ClassificationTally,
    predictions: Predictions | PredictionColumns,
    sources: SourceNumbers,
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
    """
    k, source, columns = len(predictions.class_names), sources.index, _columns(predictions)
    y_true, y_pred = predictions.y_true, predictions.y_pred
    tables = _tables(k, sources.n)
    p_true, highest = count_rows(columns, y_true, y_pred, source, tables)
    counted = replace(
        labels,
        scored=tables.ranks.sum(axis=1),
        log_loss=ExactSums(*sum_exactly(log_losses(p_true), source, sources.n)),
        brier=ExactSums(*tables.brier),
        calibration=CalibrationCounts(
            top_label=_top_label(highest, y_true == y_pred),
            classes=_reliability(columns, p_true, y_true),
        ),
        margins=MarginCounts(tables.margins),
        ranks=RankCounts(tables.ranks),
    )
    return counted, highest


def _columns(predictions: Predictions | PredictionColumns) -> Columns:
    if isinstance(predictions, PredictionColumns):
        return predictions.columns
    return tuple(columns_of(predictions.scores))


def _tables(n_classes: int, n_sources: int) -> RowTables:
    return RowTables(
        margins=np.zeros((n_classes, 2, N_MARGIN_BINS), dtype=np.int64),
        ranks=np.zeros((n_sources, N_RANKS + 1), dtype=np.int64),
        brier=np.zeros((2, n_sources), dtype=np.int64),
    )


def _top_label(highest: Floats, right: NDArray[np.bool_]) -> Reliability:
    sure = highest[right]
    return _reliability([highest], sure, np.zeros(len(sure), dtype=np.int64))


def _reliability(columns: Sequence[NDArray[Any]], of_hits: Floats, group: Codes) -> Reliability:
    """Count columns, one a group, and the probabilities of what happened, each in its group."""
    n, hits, excess = np.zeros((3, len(columns), N_PLACES), dtype=np.int64)
    for column, samples, above in zip(columns, n, excess, strict=True):
        count_places(column, samples, above)
    count_hits(of_hits, group, hits)
    return Reliability.of_tables(n, hits, excess)
