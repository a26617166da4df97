"""fpr_tpr_thresholds.csv: what each threshold of each class would find."""

from io import StringIO
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from afterfit.files import csv_cell
from afterfit.results import ThresholdSweep, ThresholdSweeps

if TYPE_CHECKING:
    import polars as pl


def thresholds_csv(sweeps: ThresholdSweeps) -> str:
    """Return one row a class and threshold: class,threshold,tpr,fpr,precision,recall,f1.

    Thresholds are on the probability of the class, from inf, which finds nothing, downwards.
    A cell is empty where the data cannot tell: a recall without positives, a precision where
    nothing is found.
    """
    import polars as pl

    tables = [_rows(sweep) for sweep in sweeps.classes]
    text = StringIO()
    pl.concat(tables).write_csv(text)
    return text.getvalue()


def _rows(sweep: ThresholdSweep) -> "pl.DataFrame":
    import polars as pl

    found = sweep.tp + sweep.fp
    recall = _ratio(sweep.tp, np.full(len(found), sweep.n_positives))
    columns = {
        "threshold": sweep.thresholds,
        "tpr": recall,
        "fpr": _ratio(sweep.fp, np.full(len(found), sweep.n_negatives)),
        "precision": _ratio(sweep.tp, found),
        "recall": recall,
        # 2tp / (2tp + fp + fn): positives are tp + fn
        "f1": _ratio(2 * sweep.tp, found + sweep.n_positives),
    }
    table = pl.DataFrame(columns).with_columns(pl.all().fill_nan(None))
    return table.insert_column(0, pl.lit(csv_cell(sweep.class_name)).alias("class"))


def _ratio(part: NDArray[np.int64], whole: NDArray[np.int64]) -> NDArray[np.float64]:
    ratio = np.full(len(part), np.nan)
    np.divide(part, whole, out=ratio, where=whole > 0)
    return ratio
