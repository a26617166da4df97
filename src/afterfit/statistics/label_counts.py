"""Labels of a batch → which class was taken for which, by source."""

import numpy as np
from numpy.typing import NDArray

from afterfit.kernels import are_compiled, count_cells
from afterfit.records import Predictions
from afterfit.statistics.source_confusion import SourceConfusion
from afterfit.statistics.source_numbers import SourceNumbers


def count_labels(
    predictions: Predictions,
    sources: SourceNumbers,
    highest: NDArray[np.float64],
    least: float,
) -> tuple[SourceConfusion, SourceConfusion]:
    """Return the confusion of all rows, and of those whose *highest* score is *least* or more."""
    k, n = len(predictions.class_names), len(predictions)
    y_true, y_pred, source = predictions.y_true, predictions.y_pred, sources.index
    if are_compiled() and sources.n * k**2 <= 2 * n:  # as in `count_codes`
        tables = count_cells(y_true, y_pred, source, highest, least, k, sources.n)
        every, sure = (SourceConfusion.of_table(table, sources, k) for table in tables)
        return every, sure
    cells = (source * k + y_true) * k + y_pred
    return (
        SourceConfusion.of_cells(cells, sources, k),
        SourceConfusion.of_cells(cells[highest >= least], sources, k),
    )
