from io import StringIO

import numpy as np
import polars as pl
import pytest
from sklearn.metrics import precision_recall_fscore_support

from afterfit.report.threshold_file import thresholds_csv
from tests.report.sample_run import make_windows, score, thresholds_of

SCORED = score(make_windows("test", 72), "float32", 1.2)


def table_of() -> pl.DataFrame:
    return pl.read_csv(StringIO(thresholds_csv(thresholds_of(SCORED))))


def test_each_row_agrees_with_scikit_learn() -> None:
    rows = table_of().filter(pl.col("class") == "walking")
    for row in rows.rows(named=True)[1::7]:
        found = SCORED.scores[:, 0] >= row["threshold"]
        precision, recall, f1, _ = precision_recall_fscore_support(
            SCORED.y_true == 0, found, average="binary"
        )
        assert (row["precision"], row["recall"], row["f1"]) == pytest.approx(
            (precision, recall, f1)
        )
        assert row["tpr"] == row["recall"]
        assert row["fpr"] == pytest.approx(np.mean(found[SCORED.y_true != 0]))


def test_the_first_threshold_is_inf_and_has_no_precision() -> None:
    first = table_of().row(0, named=True)
    assert first["threshold"] == float("inf")
    assert first["precision"] is None
    assert (first["tpr"], first["fpr"], first["recall"], first["f1"]) == (0, 0, 0, 0)
    assert thresholds_csv(thresholds_of(SCORED)).splitlines()[1].startswith("walking,inf,")


def test_a_class_without_samples_has_empty_cells() -> None:
    missing = score(make_windows("test", 6, ("a", "b")), "float32", 0.1)
    text = thresholds_csv(thresholds_of(missing))
    table = pl.read_csv(StringIO(text)).filter(pl.col("class") == "b")
    assert table["recall"].null_count() == len(table)
    assert table["f1"].null_count() == 1, "0 of 0 only where nothing is found"
