"""A training in progress → a few lines for a terminal, and what is new since the last look."""

from collections.abc import Iterator, Sequence

from afterfit.report.outline_curves import CurvesReport
from afterfit.report.text_table import one_line
from afterfit.results import Finding
from afterfit.results.learning import Curve, LearningCurves
from afterfit.views.sparkline import sparkline

UNTIL_THE_END = frozenset({"LC003", "LC015"})
"""Not plateaued, and too short to tell: true of every training while it goes on."""
_PARTS = ("train loss", "eval loss", "train metric", "eval metric")


def live_text(reports: Sequence[CurvesReport]) -> str:
    """Return the present state: a curve in one line for each loss and metric, and the verdicts.

    Plain lines without control characters, whatever the names in the logs hold.
    """
    blocks = ["\n".join(map(one_line, _state(one))) for one in reports]
    return "\n\n".join(blocks)


def news(before: Sequence[CurvesReport], now: Sequence[CurvesReport]) -> tuple[str, ...]:
    """Return a line for each log with new values, and for each verdict that came or went."""
    known = {one.curves.name: one for one in before}
    lines: list[str] = []
    for report in now:
        earlier = known.get(report.curves.name)
        if earlier is None or _n_values(earlier.curves) != _n_values(report.curves):
            lines.append(_latest(report.curves))
        lines += _changes(() if earlier is None else live_findings(earlier), live_findings(report))
    return tuple(map(one_line, lines))


def live_findings(report: CurvesReport) -> tuple[Finding, ...]:
    """Return the findings that a training in progress can have, the most severe first."""
    return tuple(one for one in report.raised if one.code not in UNTIL_THE_END)


def _state(report: CurvesReport) -> Iterator[str]:
    curves = report.curves
    yield _latest(curves)
    for part, curve in _judged(curves):
        best = f"best {curve.best:.4g} at {curves.step_unit} {curve.best_step:,g}"
        yield f"  {part:<12} {sparkline(curve.values.tolist())} {curve.values[-1]:.4g} ({best})"
    for finding in live_findings(report):
        yield f"  {_told(finding)}"
        yield f"    next: {finding.next_steps[0]}"
    if not live_findings(report):
        yield "  nothing raised so far"


def _latest(curves: LearningCurves) -> str:
    parts = [f"{part} {curve.values[-1]:.4g}" for part, curve in _judged(curves)]
    if not parts:
        return f"{curves.name}: {next(iter(curves.notes), 'no loss or metric yet')}"
    return f"{curves.name}: {curves.step_unit} {curves.last_step:,g}, {', '.join(parts)}"


def _judged(curves: LearningCurves) -> list[tuple[str, Curve]]:
    found = [(part, curves.judged_curve(part)) for part in _PARTS]
    return [(part, curve) for part, curve in found if curve is not None and len(curve.values)]


def _changes(before: Sequence[Finding], now: Sequence[Finding]) -> Iterator[str]:
    old, new = ({one.code for one in found} for found in (before, now))
    for finding in now:
        if finding.code not in old:
            yield f"  {_told(finding)}"
            yield f"    next: {finding.next_steps[0]}"
    for finding in before:
        if finding.code not in new:
            yield f"  no longer raised: {finding.code} {finding.title}"


def _told(finding: Finding) -> str:
    return f"{finding.severity} {finding.code} {finding.title}: {finding.claim}"


def _n_values(curves: LearningCurves) -> int:
    return sum(len(one.steps) + len(one.not_finite) for one in curves.curves)
