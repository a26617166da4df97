"""Each format, as the tools write it: what is read is what was written."""

import json
import math
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from afterfit.readers.training_logs import read_training_logs
from afterfit.records import TrainingLog

Points = list[tuple[float, float]]


def points(log: TrainingLog, name: str) -> Points:
    series = next(one for one in log.series if one.name == name)
    return list(zip(series.steps.tolist(), series.values.tolist(), strict=True))


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


HISTORY = (
    "epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate,seconds\n"
    "1,0.9,0.5,nan,nan,0.1,2.5\n2,0.5,0.7,nan,nan,0.05,2.5\n"
)
YOLO = (
    "                  epoch,         train/box_loss,    metrics/mAP50(B),  val/box_loss, lr/pg0\n"
    "                      1,                 1.25,              0.25,          inf,   0.01\n"
    "                      2,                 1.125,             0.5,           1.5,   0.02\n"
)
LIGHTNING = (
    "epoch,step,train_loss_step,val_loss,train_loss_epoch\n"
    "0,49,0.9,,\n0,99,0.8,,\n0,99,,0.7,\n0,99,,,0.85\n1,149,0.6,,\n"
)
STATE = {
    "global_step": 20,
    "train_batch_size": 8,
    "log_history": [
        {"epoch": 0.5, "step": 10, "loss": 0.9, "learning_rate": 5e-5, "grad_norm": math.inf},
        {"epoch": 0.5, "step": 10, "eval_loss": 0.8, "eval_runtime": 2.0},
        {"epoch": 1.0, "step": 20, "loss": 0.7, "learning_rate": 4e-5},
        {"epoch": 1.0, "step": 20, "train_loss": 0.8, "train_runtime": 9.9, "total_flos": 1.0},
    ],
}
MMDET: list[dict[str, object]] = [
    {"env_info": "linux"},
    {"mode": "train", "epoch": 1, "iter": 50, "lr": 0.1, "loss": 0.9, "loss_cls": 0.4},
    {"mode": "train", "epoch": 1, "iter": 100, "lr": 0.1, "loss": 0.8, "loss_cls": 0.3},
    {"mode": "val", "epoch": 1, "iter": 20, "lr": 0.1, "bbox_mAP": 0.25},
    {"mode": "train", "epoch": 2, "iter": 50, "lr": 0.1, "loss": 0.7, "loss_cls": 0.3},
]
MMENGINE: list[dict[str, object]] = [
    {"lr": 0.1, "loss": 0.9, "epoch": 1, "iter": 50, "step": 50},
    {"lr": 0.1, "loss": 0.8, "epoch": 1, "iter": 100, "step": 100},
    {"coco/bbox_mAP": 0.25, "step": 1},
]
DETECTRON: list[dict[str, object]] = [
    {"iteration": 19, "total_loss": 1.5, "loss_cls": 0.9, "lr": 0.01},
    {"iteration": 39, "total_loss": 1.2, "loss_cls": 0.7, "lr": 0.02},
    {"iteration": 39, "bbox/AP": 12.5},
]


def lines(rows: Sequence[Mapping[str, object]]) -> str:
    return "\n".join(map(json.dumps, rows)) + "\n"


