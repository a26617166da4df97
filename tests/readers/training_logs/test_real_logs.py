"""Logs that the libraries wrote, read beside each library's own reader."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from afterfit.readers.training_logs import read_training_logs
from afterfit.records import TrainingLog
from tests.readers.training_logs.test_formats import points

FIXTURES = Path(__file__).parent / "fixtures"
LOGS = {
    "keras/training.csv": "Keras CSVLogger",
    "keras/history.json": "Keras History JSON",
    "lightning": "Lightning metrics.csv",
    "trainer": "Hugging Face trainer_state.json",
    "xgboost": "XGBoost or LightGBM results",
    "lightgbm": "XGBoost or LightGBM results",
    "mlflow_files": "MLflow run",
    "mlflow_sqlite": "MLflow run",
    "tensorboard_torch": "TensorBoard events",
    "tensorboard_tensors": "TensorBoard events",
    "ultralytics": "Ultralytics results.csv",
    "yolov5": "YOLOv5 results.csv",
    "detectron2": "detectron2 metrics.json",
    "mmdet": "mmdet log",
    "mmengine": "MMEngine log",
    "wandb": "Weights & Biases run",
    "wandb_table": "Weights & Biases export",
}

TIMINGS = frozenset({"time", "data_time", "val/time", "val/data_time"})
"""What takes how long is no part of what the writers were asked for."""


def expected_points(folder: str) -> dict[str, list[tuple[float, float]]]:
    """Return what the library's own reader says, by the name of the series."""
    said: dict[str, Any] = json.loads((FIXTURES / folder / "expected.json").read_text())
    if "points" in said:
        return {name: [(x, y) for x, y in pairs] for name, pairs in said["points"].items()}
    if "results" in said:
        return {
            f"{split}-{metric}": [(float(i), y) for i, y in enumerate(values, 1)]
            for split, metrics in said["results"].items()
            for metric, values in metrics.items()
        }
    steps = [float(step) for step in said["steps"]]
    return {name: list(zip(steps, values, strict=True)) for name, values in said["series"].items()}


def read(name: str) -> TrainingLog:
    (log,) = read_training_logs([FIXTURES / name])
    return log


@pytest.mark.parametrize(("name", "kind"), LOGS.items(), ids=LOGS)
def test_values_equal_those_of_the_library(name: str, kind: str) -> None:
    log, expected = read(name), expected_points(name.split("/")[0])
    assert log.kind == kind
    expected.pop("epoch", None)
    names = {one.name for one in log.series} - {"epoch", *TIMINGS}
    # CSVLogger leaves the learning rate to the history
    missing = {"learning_rate"} if name == "keras/training.csv" else set()
    assert names == set(expected) - missing
    for series in names:
        ours, theirs = points(log, series), expected[series]
        assert [y for _, y in ours] == pytest.approx(
            [y for _, y in theirs], rel=5e-5, abs=1e-12, nan_ok=True
        )
        if name != "keras/history.json":  # that file has no steps: rows count from 1
            assert [x for x, _ in ours] == [x for x, _ in theirs]


@pytest.mark.parametrize("name", [one for one in LOGS if one not in ("detectron2", "mmengine")])
def test_losses_are_found_for_both_splits(name: str) -> None:
    losses = {one.meaning.split for one in read(name).series if one.meaning.role.endswith("_loss")}
    assert losses == {"train", "eval"}


@pytest.mark.parametrize("name", ["detectron2", "mmengine"])
def test_detection_toolboxes_evaluate_by_metric_alone(name: str) -> None:
    roles = {(one.meaning.role, one.meaning.split) for one in read(name).series}
    assert roles >= {("total_loss", "train"), ("classification_loss", "train"), ("metric", "eval")}


def test_settings_stand_beside_the_series() -> None:
    assert read("ultralytics").settings["batch size"] == "4"
    assert read("mlflow_sqlite").settings == read("mlflow_files").settings == {"batch size": "32"}
    assert read("wandb").settings == {"batch size": "16", "learning rate": "0.01"}
    assert read("yolov5").settings["resolution"] == "640"


def test_times_of_writing_are_kept() -> None:
    (loss, *_) = read("tensorboard_torch").series
    assert loss.wall_times is not None
    assert math.isclose(loss.wall_times[-1] - loss.wall_times[0], 11.0)


def test_a_log_that_was_written_twice_is_read_once() -> None:
    log = read("mmengine")
    assert log.notes == ("scalars.json holds the same and was left out.",)
