"""Findings in the order in which they matter."""

from collections.abc import Iterable, Mapping

from afterfit.results import Finding
from afterfit.views.numbers import count, decimal
from afterfit.views.tables import Table, make_table

_SEVERITY_ORDER = {"error": 0, "warning": 1, "info": 2}


def raised_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that ask for attention, the most severe first, then by their order."""
    raised = [one for one in findings if one.outcome == "raised"]
    return tuple(sorted(raised, key=lambda one: _SEVERITY_ORDER[one.severity]))


def evidence_text(evidence: Mapping[str, float | int | str]) -> str:
    """Return the numbers of a finding on one line.

    Examples
    --------
    >>> evidence_text({"recall": 0.7737, "n_samples": 1498, "taken_for": "idle"})
    'recall 0.774, n samples 1,498, taken for idle'
    """
    return ", ".join(f"{name.replace('_', ' ')} {_value(v)}" for name, v in evidence.items())


def _value(value: float | int | str) -> str:
    if isinstance(value, str):
        return value
    return count(value) if isinstance(value, int) else decimal(value)


def outcome_text(finding: Finding) -> str:
    """Return what a rule said, in words: its severity when raised."""
    if finding.outcome == "raised":
        return finding.severity
    return finding.outcome.replace("_", " ")


def table_findings(findings: Iterable[Finding]) -> Table:
    """Return one row a finding: code, outcome, claim, evidence."""
    rows = [
        [one.code, one.title, outcome_text(one), one.claim, evidence_text(one.evidence)]
        for one in findings
    ]
    return make_table("Findings", ["Code", "Rule", "Outcome", "Claim", "Evidence"], rows)