FILES: dict[str, tuple[str, str, str, str, str, Points]] = {
    "afterfit": ("history.csv", HISTORY, "afterfit history", "epoch", "train_loss",
                 [(1, 0.9), (2, 0.5)]),
    "keras csv": ("training.log", "epoch,accuracy,loss,val_loss\n0,0.5,0.9,0.8\n1,0.6,0.7,0.75\n",
                  "Keras CSVLogger", "epoch", "val_loss", [(0, 0.8), (1, 0.75)]),
    "keras csv without epoch": ("x.csv", "loss,acc,val_loss,val_acc\n1,0.5,2,0.4\n0.5,0.6,1,0.5\n",
                                "Keras CSVLogger", "epoch", "val_acc", [(1, 0.4), (2, 0.5)]),
    "keras json": ("history.json", '{"loss": [3, 2, 1, 0.5], "val_loss": [4, 3]}',
                   "Keras History JSON", "epoch", "val_loss", [(2, 4), (4, 3)]),
    "keras by pandas": ("h.json", '{"loss": {"0": 3, "1": 2}, "acc": {"0": 0.1, "1": null}}',
                        "Keras History JSON", "epoch", "acc", [(1, 0.1)]),
    "lightning": ("metrics.csv", LIGHTNING, "Lightning metrics.csv", "step", "train_loss_step",
                  [(49, 0.9), (99, 0.8), (149, 0.6)]),
    "ultralytics": ("results.csv", YOLO, "Ultralytics results.csv", "epoch", "val/box_loss",
                    [(1, math.inf), (2, 1.5)]),
    "yolov5": ("results.csv", YOLO.replace("box_loss,    m", "obj_loss,    m"),
               "YOLOv5 results.csv", "epoch", "metrics/mAP50(B)", [(1, 0.25), (2, 0.5)]),
    "hugging face": ("trainer_state.json", json.dumps(STATE), "Hugging Face trainer_state.json",
                     "step", "loss", [(10, 0.9), (20, 0.7)]),
    "w&b": ("wandb_export.csv",
            '"Step","run-1 - val_loss","run-1 - val_loss__MIN","run-1 - val_loss__MAX"\n'
            '0,"0.5","0.5","0.5"\n1,"","",""\n2,"0.25","0.25","0.25"\n',
            "Weights & Biases export", "step", "val_loss", [(0, 0.5), (2, 0.25)]),
    "xgboost": ("evals.json", '{"train": {"logloss": [0.6, 0.5]}, "valid": {"logloss": [7, 6]}}',
                "XGBoost or LightGBM results", "round", "valid-logloss", [(1, 7), (2, 6)]),
    "mmdet": ("20240101.log.json", lines(MMDET), "mmdet log", "epoch", "loss",
              [(0.5, 0.9), (1, 0.8), (1.5, 0.7)]),
    "mmdet evaluation": ("20240101.log.json", lines(MMDET), "mmdet log", "epoch", "val/bbox_mAP",
                         [(1, 0.25)]),
    "mmengine": ("scalars.json", lines(MMENGINE), "MMEngine log", "iteration",
                 "val/coco/bbox_mAP", [(100, 0.25)]),
    "detectron2": ("metrics.json", lines(DETECTRON), "detectron2 metrics.json", "iteration",
                   "bbox/AP", [(39, 12.5)]),
    "any csv": ("x.csv", "iter,time,my_loss,acc\n10,1,0.9,0.5\n20,2,0.8,0.6\n", "CSV with steps",
                "iteration", "my_loss", [(10, 0.9), (20, 0.8)]),
    "losses by step": ("x.csv", "step,loss,val_loss\n10,3,4\n20,2,3\n", "CSV with steps", "step",
                       "val_loss", [(10, 4), (20, 3)]),
    "tensorboard csv": ("val_loss.csv", "Wall time,Step,Value\n1e9,1,0.5\n1e9,2,0.25\n",
                        "TensorBoard CSV", "step", "val_loss", [(1, 0.5), (2, 0.25)]),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "kind", "unit", "series", "expected"), FILES.values(), ids=FILES
)
def test_a_format_is_recognised_and_read(
    tmp_path: Path, name: str, text: str, kind: str, unit: str, series: str, expected: Points
) -> None:
    (log,) = read_training_logs([write(tmp_path / name, text)])
    assert (log.kind, log.step_unit) == (kind, unit)
    assert points(log, series) == expected


def test_all_formats_are_found_in_one_folder(tmp_path: Path) -> None:
    for i, (name, text, *_) in enumerate(FILES.values()):
        write(tmp_path / str(i) / name, text)
    write(tmp_path / "notes.txt", "hello")
    write(tmp_path / "data.csv", "x,y\n1,2\n")
    write(tmp_path / "package.json", '{"name": "x"}')
    assert sorted(log.kind for log in read_training_logs([tmp_path])) == sorted(
        kind for _, _, kind, *_ in FILES.values()
    )


