import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from afterfit.errors import InputError, StoppedError
from afterfit.pipeline.progress import READING, Silent
from afterfit.pipeline.running import read_running, told_in_folder
from afterfit.training import EpochReport


def epoch(number: int) -> EpochReport:
    return EpochReport(number, 9, 1.0, 0.5, 1.0, 0.5, 0.01, 0.1, is_best=False)


def fail_in_training(folder: Path, error: BaseException) -> None:
    with told_in_folder(Silent(), folder) as progress:
        progress.stage("Training")
        raise error


def test_the_folder_tells_the_stage_and_the_epoch(tmp_path: Path) -> None:
    with told_in_folder(Silent(), tmp_path) as progress:
        assert read_running(tmp_path) is None  # a wrong configuration leaves nothing behind
        progress.stage("Training")
        progress.stage(READING)
        found = read_running(tmp_path)
        assert found is not None
        assert (found.stage, found.process, found.goes_on) == (READING, os.getpid(), True)
        progress.stage("Checking", skipped=True)
        progress._told = 0.0  # type: ignore[attr-defined]
        progress.epoch(epoch(3))
        found = read_running(tmp_path)
        assert found is not None
        assert found.stage == "Training, epoch 3 of 9"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (KeyboardInterrupt(), "stopped by the user"),
        (StoppedError("to go on: …"), "stopped by the user"),
        (InputError("too few\n windows", where="data"), "data: too few windows"),
        (MemoryError(), "MemoryError"),
        (ValueError("shapes"), "ValueError: shapes"),
    ],
)
def test_why_a_run_ended_is_kept(tmp_path: Path, error: BaseException, reason: str) -> None:
    with pytest.raises(type(error)):
        fail_in_training(tmp_path, error)
    found = read_running(tmp_path)
    assert found is not None
    assert (found.stage, found.failure, found.goes_on) == ("Training", reason, False)


def test_an_error_before_the_first_stage_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError), told_in_folder(Silent(), tmp_path / "run"):
        raise InputError("wrong")
    assert not (tmp_path / "run").exists()


def test_a_process_that_has_ended_does_not_go_on(tmp_path: Path) -> None:
    with told_in_folder(Silent(), tmp_path) as progress:
        progress.stage("Training")
        place = tmp_path / "running.json"
        content = json.loads(place.read_text())
        ended = subprocess.Popen([sys.executable, "-c", ""])
        ended.wait()
        place.write_text(json.dumps({**content, "process": ended.pid}))
        found = read_running(tmp_path)
        assert found is not None
        assert not found.goes_on
        place.write_text(json.dumps({**content, "process": ended.pid, "host": "far"}))
        found = read_running(tmp_path)
        assert found is not None
        assert (found.goes_on, found.is_here) == (True, False)
