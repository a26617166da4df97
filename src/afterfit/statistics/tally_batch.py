"""Predictions in memory → the tally of them."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from afterfit.kernels import are_compiled, find_errors
from afterfit.records import PredictionColumns, Predictions
from afterfit.statistics.calibration_counts import CalibrationCounts
from afterfit.statistics.compiled_batch import ROWS_FOR_TABLES, with_compiled_scores
from afterfit.statistics.exact_sums import ExactSums
from afterfit.statistics.label_counts import count_labels
from afterfit.statistics.left_out_rows import LeftOutRows
from afterfit.statistics.margin_counts import MarginCounts
from afterfit.statistics.rank_counts import RankCounts
from afterfit.statistics.row_ranges import RowRanges
from afterfit.statistics.scored_rows import ScoredRows, float_columns, score_column
from afterfit.statistics.sorted_scores import SortedScores
from afterfit.statistics.source_numbers import SourceNumbers, number_sources
from afterfit.statistics.tally import ClassificationTally
from afterfit.statistics.tally_settings import TallySettings
from afterfit.statistics.top_errors import TopErrors, most_confident


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
        in_tables = n >= ROWS_FOR_TABLES and are_compiled()
        count = with_compiled_scores if in_tables else _with_scores
        tally, highest = count(labels, predictions, sources)
        if settings.exact:
            tally = replace(tally, scores=_sorted_scores(predictions, highest))
    confusion, answered = count_labels(predictions, sources, highest, settings.min_confidence)
    errors = _errors(predictions, sources, highest, tally)
    return replace(tally, confusion=confusion, answered=answered, errors=errors)


def _errors(
    predictions: Predictions | PredictionColumns,
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
    predictions: Predictions | PredictionColumns,
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
    predictions: Predictions | PredictionColumns,
    sources: SourceNumbers,
) -> tuple[ClassificationTally, NDArray[np.float64]]:
    """Return *labels* with what the scores of its rows say, and the highest score of each row."""
    y_true, y_pred = predictions.y_true, predictions.y_pred
    columns, right = float_columns(predictions), y_pred == y_true
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
    return counted, rows.confidence


def _sorted_scores(
    predictions: Predictions | PredictionColumns, highest: NDArray[np.float64]
) -> tuple[SortedScores, ...]:
    y_true, k = predictions.y_true, len(predictions.class_names)
    classes = (
        SortedScores.of(score_column(predictions, index), y_true == index) for index in range(k)
    )
    return *classes, SortedScores.of(highest, predictions.y_pred == y_true)
