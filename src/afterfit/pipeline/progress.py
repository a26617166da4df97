"""What a run tells its watcher while it works."""

from typing import Protocol

from afterfit.training import EpochReport

READING = "Reading recordings"
"""Title of what the first stage that needs data does before anything else."""


class Progress(Protocol):
    """Receives the news of a run; the command line shows them, a test collects them."""

    def stage(self, title: str, *, skipped: bool = False) -> None:
        """Take note that a stage begins, or that it was finished before."""

    def warning(self, text: str) -> None:
        """Take note of something that the user should know."""

    def epoch(self, report: EpochReport) -> None:
        """Take note of a finished epoch."""


class ModelsProgress(Protocol):
    """Receives the news of an analysis of models."""

    def stage(self, title: str, *, skipped: bool = False) -> None:
        """Take note that a stage begins."""

    def warning(self, text: str) -> None:
        """Take note of something that the user should know."""

    def windows(self, done: int, total: int) -> None:
        """Take note that a runtime has done so many of all windows."""


class Silent:
    """Progress that nobody watches."""

    def stage(self, title: str, *, skipped: bool = False) -> None:
        """Say nothing."""

    def warning(self, text: str) -> None:
        """Say nothing."""

    def epoch(self, report: EpochReport) -> None:
        """Say nothing."""

    def windows(self, done: int, total: int) -> None:
        """Say nothing."""


class Quiet(Silent):
    """Progress of which only warnings are passed on: ``common.verbose_mode: False``."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def warning(self, text: str) -> None:
        """Pass the warning on."""
        self._progress.warning(text)
