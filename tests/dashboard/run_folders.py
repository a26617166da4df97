"""Run folders as `afterfit run` leaves them, made in a moment."""

import json
import os
import socket
from collections.abc import Sequence
from pathlib import Path

from afterfit.pipeline.analyze import analyze_predictions
from afterfit.pipeline.facts import Facts, write_facts
from afterfit.pipeline.folder import RunFolder
from afterfit.readers import write_predictions
from afterfit.records import Predictions
from afterfit.results import to_json
from tests.report.sample_run import make_windows, score

STAGES = ("train", "quantize", "device", "test", "analyze", "report")
LOSSES = (1.4, 0.9, 0.6, 0.5, 0.45, 0.42)


def predictions_of(
    variant: str, noise: float, n: int = 72, classes: Sequence[str] | None = None, seed: int = 1
) -> Predictions:
    windows = make_windows("test", n, classes) if classes else make_windows("test", n)
    return score(windows, variant, noise, seed).predictions


def write_run(
    path: Path, predictions: Sequence[Predictions], *, rate: float = 0.01, model: str = "CLS_1k"
) -> Path:
    """Write a finished run with these predictions, its configuration and its training."""
    folder = RunFolder(path)
    for one in predictions:
        write_predictions(one, folder.predictions(one.variant, one.split))
    folder.analysis.write_text(to_json(analyze_predictions(predictions)) + "\n")
    write_facts(
        Facts(path.name, {"Model": model, "Made": "2026-05-04 10:30 UTC"}, ()), folder.facts
    )
    folder.config.write_text(
        f"common: {{run_name: {path.name!r}}}\n"
        f"training: {{learning_rate: {rate}, model_name: {model}}}\ntesting: {{enable: true}}\n"
    )
    write_training(path)
    return write_manifest(path)


def write_training(path: Path, losses: Sequence[float] = LOSSES) -> Path:
    history = RunFolder(path).history
    history.parent.mkdir(parents=True, exist_ok=True)
    rows = [f"{i},{loss},{loss * 1.1}" for i, loss in enumerate(losses, 1)]
    history.write_text("\n".join(["epoch,train_loss,val_loss", *rows]) + "\n")
    return path


def write_manifest(path: Path, stages: Sequence[str] = STAGES) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    entry = {"inputs": "0", "finished": "2026-05-04T10:30:00+00:00", "outputs": {}}
    content = {"afterfit": "0.1.0", "stages": dict.fromkeys(stages, entry)}
    RunFolder(path).manifest.write_text(json.dumps(content))
    return path


def write_running(path: Path, *, process: int | None = None, **said: str) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    content = {
        "stage": "Training",
        "process": os.getpid() if process is None else process,
        "host": socket.gethostname(),
        "failure": "",
        **said,
    }
    (path / "running.json").write_text(json.dumps(content))
    return path


def two_runs(root: Path) -> tuple[Path, Path]:
    """Write two runs that were tested on the same samples; the second is better."""
    one = [predictions_of("float32", 1.2), predictions_of("int8", 1.6)]
    other = [predictions_of("float32", 0.8)]
    return write_run(root / "one", one), write_run(root / "two", other, rate=0.1, model="CLS_4k")
