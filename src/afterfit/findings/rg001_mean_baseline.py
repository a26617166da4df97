"""RG001: a target is predicted no better than by its mean."""

import math

from afterfit.findings.judged import on_test
from afterfit.findings.numbers_judged import ends
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.results import OutputQuality, RegressionVariant


def _judge(variant: RegressionVariant) -> Verdict:
    known = [one for one in variant.quality.outputs if not math.isnan(_skill(one))]
    if not known:
        return not_applicable("No target changes, so the mean says all there is to say.")
    worst = min(known, key=_skill)
    skill = worst.estimate("skill_mean")
    evidence: Evidence = {
        "output": worst.name,
        "skill_mean": skill.value,
        "r2": worst.estimate("r2").value,
    }
    stated = (
        f"The skill of {worst.name} against the mean of the {variant.quality.baseline_split} "
        f"targets is {ends(skill)}"
    )
    if skill.value <= 0:
        return raised(f"{stated}: the mean alone is as good.", **evidence)
    if math.isnan(skill.low):
        return not_applicable(f"{stated}, so it cannot be told from 0.", **evidence)
    if skill.low > 0:
        return clear(f"{stated}.", **evidence)
    return not_applicable(f"{stated}, too wide to be told from 0.", **evidence)


def _skill(one: OutputQuality) -> float:
    return one.estimate("skill_mean").value if one.target_std else float("nan")


RULE = Rule(
    code="RG001",
    title="No better than the mean",
    severity="error",
    judge=on_test(_judge),
    next_steps=(
        "Check that targets belong to their inputs: a shift by one row is enough to break them.",
        "Check the scale of targets and predictions: a forgotten normalisation shows as a bias.",
        "Train for more epochs, and see whether the training loss falls at all.",
        "Change the features: window length, transform, channels.",
    ),
    source="Nash & Sutcliffe (1970), Journal of Hydrology 10(3), 282-290",
)
