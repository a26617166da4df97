"""What a finished run or analysis leaves."""

from dataclasses import dataclass
from pathlib import Path

from afterfit.pipeline.folder import RunFolder
from afterfit.results import DataChecks, TaskAnalysis


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a finished run leaves."""

    folder: RunFolder
    analysis: TaskAnalysis | None
    """None when training or testing was switched off."""
    reports: tuple[Path, ...]
    """The report files, the one to open first."""
    checks: DataChecks | None = None
    """What was looked for in the data, where gof_test is on or training is off."""
