"""Findings → one sentence of a verdict, or a few lines for a terminal."""

from collections.abc import Iterator, Sequence

from afterfit.results import Finding
from afterfit.views import raised_findings
from afterfit.wording import counted

_MOST_FINDINGS = 3


def findings_sentence(findings: Sequence[Finding]) -> str:
    """Return how many findings there are, how many are severe, and the first.

    Examples
    --------
    >>> findings_sentence([])
    'No rule was applied to it.'
    """
    if not findings:
        return "No rule was applied to it."
    raised = raised_findings(findings)
    if not raised:
        return "No rule found anything to look at."
    n_errors = sum(one.severity == "error" for one in raised)
    severe = f", {n_errors:,} of them severe" if n_errors else ""
    return f"{counted(len(raised), 'finding')} to look at{severe}. First: {raised[0].claim}"


def finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Return the findings that matter most, a line each, and how many more there are."""
    raised = raised_findings(findings)
    for one in raised[:_MOST_FINDINGS]:
        yield f"  {one.severity} {one.code}: {one.claim}"
    if (more := len(raised) - _MOST_FINDINGS) > 0:
        yield f"  {counted(more, 'more finding')} in the report"
