import math

import numpy as np
import pytest

from afterfit.analyses.curves import measure_curves
from afterfit.records import TrainingLog
from afterfit.views import table_insights, table_trace, trace_rows
from tests.findings.sample_curves import curves_of, healthy, healthy_detector, log_of, overfit


def test_training_insights_of_a_detector() -> None:
    log = log_of(healthy_detector() | {"lr/pg0": np.linspace(0.01, 0.001, 100)})
    settings = {"batch size": "16", "resolution": "640"}
    known = TrainingLog(log.name, log.kind, "epoch", log.series, settings=settings)
    rows = {row[0]: row[1:] for row in table_insights(measure_curves(known)).rows}
    assert rows["Epochs"] == ("100", "")
    assert rows["Batch size"] == ("16", "")
    assert rows["Resolution"] == ("640", "")
    assert rows["Learning rate"] == ("0.01 → 0.001", "")
    assert list(rows)[4:] == [
        "Total loss, final", "Total loss, best",
        "Classification loss, final", "Classification loss, best",
        "Localisation loss, final", "Localisation loss, best",
        "metrics/mAP50-95(B), final", "metrics/mAP50-95(B), best",
    ]  # fmt: skip


def test_what_the_log_does_not_tell_is_said() -> None:
    rows = table_insights(curves_of({"x": [1.0]})).rows
    assert [row[0] for row in rows] == ["Epochs", "Batch size", "Learning rate", "Resolution"]
    assert {row[1] for row in rows[1:]} == {"not in the log"}


def test_a_trace_gives_numbers_and_words() -> None:
    first, second = trace_rows(curves_of({"loss": [3.0, 2.0], "val_loss": [3.0, math.nan]}))
    assert (first.step, first.train_loss, first.eval_loss) == (1, 3, 3)
    assert math.isnan(second.eval_loss)
    assert "Evaluation loss is not finite" in second.observation


@pytest.mark.parametrize(
    ("train", "val", "said"),
    [
        ([3, 2], [3, 2], "Both losses fall; lowest evaluation loss of all"),
        ([3, 2], [3, 4], "Training loss falls while evaluation loss rises"),
        ([3, 4], [3, 4], "Both losses rise"),
        ([3, 3], [3, 3], "Both losses hold"),
        ([3, 2], [3, math.nan], "Evaluation loss is not finite; training loss falls"),
        ([3, 2, 1], [3, 2, 1], "Both losses fall; lowest evaluation loss so far"),
    ],
)
def test_an_observation_is_true(train: list[float], val: list[float], said: str) -> None:
    rows = table_trace(curves_of({"train_loss": train, "val_loss": val})).rows
    assert rows[0][-1].startswith("The start")
    assert rows[1][-1] == said


@pytest.mark.parametrize(
    ("accuracy", "said"),
    [([0.6, 0.7], "rises"), ([0.7, 0.6], "falls"), ([0.7, 0.7], "holds")],
)
def test_the_metric_is_part_of_the_observation(accuracy: list[float], said: str) -> None:
    losses = [3.0, 2.0]
    columns = {"train_loss": losses, "val_loss": losses, "val_accuracy": accuracy}
    rows = table_trace(curves_of(columns)).rows
    assert rows[1][-1] == (f"Both losses fall; val_accuracy {said}; lowest evaluation loss of all")


def test_a_row_of_two_metrics_names_both() -> None:
    titles = [row[0] for row in table_insights(curves_of(healthy())).rows]
    assert titles[-2:] == [
        "train_accuracy, val_accuracy, final",
        "train_accuracy, val_accuracy, best",
    ]


def test_a_restart_and_a_new_learning_rate_are_said() -> None:
    columns = healthy() | {"lr": np.where(np.arange(60) < 30, 0.1, 0.01)}
    rows = table_trace(curves_of(columns, restarts=[12]), most=100).rows
    assert rows[11][-1].startswith("The training was started again; ")
    assert rows[30][-1].startswith("The learning rate changed; ")


def test_a_long_trace_shows_some_rows_and_tells() -> None:
    table = table_trace(curves_of(overfit()), most=10)
    assert {"1", "60"} <= {row[0] for row in table.rows}
    assert table.note.startswith(f"{60 - len(table.rows)} other rows left out.")
    assert "27" in {row[0] for row in table_trace(curves_of(overfit(1)), most=5).rows}


def test_values_that_are_not_finite_are_words() -> None:
    rows = table_trace(curves_of({"loss": [math.inf, 2.0, 1.0]})).rows
    assert rows[0][1] == "not finite"
    assert rows[1][1:3] == ("2", "–")