def test_a_split_that_was_never_measured_has_no_series(tmp_path: Path) -> None:
    (log,) = read_training_logs([write(tmp_path / "history.csv", HISTORY)])
    assert [one.name for one in log.series] == [
        "train_loss", "train_accuracy", "learning_rate", "seconds",
    ]  # fmt: skip


def test_the_summary_of_hugging_face_is_no_loss(tmp_path: Path) -> None:
    (log,) = read_training_logs([write(tmp_path / "trainer_state.json", json.dumps(STATE))])
    assert "train_loss" not in {one.name for one in log.series}
    assert "train_loss is an average, was left out" in log.notes[0]
    assert log.settings == {"batch size": "8"}


def test_the_last_checkpoint_tells_the_whole_log(tmp_path: Path) -> None:
    for n in (500, 1000, 1500):
        write(tmp_path / f"checkpoint-{n}/trainer_state.json", json.dumps(STATE))
    (log,) = read_training_logs([tmp_path])
    assert "checkpoint-1500" in log.name
    assert "2 earlier checkpoints hold the beginning of the same log." in log.notes


def test_settings_stand_in_args_yaml(tmp_path: Path) -> None:
    write(tmp_path / "args.yaml", "batch: 16\nimgsz: 640\nlr0: 0.01\nfreeze: null\n")
    (log,) = read_training_logs([write(tmp_path / "results.csv", YOLO)])
    assert log.settings == {"batch size": "16", "resolution": "640", "learning rate": "0.01"}


def test_the_runs_of_an_export_are_apart(tmp_path: Path) -> None:
    text = "Step,a - loss,b - loss\n1,0.5,\n2,,0.25\n"
    first, second = read_training_logs([write(tmp_path / "e.csv", text)])
    assert (points(first, "loss"), points(second, "loss")) == ([(1, 0.5)], [(2, 0.25)])
    assert first.name.endswith("e.csv (a)")


def mlflow_folder(root: Path) -> None:
    run = root / "0/abc"
    write(run / "meta.yaml", "run_name: x\n")
    write(run / "metrics/val/loss", "1000 0.5 0\n2000 0.25 1\n")
    write(run / "metrics/acc", "1000 0.5 0\nbroken\n")
    write(run / "params/batch_size", "32")


def mlflow_database(root: Path) -> None:
    root.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(root / "mlflow.db")) as database:
        database.executescript(
            "create table runs (run_uuid text, name text, start_time int);"
            "create table metrics (key text, value real, timestamp int, run_uuid text, step int,"
            " is_nan int);"
            "create table params (key text, value text, run_uuid text);"
            "insert into runs values ('abc', 'bold-fox', 1);"
            "insert into params values ('batch_size', '32', 'abc');"
            "insert into metrics values ('val/loss', 0.5, 1000, 'abc', 0, 0),"
            " ('val/loss', 0.25, 2000, 'abc', 1, 0), ('acc', 0, 1000, 'abc', 0, 1);"
        )


@pytest.mark.parametrize("make", [mlflow_folder, mlflow_database])
def test_mlflow(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "mlruns")
    (log,) = read_training_logs([tmp_path])
    assert log.kind == "MLflow run"
    assert points(log, "val/loss") == [(0, 0.5), (1, 0.25)]
    assert log.settings == {"batch size": "32"}
    series = next(one for one in log.series if one.name == "val/loss")
    assert series.wall_times is not None
    assert series.wall_times.tolist() == [1, 2]


def test_a_table_and_its_events_are_one_log(tmp_path: Path) -> None:
    from afterfit.training.epoch_rows import EpochRow
    from afterfit.training.logs import TrainingLogs

    rows = [EpochRow(i, 0.1 / i, 0.75, 0.5 / i, 0.5, 1e-3, 2.5, 1.7e9 + i) for i in (1, 2, 3)]
    TrainingLogs(tmp_path).write(rows)
    (log,) = read_training_logs([tmp_path])
    assert log.kind == "afterfit history"
    assert "The TensorBoard events in the same folder tell the same training" in log.notes[0]
    (events,) = read_training_logs(tmp_path.glob("*tfevents*"))
    assert [one.name for one in events.series] == [one.name for one in log.series]
