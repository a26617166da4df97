"""What a rule is, and the parts of a finding that it fills in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic

from typing_extensions import TypeVar

from afterfit.results import Analysis, Finding
from afterfit.results.finding import Outcome, Severity

Subject = TypeVar("Subject", default=Analysis, contravariant=True)
"""What a rule judges."""
Evidence = dict[str, float | int | str]
"""The numbers that a claim rests on, by name."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule found in one analysis."""

    outcome: Outcome
    claim: str
    evidence: Evidence = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """A stable code, what to try when it is raised, and the function that judges."""

    code: str
    title: str
    """The trouble it looks for, as the heading of a raised finding."""
    severity: Severity
    judge: Callable[[Subject], Verdict]
    next_steps: tuple[str, ...]
    """What to try when raised, the cheapest first."""
    source: str

    def __call__(self, subject: Subject) -> Finding:
        """Return the finding of this rule."""
        verdict = self.judge(subject)
        return Finding(
            code=self.code,
            outcome=verdict.outcome,
            severity=self.severity,
            title=self.title,
            claim=verdict.claim,
            evidence=verdict.evidence,
            next_steps=self.next_steps if verdict.outcome == "raised" else (),
            source=self.source,
        )


def raised(claim: str, **evidence: float | int | str) -> Verdict:
    """Return the verdict that something should be looked at."""
    return Verdict("raised", claim, evidence)


def clear(claim: str, **evidence: float | int | str) -> Verdict:
    """Return the verdict that it was looked for and is not there."""
    return Verdict("clear", claim, evidence)


def not_applicable(reason: str, **evidence: float | int | str) -> Verdict:
    """Return the verdict that it could not be judged."""
    return Verdict("not_applicable", reason, evidence)
