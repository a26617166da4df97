"""Predictions in memory → the tally of them, counted by compiled loops."""

from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.records import Predictions
from afterfit.statistics.calibration_counts import CalibrationCounts
from afterfit.statistics.exact_sums import ExactSums
from afterfit.statistics.fine_bins import N_PLACES
from afterfit.statistics.margin_counts import MarginCounts
from afterfit.statistics.rank_counts import RankCounts
from afterfit.statistics.reliability import Reliability
from afterfit.statistics.scored_rows import columns_of, log_losses
from afterfit.statistics.source_confusion import SourceConfusion
from afterfit.statistics.source_numbers import SourceNumbers
from afterfit.statistics.tally import ClassificationTally

ROWS_FOR_TABLES = 2 * N_PLACES
"""Fewer rows are smaller than the tables of fine bins that compiled loops fill."""
_SAMPLES = (1 << 32) - 1

Codes = NDArray[np.int64]


@cache
def can_compile() -> bool:
    """Return whether the extra ``fast`` is installed."""
    return find_spec("numba") is not None


def with_compiled_scores(
    labels: ClassificationTally, predictions: Predictions, sources: SourceNumbers, cells: Codes
) -> ClassificationTally:
    """Return *labels* with what the scores of its rows say; fine bins alone, to the same bit.

    Parameters
    ----------
    labels : ClassificationTally
        What was counted of the same rows without their scores.
    predictions : Predictions
    sources : SourceNumbers
        Of *predictions*.
    cells : array of shape (n_samples,)
        Cell of each row in `SourceConfusion`.
    """
    from afterfit.statistics import kernels

    k, source = len(predictions.class_names), sources.index
    columns = columns_of(predictions.scores)
    columns.flags.writeable = False  # as those of another layout are: one kernel for both
    fine, margins, ranks, brier, p_true, highest = kernels.count_scores(
        columns, predictions.y_true, predictions.y_pred, source, sources.n
    )
    sure = highest >= labels.settings.min_confidence
    log_loss = kernels.sum_exactly(log_losses(p_true), source, sources.n)
    return replace(
        labels,
        answered=SourceConfusion.of_cells(cells[sure], sources, k),
        scored=ranks.sum(axis=1),
        log_loss=ExactSums(*log_loss),
        brier=ExactSums(*brier),
        calibration=CalibrationCounts(_reliability(fine[k:]), _reliability(fine[:k])),
        margins=MarginCounts(margins),
        ranks=RankCounts(ranks),
    )


def _reliability(fine: NDArray[Any]) -> Reliability:
    """Return the cells that hold samples of tables of shape (n_groups, 7681, 2)."""
    counts, excess = fine.reshape(-1, 2).T
    cells = np.flatnonzero(counts)
    both = counts[cells]
    return Reliability(len(fine), cells, both & _SAMPLES, both >> 32, excess[cells])
