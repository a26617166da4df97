import math
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from afterfit.readers import HISTORY_COLUMNS, read_history_csv
from afterfit.training import TrainingPlan, train_classifier
from afterfit.training.epoch_rows import EpochRow
from afterfit.training.logs import EVENTS_FILE, TrainingLogs

pytestmark = pytest.mark.train


def row(epoch: int, val_loss: float = 0.5) -> EpochRow:
    return EpochRow(epoch, 0.1 / 3, 0.75, val_loss, 0.5, 1e-3, 2.5, 1.7e9 + epoch)


def events_in(folder: Path) -> dict[str, list[tuple[int, float, float]]]:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    accumulator = EventAccumulator(str(folder / EVENTS_FILE))
    accumulator.Reload()
    return {
        tag: [(one.step, one.value, one.wall_time) for one in accumulator.Scalars(tag)]
        for tag in accumulator.Tags()["scalars"]
    }


def test_tensorboard_reads_every_series_once_an_epoch(tmp_path: Path) -> None:
    logs, rows = TrainingLogs(tmp_path), [row(1), row(2)]
    logs.write(rows)
    logs.write([*rows, row(3)])
    events = events_in(tmp_path)
    assert set(events) == set(HISTORY_COLUMNS[1:])
    assert [step for step, _, _ in events["train_loss"]] == [1, 2, 3]
    assert events["train_loss"][0][1] == pytest.approx(0.1 / 3)
    assert [wall for _, _, wall in events["seconds"]] == [1.7e9 + 1, 1.7e9 + 2, 1.7e9 + 3]


def test_a_new_writer_gives_the_same_bytes_as_one_that_went_on(tmp_path: Path) -> None:
    rows = [row(epoch) for epoch in range(1, 6)]
    on, anew = tmp_path / "on", tmp_path / "anew"
    logs = TrainingLogs(on)
    for n in range(1, 6):
        logs.write(rows[:n])
    TrainingLogs(anew).write(rows)
    assert (on / EVENTS_FILE).read_bytes() == (anew / EVENTS_FILE).read_bytes()
    assert [path.name for path in sorted(on.iterdir())] == [EVENTS_FILE, "history.csv"]


def test_what_was_not_measured_is_nan_in_the_table_and_absent_from_the_events(
    tmp_path: Path,
) -> None:
    TrainingLogs(tmp_path).write([row(1, val_loss=math.nan)])
    assert math.isnan(read_history_csv(tmp_path / "history.csv").series["val_loss"][0])
    assert "val_loss" not in events_in(tmp_path)


def test_a_resumed_training_has_each_epoch_once(waves: Callable[..., Any], tmp_path: Path) -> None:
    plan = TrainingPlan("CLS_100_NPU", epochs=9)
    for n_epochs in (2, 4):
        train_classifier(
            plan,
            waves(8, seed=1),
            waves(4, seed=2),
            3,
            tmp_path,
            lambda report: None,
            should_stop=partial(has_written, tmp_path, n_epochs),
        )
    steps = [step for step, _, _ in events_in(tmp_path)["val_accuracy"]]
    assert steps == [1, 2, 3, 4]


def has_written(folder: Path, n_epochs: int) -> bool:
    path = folder / "history.csv"
    return path.exists() and len(read_history_csv(path)) >= n_epochs
