"""FC001: the last value repeated is as good as the forecast."""

import math

from afterfit.findings.judged import on_test
from afterfit.findings.numbers_judged import ends
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, listing
from afterfit.results import ForecastVariant, VariableQuality


def _judge(variant: ForecastVariant) -> Verdict:
    known = [one for one in variant.quality.variables if not math.isnan(_skill(one))]
    if not known:
        return not_applicable("The values before the forecasts are not known.")
    worst = min(known, key=_skill)
    skill = worst.estimate("skill_persistence")
    beaten = [step.step for step in worst.steps if step.estimate("skill_persistence").high < 0]
    evidence: Evidence = {
        "variable": worst.name,
        "skill_persistence": skill.value,
        "n_steps": len(beaten),
    }
    stated = f"The skill of {worst.name} against its last value repeated is {ends(skill)}"
    if beaten:
        evidence["first_step"] = beaten[0]
        steps = listing([str(step) for step in beaten])
        return raised(
            f"{stated}; it is surely worse at {agreeing(len(beaten), 'step', 'steps')} {steps}.",
            **evidence,
        )
    if skill.value <= 0:
        return raised(f"{stated}.", **evidence)
    if skill.low > 0:
        return clear(f"{stated}, and no step is surely worse.", **evidence)
    return not_applicable(f"{stated}, which cannot be told from 0.", **evidence)


def _skill(one: VariableQuality) -> float:
    return one.estimate("skill_persistence").value


RULE = Rule(
    code="FC001",
    title="No better than persistence",
    severity="error",
    judge=on_test(_judge),
    next_steps=(
        "Ship the last value for these steps: it costs nothing.",
        "Let the model predict the change from the last value instead of the value.",
        "Give it more history, or inputs that are known ahead (time of day, set points).",
        "Check that no row of the series is missing or shifted.",
    ),
    source="Murphy (1988), Monthly Weather Review 116(12), 2417-2424",
)
