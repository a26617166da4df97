"""News of a run, on standard error."""

from math import isnan
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from afterfit.training import EpochReport

_MANY_WINDOWS = 100
"""From here on, the windows that a runtime has done are told."""


class ConsoleProgress:
    """Stages as lines, warnings in full, and a bar with loss and accuracy while training."""

    def __init__(self) -> None:
        self.console = Console(stderr=True, highlight=False, soft_wrap=True)
        self.bar = Progress(
            TextColumn("  epoch"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[numbers]}"),
            console=self.console,
            disable=not self.console.is_terminal,  # else the last bar ends up in a log file
        )
        self.task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end_bar()

    def stage(self, title: str, *, skipped: bool = False) -> None:
        """Print the title of a stage."""
        self._end_bar()
        self.console.print(f"{title} … done before" if skipped else title, markup=False)

    def warning(self, text: str) -> None:
        """Print a warning in full."""
        self.console.print("warning:", style="yellow", end=" ")
        self.console.print(text, markup=False)

    def epoch(self, report: EpochReport) -> None:
        """Move the bar; where nobody sees a bar, print a line every tenth of the way."""
        if self.task is None:
            self.bar.start()
            self.task = self.bar.add_task("epochs", total=report.n_epochs, numbers="")
        numbers = f"loss {report.train_loss:.4f}  {_validation(report)}"
        self.bar.update(self.task, completed=report.epoch, numbers=numbers)
        tenth = max(1, report.n_epochs // 10)
        if not self.console.is_terminal and report.epoch % tenth == 0:
            self.console.print(f"  epoch {report.epoch}/{report.n_epochs}  {numbers}", markup=False)

    def windows(self, done: int, total: int) -> None:
        """Print a line every tenth of the way; a handful of windows is no news."""
        tenth = max(1, total // 10)
        if total >= _MANY_WINDOWS and done % tenth < max(1, total // 100):
            self.console.print(f"  {done:,} of {total:,} windows", markup=False)

    def _end_bar(self) -> None:
        if self.task is not None:
            self.bar.stop()
            self.task = None


def _validation(report: EpochReport) -> str:
    if isnan(report.train_accuracy):
        told = "no validation split" if isnan(report.val_loss) else f"{report.val_loss:.4f}"
        return f"validation loss {told}"
    if isnan(report.val_loss):
        return f"accuracy {report.train_accuracy:.1%}  (no validation split)"
    return f"validation loss {report.val_loss:.4f}  validation accuracy {report.val_accuracy:.1%}"
