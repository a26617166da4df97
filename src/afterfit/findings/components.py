"""Classification against localisation: which part of a detector lags."""

from afterfit.findings.learning import (
    at,
    drop_share,
    evidence_of,
    number,
    turned,
    why_diverged,
    why_too_short,
)
from afterfit.findings.rule import Evidence, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import percent
from afterfit.records import CurveSplit, Role
from afterfit.results.learning import Curve, LearningCurves

STUCK = 0.10
"""A part that lost less of its start than this at its best has not learned."""
LEARNED = 0.40
"""A part that lost this much has."""


def judge_component(curves: LearningCurves, lagging: Role, leading: Role) -> Verdict:
    """Raise when the *lagging* part turned or is stuck while the *leading* part does well."""
    split: CurveSplit = "eval"
    slow, fast = curves.component(lagging, split), curves.component(leading, split)
    if slow is None or fast is None:
        return not_applicable(
            "The log has no classification and localisation losses on evaluation data."
        )
    for curve in (slow, fast):
        if reason := why_too_short(curve):
            return not_applicable(reason)
    if reason := why_diverged(curves):
        return not_applicable(f"The training diverged: {reason}.")
    evidence: Evidence = {**evidence_of(slow, "lagging"), **evidence_of(fast, "leading")}
    story = f"{slow.name} {_course(slow, curves)}; {fast.name} {_course(fast, curves)}"
    if _fails(slow) and not turned(fast) and _learned(fast):
        return raised(f"{story}.", **evidence, confidence="high" if turned(slow) else "medium")
    return clear(f"{story}.", **evidence)


def _fails(curve: Curve) -> bool:
    return turned(curve) or drop_share(curve) < STUCK


def _learned(curve: Curve) -> bool:
    return drop_share(curve) >= (STUCK if curve.trend.high < 0 else LEARNED)


def _course(curve: Curve, curves: LearningCurves) -> str:
    fell = f"falls by {percent(max(drop_share(curve), 0.0))} to {number(curve.best)}"
    if turned(curve):
        best_at = at(curve.best_step, curves)
        return f"{fell} at {best_at} and rises to {number(curve.final)} after it"
    return f"{fell} and ends at {number(curve.final)}"
