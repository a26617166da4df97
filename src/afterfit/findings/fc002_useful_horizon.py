"""FC002: the far end of the horizon is worth nothing."""

import math

from afterfit.findings.judged import on_test
from afterfit.findings.numbers_judged import number
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.results import ForecastVariant, VariableQuality


def _judge(variant: ForecastVariant) -> Verdict:
    known = [one for one in variant.quality.variables if one.target_std and len(one.steps) > 1]
    if not known:
        return not_applicable("The horizon has one step, or no variable changes.")
    worst = min(known, key=_useful)
    useful, horizon = _useful(worst), len(worst.steps)
    first, last = worst.steps[0].estimate("rmse"), worst.steps[-1].estimate("rmse")
    evidence: Evidence = {
        "variable": worst.name,
        "useful_steps": useful,
        "horizon": horizon,
        "first_rmse": first.value,
        "last_rmse": last.value,
    }
    grows = (
        f"The RMSE of {worst.name} goes from {number(first.value)} at step 1 to "
        f"{number(last.value, worst.unit)} at step {horizon}"
    )
    if useful == horizon:
        return clear(f"{grows}, where forecasts are still better than the mean.", **evidence)
    if math.isnan(last.low):
        return not_applicable(f"{grows}; too few forecasts to tell.", **evidence)
    return raised(f"{grows}; after step {useful} the mean of the series is as good.", **evidence)


def _useful(one: VariableQuality) -> int:
    """Return the last step before R² is surely not above 0."""
    for step in one.steps:
        r2 = step.estimate("r2")
        if r2.value <= 0 and (math.isnan(r2.high) or r2.value < 0):
            return step.step - 1
    return len(one.steps)


RULE = Rule(
    code="FC002",
    title="Only a part of the horizon is useful",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Forecast only as far as the model is better than the mean.",
        "Give it more history, or inputs that are known ahead.",
        "Train with a loss that weighs all steps, or one model for near and one for far steps.",
    ),
    source="Murphy (1988), Monthly Weather Review 116(12), 2417-2424",
)
