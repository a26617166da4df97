"""A sentence with evidence."""

from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["raised", "clear", "not_applicable"]
Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says of one run."""

    code: str
    """Stable name of the rule: two letters for its family and three digits, "CL001"."""
    outcome: Outcome
    """raised: look at it; clear: looked for and not there; not_applicable: could not be judged."""
    severity: Severity
    """How much it matters when raised."""
    title: str
    """A few words that name the rule's subject, the same whatever the outcome."""
    claim: str
    """One sentence that is true of this run; for not_applicable, the reason."""
    evidence: dict[str, float | int | str] = field(default_factory=dict)
    """The numbers that the claim rests on."""
    next_steps: tuple[str, ...] = ()
    """What to try, the cheapest first; empty unless raised."""
    source: str = ""
    """The document or paper that says so."""
