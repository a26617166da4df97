"""Folders → the files and folders in them that may hold training logs."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from afterfit.readers.training_logs.mlflow_files import is_mlflow_run
from afterfit.readers.training_logs.tensorboard_events import is_events_file, run_folder
from afterfit.wording import agreeing, counted

_NOT_ENTERED = frozenset({"__pycache__", "node_modules", "artifacts", "weights", "error_samples"})
_USUAL_NAMES = re.compile(
    r"results\.csv|metrics\.(csv|json)|history\.(csv|json)|training\.log|trainer_state\.json"
    r"|.*\.log\.json|mlflow\.db|.*\.wandb"
)
_CHECKPOINT = re.compile(r"checkpoint-(\d+)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place to be read as a log."""

    path: Path
    """A file, the folder of an MLflow run, or that of a TensorBoard run."""
    events: tuple[Path, ...] = ()
    """Events files of a TensorBoard run."""
    expected: bool = False
    """Whether it was named, or is called as a log usually is: failing to read it is told."""
    notes: tuple[str, ...] = ()


def find_candidates(path: Path) -> Iterator[Candidate]:
    """Give what may be a log at or below *path*, in the order of names."""
    if path.is_file() and not is_events_file(path):
        yield Candidate(path, expected=True)
        return
    files = [path] if path.is_file() else []
    for folder in _folders(path) if path.is_dir() else ():
        if is_mlflow_run(folder):
            yield Candidate(folder, expected=True)
        else:
            files += sorted(one for one in folder.iterdir() if one.is_file())
    yield from _events_runs(files)
    yield from _plain_files(files)


def _folders(path: Path) -> Iterator[Path]:
    for root, below, _ in os.walk(path):
        folder = Path(root)
        yield folder
        inside_run = is_mlflow_run(folder)
        below[:] = sorted(
            name
            for name in below
            if not inside_run and name not in _NOT_ENTERED and not name.startswith(".")
        )


def _events_runs(files: list[Path]) -> Iterator[Candidate]:
    runs: dict[Path, list[Path]] = {}
    for file in files:
        if is_events_file(file):
            runs.setdefault(run_folder(file), []).append(file)
    for folder, events in runs.items():
        yield Candidate(folder, tuple(events), expected=True)


def _plain_files(files: list[Path]) -> Iterator[Candidate]:
    checkpoints: dict[Path, list[Path]] = {}
    for file in files:
        if file.name == "trainer_state.json" and _CHECKPOINT.fullmatch(file.parent.name):
            checkpoints.setdefault(file.parent.parent, []).append(file)
        elif not is_events_file(file):
            yield Candidate(file, expected=bool(_USUAL_NAMES.fullmatch(file.name)))
    for folder, states in checkpoints.items():
        if (folder / "trainer_state.json") not in files:
            yield _last_checkpoint(states)


def _last_checkpoint(states: list[Path]) -> Candidate:
    last = max(states, key=lambda one: int(one.parent.name.rpartition("-")[2]))
    if len(states) == 1:
        return Candidate(last, expected=True)
    n = len(states) - 1
    hold = agreeing(n, "holds", "hold")
    note = f"{counted(n, 'earlier checkpoint')} {hold} the beginning of the same log."
    return Candidate(last, expected=True, notes=(note,))
