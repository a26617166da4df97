"""Predictions in memory → the tally of them."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.kernels import are_compiled, find_errors
from afterfit.records import PredictionColumns, Predictions
from afterfit.statistics.calibration_counts import CalibrationCounts
from afterfit.statistics.columns_counter import ColumnsCounter
from afterfit.statistics.exact_sums import ExactSums
from afterfit.statistics.fine_bins import N_PLACES
from afterfit.statistics.label_counts import count_labels
from afterfit.statistics.left_out_rows import LeftOutRows
from afterfit.statistics.margin_counts import MarginCounts
from afterfit.statistics.rank_counts import RankCounts
from afterfit.statistics.row_ranges import RowRanges
from afterfit.statistics.scored_rows import ScoredRows, columns_of
from afterfit.statistics.sorted_scores import SortedScores
from afterfit.statistics.source_numbers import SourceNumbers, number_sources
from afterfit.statistics.tally import ClassificationTally
from afterfit.statistics.tally_settings import TallySettings
from afterfit.statistics.top_errors import TopErrors, most_confident

ROWS_FOR_TABLES = 2 * N_PLACES
"""Fewer rows of a matrix are smaller than the tables of fine bins that compiled loops fill."""


def tally_batch(
    predictions: Predictions | PredictionColumns,
    settings: TallySettings | None = None,
    first_row: int = 0,
) -> ClassificationTally:
    """Return the tally of one batch, or of all rows where they fit in memory.

    Rows that came without scores are counted in the confusion and among the errors alone. Loops in
    C count where there are such; the tally is the same to the last bit.

    Parameters
    ----------
    predictions : Predictions or PredictionColumns
        Consecutive rows of one model on one split.
    settings : TallySettings, optional
        The same for all batches of a table; else those for a table of these rows.
    first_row : int
        Number of the first of the rows in the table.

    Examples
    --------
    >>> batch = Predictions(
    ...     class_names=("cat", "dog"), y_true=[0, 1], scores=[[0.9, 0.1], [0.6, 0.4]],
    ...     source=[0, 0], source_names=("yard.csv",), offset=[0, 50],
    ...     variant="float32", split="test")
    >>> settings = TallySettings.for_table(n_rows=4, n_classes=2)
    >>> tally = tally_batch(batch, settings) + tally_batch(batch, settings, first_row=2)
    >>> tally.n_samples, tally.confusion.total().counts.tolist(), tally.ranks.top(1).hits.tolist()
    (4, [[2, 0], [2, 0]], [2])
    """
    n, k = len(predictions), len(predictions.class_names)
    settings = settings or TallySettings.for_table(n, k)
    counted = _counted_as_columns(predictions, settings, first_row)
    if counted is not None:
        return counted
    if isinstance(predictions, PredictionColumns):
        first_row += predictions.rows_before
        predictions = predictions.as_matrix()
    nothing = replace(
        ClassificationTally.zero(
            predictions.class_names, predictions.variant, predictions.split, settings
        ),
        left_out=LeftOutRows.of(predictions.left_out, first_row),
    )
    if n == 0:
        return nothing
    sources = number_sources(predictions)
    labels = replace(
        nothing,
        source_names=sources.names,
        scored=np.zeros(sources.n, dtype=np.int64),
        log_loss=ExactSums.zero(sources.n),
        brier=ExactSums.zero(sources.n),
        ranks=RankCounts.zero(sources.n),
        rows=RowRanges.of(first_row, n),
    )
    if not predictions.has_scores:
        tally, highest = labels, np.ones(n)  # as a record of predicted classes alone has them
    else:
        tally, highest = _with_scores(labels, predictions, sources)
    confusion, answered = count_labels(predictions, sources, highest, settings.min_confidence)
    errors = _errors(predictions, sources, highest, tally)
    return replace(tally, confusion=confusion, answered=answered, errors=errors)


def _counted_as_columns(
    predictions: Predictions | PredictionColumns, settings: TallySettings, first_row: int
) -> ClassificationTally | None:
    """Return what compiled loops count; None where there are none, or rows are not for them."""
    if not are_compiled():
        return None
    if isinstance(predictions, Predictions):
        if len(predictions) < ROWS_FOR_TABLES or not predictions.has_scores:
            return None
        try:
            predictions = PredictionColumns.of(predictions)
        except InputError:  # within rounding of what is allowed
            return None
    counter = ColumnsCounter(predictions, settings)
    counter.take(predictions, first_row)
    tally = counter.tally()
    if settings.exact:
        highest = reduce(np.maximum, predictions.columns)
        right = predictions.y_pred == predictions.y_true
        scores = _sorted_scores(predictions.columns, predictions.y_true, highest, right)
        tally = replace(tally, scores=scores)
    return tally


def _errors(
    predictions: Predictions,
    sources: SourceNumbers,
    confidence: NDArray[np.float64],
    tally: ClassificationTally,
) -> TopErrors:
    limit, ((first_row, _),) = tally.settings.errors_per_class, tally.rows.runs
    wrong = _wrong_rows(predictions, confidence, limit)
    kept = wrong[most_confident(predictions.y_true[wrong], confidence[wrong], wrong, limit)]
    return TopErrors(
        limit=limit,
        row=kept + first_row,
        true_class=predictions.y_true[kept],
        predicted_class=predictions.y_pred[kept],
        source=sources.index[kept] if predictions.has_sources else np.zeros_like(kept),
        offset=predictions.offset[kept],
        scores=predictions.scores_of(kept) + 0.0,
    )


def _wrong_rows(
    predictions: Predictions,
    confidence: NDArray[np.float64],
    limit: int | None,
) -> NDArray[np.int64]:
    """Return wrong rows, rising; those that are surely not among the most confident may miss."""
    y_true, y_pred, k = predictions.y_true, predictions.y_pred, len(predictions.class_names)
    if are_compiled() and limit and limit * k <= len(y_true):
        return find_errors(y_true, y_pred, confidence, limit, k)
    return np.flatnonzero(y_pred != y_true)


def _with_scores(
    labels: ClassificationTally,
    predictions: Predictions,
    sources: SourceNumbers,
) -> tuple[ClassificationTally, NDArray[np.float64]]:
    """Return *labels* with what the scores of its rows say, and the highest score of each row."""
    y_true, y_pred = predictions.y_true, predictions.y_pred
    columns, right = columns_of(predictions.scores), y_pred == y_true
    rows = ScoredRows.of(columns, y_true)
    counted = replace(
        labels,
        scored=np.bincount(sources.index, minlength=sources.n),
        log_loss=ExactSums.of(rows.log_loss, sources.index, sources.n),
        brier=ExactSums.of(rows.brier, sources.index, sources.n),
        calibration=CalibrationCounts.of(columns, y_true, rows.confidence, right),
        margins=MarginCounts.of(rows.margin, y_pred, right, len(columns)),
        ranks=RankCounts.of(rows.rank, sources.index, sources.n),
    )
    if labels.settings.exact:
        scores = _sorted_scores(columns, y_true, rows.confidence, right)
        counted = replace(counted, scores=scores)
    return counted, rows.confidence


def _sorted_scores(
    columns: Iterable[NDArray[Any]],
    y_true: NDArray[Any],
    highest: NDArray[Any],
    right: NDArray[np.bool_],
) -> tuple[SortedScores, ...]:
    classes = (SortedScores.of(column, y_true == index) for index, column in enumerate(columns))
    return *classes, SortedScores.of(highest, right)
