"""MLflow: a folder of files and a sqlite database. python mlflow_logs.py OUT

Expected values are those of MLflow's own client.
"""

import json
import os
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"

import mlflow
import numpy as np
from mlflow import MlflowClient

out = Path(sys.argv[1])
steps = np.arange(1, 9)
columns = {
    "train/loss": 0.2 + 1.8 * np.exp(-steps / 3.0),
    "val/loss": 0.3 + 1.8 * np.exp(-steps / 3.0),
    "val_accuracy": 1 - 0.7 * np.exp(-steps / 3.0),
}


def log(uri):
    """Write one run and return what the client says of it."""
    client = MlflowClient(tracking_uri=uri)
    run = client.create_run("0", start_time=1_700_000_000_000, run_name="tiny").info.run_id
    client.log_param(run, "batch_size", 32)
    for i, step in enumerate(steps):
        for name, values in columns.items():
            client.log_metric(run, name, float(values[i]), 1_700_000_000_000 + 1000 * i, int(step))
    client.set_terminated(run, end_time=1_700_000_060_000)
    said = {
        name: [[m.step, m.value] for m in client.get_metric_history(run, name)] for name in columns
    }
    return run, {"version": mlflow.__version__, "points": said}


with tempfile.TemporaryDirectory() as folder:
    here = Path(folder)
    run, expected = log(f"file://{here}/mlruns")
    target = out / "mlflow_files"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(here / "mlruns/0" / run, target / "mlruns/0" / run)
    for path in target.rglob("meta.yaml"):
        path.write_text(path.read_text().replace(folder, "/somewhere"))
    for path in target.rglob("tags"):
        shutil.rmtree(path)
    (target / "expected.json").write_text(json.dumps(expected, indent=1))

    run, expected = log(f"sqlite:///{here}/mlflow.db")
    target = out / "mlflow_sqlite"
    target.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(here / "mlflow.db")
    kept = {"runs", "metrics", "params", "experiments", "latest_metrics", "alembic_version"}
    names = database.execute("select name from sqlite_master where type='table'").fetchall()
    database.execute("pragma foreign_keys=off")
    for (name,) in names:  # sixty empty tables and their indices make a megabyte
        if name not in kept and not name.startswith("sqlite_"):
            database.execute(f'drop table "{name}"')
    database.execute("update experiments set artifact_location='/somewhere'")
    database.execute("update runs set artifact_uri='/somewhere', user_id='someone', source_name=''")
    database.commit()
    database.execute("vacuum")
    database.close()
    shutil.copy(here / "mlflow.db", target / "mlflow.db")
    (target / "expected.json").write_text(json.dumps(expected, indent=1))
