"""What learning curves say, for a terminal."""

from collections.abc import Iterator, Sequence

from afterfit.report.outline_curves import CurvesReport
from afterfit.report.text_table import one_line
from afterfit.results import Finding
from afterfit.views.numbers import counted


def summarize_curves(reports: Sequence[CurvesReport]) -> str:
    """Return for each log what was recognised, the findings and what to try next.

    Plain lines without control characters, whatever the names in the logs hold.
    """
    blocks = ["\n".join(one_line(line) for line in _lines(one)) for one in reports]
    return "\n\n".join(blocks)


def _lines(report: CurvesReport) -> Iterator[str]:
    curves = report.curves
    yield f"{curves.name}: {curves.log_kind}"
    for part, name in curves.judged.items():
        yield f"  {part}: {name}"
    for note in curves.notes:
        yield f"  note: {note}"
    for finding in report.raised:
        yield from _finding(finding)
    yield f"  {_rest(report)}"


def _finding(finding: Finding) -> Iterator[str]:
    sure = finding.evidence.get("confidence", "")
    yield f"  {finding.severity} {finding.code} {finding.title}: {finding.claim}"
    yield f"    confidence {sure}; next steps:"
    for i, step in enumerate(finding.next_steps, 1):
        yield f"    {i}. {step}"


def _rest(report: CurvesReport) -> str:
    by_outcome = dict.fromkeys(("raised", "clear", "not_applicable"), 0)
    for one in report.findings:
        by_outcome[one.outcome] += 1
    raised = counted(by_outcome["raised"], "finding")
    clear, silent = counted(by_outcome["clear"], "rule"), by_outcome["not_applicable"]
    return f"{raised}; {clear} clear, {silent} not applicable"
