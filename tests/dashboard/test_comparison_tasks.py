"""Runs that tell numbers, forecasts or anomalies stand side by side as classifiers do."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from afterfit.dashboard.comparison import Comparison, Wanted, compare_runs
from afterfit.dashboard.comparison_page import comparison_document
from afterfit.dashboard.entries import find_entries
from afterfit.pipeline.anomaly import analyze_anomaly_scores
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.forecasting import analyze_forecasts
from afterfit.pipeline.regression import analyze_regressions
from afterfit.readers import write_anomaly_scores, write_forecasts, write_regression
from afterfit.results import to_json
from tests.dashboard.run_folders import write_manifest
from tests.pipeline.test_gates_of_tasks import regression
from tests.statistics.sample_anomalies import three_splits
from tests.statistics.sample_numbers import forecasts_of, windows_of


def tell_numbers(folder: RunFolder, noise: float) -> None:
    rows = regression("float32", noise)
    write_regression(rows, folder.predictions("float32", rows.split))
    folder.analysis.write_text(to_json(analyze_regressions([rows])))


def forecast(folder: RunFolder, noise: float) -> None:
    random = np.random.default_rng(5)
    past, y_true = windows_of(2 + random.normal(0, 1, (120, 1)), 4, 3)
    y_pred = y_true + random.normal(0, noise, y_true.shape)
    rows = forecasts_of(y_true, y_pred, history=past, variant="float32")
    write_forecasts(rows, folder.predictions("float32", rows.split))
    folder.analysis.write_text(to_json(analyze_forecasts([rows])))


def find_anomalies(folder: RunFolder, noise: float) -> None:
    rows = three_splits(variant="float32", noise=10 * noise, strength=(3.0, 3.0))
    for one in rows:
        write_anomaly_scores(one, folder.predictions("float32", one.split))
    folder.analysis.write_text(to_json(analyze_anomaly_scores(rows)[0]))


def compared(root: Path, write: Callable[[RunFolder, float], None]) -> Comparison:
    for name, noise in (("one", 0.1), ("two", 0.3)):
        write(RunFolder(write_manifest(root / name)), noise)
    return compare_runs([Wanted(entry) for entry in find_entries([root])])


@pytest.mark.parametrize(
    ("write", "metric"),
    [(tell_numbers, "rmse"), (forecast, "rmse"), (find_anomalies, "roc_auc")],
    ids=["regression", "forecasting", "anomaly"],
)
def test_the_worse_run_is_seen_to_be_worse(
    tmp_path: Path, write: Callable[[RunFolder, float], None], metric: str
) -> None:
    comparison = compared(tmp_path, write)
    assert comparison.refusals == ()
    assert comparison.table is not None
    one, two = comparison.table.rows
    assert one.quality.metric == two.quality.metric == metric
    assert two.change is not None
    sign = comparison.table.yardstick.sign
    assert sign * two.change.value < 0
    assert sign * (two.quality.value - one.quality.value) < 0
    document = comparison_document(comparison)
    titles = [section.title for section in document.sections]
    assert titles[:3] == [
        "Side by side",
        "two · float32 against one · float32",
        "Metric against cost",
    ]
