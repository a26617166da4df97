"""What was agreed of a model, and whether it holds."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class GateOutcome:
    """One gate, on one variant, class or group of files."""

    name: str
    """What the gate is called."""
    subject: str
    """What it was held against: metric, variant, split, class or files."""
    passed: bool
    message: str
    """One sentence: the value against the limit, or why there is no value."""
    value: float
    """The metric, or its loss against the baseline; nan where there is none."""
    judged: float
    """The number that was held against the limit: the value, or an end of its interval."""
    limit: float


@dataclass(frozen=True, slots=True)
class GateReport:
    """All gates of one file on one run."""

    run: str
    gates: str
    """Path of the file of gates."""
    baseline: str
    """Path of the run that changes are measured against; empty where there is none."""
    outcomes: tuple[GateOutcome, ...]
    kind: Literal["gate_report"] = "gate_report"

    @property
    def passed(self) -> bool:
        """Whether every gate holds."""
        return all(one.passed for one in self.outcomes)
