"""Predicted numbers → the files that Tensorlab's documents name for them."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from afterfit.files import safe_name, write_bytes, write_text
from afterfit.records import Forecasts, RegressionPredictions
from afterfit.report.png import render_png
from afterfit.results import ForecastVariant, RegressionVariant
from afterfit.views import chart_actual, chart_distribution, chart_forecast

RESULTS_FILE = "results_on_test_set.csv"
ACTUAL_PICTURE = "actual_vs_predicted_test.png"
ERROR_PICTURE = "residual_error_test.png"


def write_regression_files(
    folder: Path, rows: RegressionPredictions, found: RegressionVariant
) -> list[Path]:
    """Write predictions and pictures of one variant into *folder*, and return the paths.

    ``results_on_test_set.csv`` has the columns predicted and ground_truth; of several outputs,
    each with its name behind it, where Tensorlab strings them together without names. Pictures
    of the first output have Tensorlab's names, of others their own.
    """
    paths = [folder / RESULTS_FILE]
    names = rows.target_names
    marks = [""] if len(names) == 1 else [f"_{name}" for name in names]
    head = [f"{word}{mark}" for mark in marks for word in ("predicted", "ground_truth")]
    columns = [
        column.tolist()
        for i in range(len(names))
        for column in (rows.y_pred[:, i], rows.y_true[:, i])
    ]
    write_text(paths[0], _csv(head, list(zip(*columns, strict=True))))
    for place, output in enumerate(found.outputs):
        mark = "" if place == 0 else f"_{safe_name(output.name)}"
        for name, draw in ((ACTUAL_PICTURE, chart_actual), (ERROR_PICTURE, chart_distribution)):
            path = folder / name.replace("_test.png", f"{mark}_test.png")
            write_bytes(path, render_png(draw(output)))
            paths.append(path)
    return paths


def write_forecast_files(folder: Path, rows: Forecasts, found: ForecastVariant) -> list[Path]:
    """Write ``predictions_csv/<variable>_predictions.csv`` and ``prediction_plots`` into *folder*.

    Columns: ground_1, …, predicted_1, …; the pictures show the median forecast.
    """
    paths = []
    steps = range(1, rows.horizon + 1)
    head = [f"{word}_{step}" for word in ("ground", "predicted") for step in steps]
    for v, name in enumerate(rows.variable_names):
        path = folder / "predictions_csv" / f"{safe_name(name)}_predictions.csv"
        both = zip(rows.y_true[:, :, v].tolist(), rows.y_pred[:, :, v].tolist(), strict=True)
        write_text(path, _csv(head, [[*true, *said] for true, said in both]))
        paths.append(path)
        drawn = [one for one in found.drawn if one.variable == name]
        for one in (one for one in drawn if one.rank == "median" or len(drawn) == 1):
            picture = folder / "prediction_plots" / f"{safe_name(name)}_predictions.png"
            write_bytes(picture, render_png(chart_forecast(one)))
            paths.append(picture)
    return paths


def _csv(head: Sequence[str], rows: Sequence[Sequence[float]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()
