"""FC005: the season before is as good as the forecast."""

import math

from afterfit.findings.judged import on_test
from afterfit.findings.numbers_judged import ends
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.results import ForecastVariant, VariableQuality


def _judge(variant: ForecastVariant) -> Verdict:
    known = [one for one in variant.quality.variables if not math.isnan(_skill(one))]
    if not known:
        return not_applicable(
            "No season was named (--season), or less than one is known before the forecasts."
        )
    worst = min(known, key=_skill)
    skill = worst.estimate("skill_seasonal")
    evidence: Evidence = {"variable": worst.name, "skill_seasonal": skill.value}
    stated = f"The skill of {worst.name} against the season before is {ends(skill)}"
    if skill.value <= 0:
        return raised(f"{stated}.", **evidence)
    if skill.low > 0:
        return clear(f"{stated}.", **evidence)
    return not_applicable(f"{stated}, which cannot be told from 0.", **evidence)


def _skill(one: VariableQuality) -> float:
    return one.estimate("skill_seasonal").value


RULE = Rule(
    code="FC005",
    title="No better than the season before",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Ship the value of one season ago: it needs a buffer and no model.",
        "Give the model at least one whole season of history, or the place in the season as input.",
        "Let it predict the difference from the season before.",
    ),
    source="Hyndman & Koehler (2006), International Journal of Forecasting 22(4), 679-688",
)
