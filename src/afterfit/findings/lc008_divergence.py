"""LC008: the training goes to pieces."""

from afterfit.findings.learning import at, number, why_diverged, why_too_short
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count
from afterfit.results.learning import Curve, LearningCurves


def _judge(curves: LearningCurves) -> Verdict:
    curve = curves.judged_curve("train loss") or curves.judged_curve("eval loss")
    if curve is None:
        return not_applicable("The log has no loss.")
    evidence: Evidence = {"n_not_finite": len(curve.not_finite)}
    if reason := why_diverged(curves):
        if len(curve.steps):
            evidence |= {"best": curve.best, "final": curve.final, "keep_step": curve.best_step}
        return raised(f"{reason}{_keep(curve, curves)}.", **evidence, confidence="high")
    if short := why_too_short(curve):
        return not_applicable(short)
    odd = [one for one in _losses(curves) if len(one.not_finite)]
    if odd:
        one = odd[0]
        evidence["n_not_finite"] = len(one.not_finite)
        last = at(float(one.not_finite[-1]), curves)
        return clear(
            f"{one.name} is not finite at {count(len(one.not_finite), 'step')}, the last of "
            f"them {last}, and finite at the end.",
            **evidence,
        )
    return clear(f"{curve.name} is finite and ends at {number(curve.final)}.", **evidence)


def _losses(curves: LearningCurves) -> list[Curve]:
    found = [curves.judged_curve(part) for part in ("train loss", "eval loss")]
    return [one for one in found if one is not None]


def _keep(curve: Curve, curves: LearningCurves) -> str:
    evaluation = curves.judged_curve("eval loss")
    best = evaluation if evaluation is not None and len(evaluation.steps) else curve
    return f": keep {at(best.best_step, curves)}" if len(best.steps) else ""


RULE = Rule(
    code="LC008",
    title="Divergence",
    severity="error",
    judge=_judge,
    next_steps=(
        "Go back to the weights of the best step.",
        "Reduce the learning rate by a factor of ten, or warm it up.",
        "Clip the norm of the gradient.",
        "Look for samples that are not finite, empty or scaled differently.",
        "In half precision, use loss scaling, or train in float32 once to compare.",
    ),
    source="runmedic 0.1.1 (more than half of the progress lost); SageMaker Debugger "
    "(ExplodingTensor)",
)
