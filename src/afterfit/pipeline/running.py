"""What a run is doing at the moment, written into its folder for whoever looks."""

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from afterfit.errors import AfterfitError, StoppedError
from afterfit.files import is_alive, write_text
from afterfit.pipeline.progress import READING, Progress
from afterfit.training import EpochReport

RUNNING_FILE = "running.json"
_SECONDS = 1.0
"""Epochs can be shorter than it takes to write a file."""


@dataclass(frozen=True, slots=True)
class Running:
    """A run that has begun and has not finished."""

    stage: str
    """What it does, or did last, and the epoch while it trains."""
    process: int
    host: str
    """Name of the machine that it runs on."""
    failure: str
    """Why it ended before it was finished; empty while it goes on, and when it was killed."""

    @property
    def goes_on(self) -> bool:
        """Whether it still works; on another machine nobody can tell, and it is believed."""
        if self.failure:
            return False
        return not self.is_here or is_alive(self.process)

    @property
    def is_here(self) -> bool:
        """Whether it runs on this machine."""
        return self.host == socket.gethostname()


def read_running(folder: Path) -> Running | None:
    """Return what the run in *folder* is doing; None where it has finished, or never began."""
    try:
        content = json.loads((folder / RUNNING_FILE).read_text(encoding="utf-8"))
        texts = {name: str(content[name]) for name in ("stage", "host", "failure")}
        return Running(process=int(content["process"]), **texts)
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextmanager
def told_in_folder(progress: Progress, folder: Path) -> Iterator[Progress]:
    """Give a progress that also tells `read_running`; when all went well, the file vanishes.

    Before the first stage nothing is written: a wrong configuration leaves no folder.
    """
    telling = _Telling(progress, folder)
    try:
        yield telling
    except BaseException as error:
        if telling.begun:
            telling.tell(_why(error))
        raise
    (folder / RUNNING_FILE).unlink(missing_ok=True)


def _why(error: BaseException) -> str:
    if isinstance(error, KeyboardInterrupt | StoppedError):
        return "stopped by the user"
    text = " ".join(str(error).split())
    if isinstance(error, AfterfitError):
        return text
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


class _Telling:
    """Passes everything on, and writes down which stage it is."""

    def __init__(self, progress: Progress, folder: Path) -> None:
        self._progress, self._folder = progress, folder
        self._stage = self._work = ""
        self._told = 0.0

    @property
    def begun(self) -> bool:
        """Whether there was any stage yet."""
        return bool(self._stage)

    def tell(self, failure: str) -> None:
        """Write down what the run does now, or why it ended."""
        said = {
            "stage": self._stage,
            "process": os.getpid(),
            "host": socket.gethostname(),
            "failure": failure,
        }
        self._told = time.monotonic()
        write_text(self._folder / RUNNING_FILE, json.dumps(said) + "\n")

    def stage(self, title: str, *, skipped: bool = False) -> None:
        """Write the stage down, and pass it on."""
        if not skipped:
            self._stage = title
            self._work = self._work if title == READING else title
            self.tell("")
        self._progress.stage(title, skipped=skipped)

    def warning(self, text: str) -> None:
        """Pass the warning on."""
        self._progress.warning(text)

    def epoch(self, report: EpochReport) -> None:
        """Write the epoch down, at most once in a while, and pass it on."""
        self._stage = f"{self._work}, epoch {report.epoch:,} of {report.n_epochs:,}"
        if time.monotonic() - self._told > _SECONDS:
            self.tell("")
        self._progress.epoch(report)
