"""Weights & Biases offline: the run file, and its history as the table that its API gives.

Expected values are those that the library's own reader finds in the file; wandb 0.19 is the last
to have it in Python. python wandb_logs.py OUT
"""

import csv
import json
import os
import sys
import tempfile
from pathlib import Path

os.environ |= {"WANDB_MODE": "offline", "WANDB_SILENT": "true"}

import wandb
from wandb.proto import wandb_internal_pb2
from wandb.sdk.internal.datastore import DataStore

OUT, EPOCHS = Path(sys.argv[1]), 12


def train(folder):
    settings = wandb.Settings(host="host", program="train.py")
    given = {"batch_size": 16, "lr": 0.01}
    run = wandb.init(project="curves", dir=folder, config=given, settings=settings)
    for epoch in range(EPOCHS):
        run.log({"train/loss": 1 / (epoch + 1), "epoch": epoch})
        if epoch % 3 == 2:
            told = {"loss": 1 / (epoch + 1) + 0.1, "accuracy": 0.5 + epoch / 40}
            odd = float("nan") if epoch == 2 else float(epoch)
            run.log({"val": told, "odd": odd, "note": "text", "epoch": epoch})
    run.finish()
    wandb.teardown()  # it writes the file in a process of its own
    (written,) = Path(folder).glob("wandb/offline-run-*/*.wandb")
    return written


def history(path):
    """Give the rows of the history, nested names joined by dots as the API joins them."""
    store, record = DataStore(), wandb_internal_pb2.Record()
    store.open_for_scan(str(path))
    while (data := store.scan_data()) is not None:
        record.ParseFromString(data)
        if record.WhichOneof("record_type") == "history":
            yield dict(
                pair
                for item in record.history.item
                for pair in flat(".".join(item.nested_key) or item.key, json.loads(item.value_json))
            )


def flat(name, value):
    if isinstance(value, dict):
        return [pair for key, one in value.items() for pair in flat(f"{name}.{key}", one)]
    return [(name, value)]


def write_run(folder):
    with tempfile.TemporaryDirectory() as temporary:
        written = train(temporary)
        rows = list(history(written))
        (folder / "run-offline.wandb").write_bytes(written.read_bytes())
    return rows


def write_table(folder, rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    with (folder / "history.csv").open("w", newline="") as file:
        table = csv.DictWriter(file, names, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def write_expected(folder, rows):
    points = {}
    for row in rows:
        for name, value in row.items():
            if (not name.startswith("_") and not isinstance(value, str)) or value == "NaN":
                points.setdefault(name, []).append([row["_step"], float(value)])
    said = {"version": wandb.__version__, "points": points}
    (folder / "expected.json").write_text(json.dumps(said))


folders = [OUT / name for name in ("wandb", "wandb_table")]
for folder in folders:
    folder.mkdir(parents=True, exist_ok=True)
rows = write_run(folders[0])
write_table(folders[1], rows)
for folder in folders:
    write_expected(folder, rows)
