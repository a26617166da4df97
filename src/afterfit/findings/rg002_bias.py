"""RG002: predictions lie too high or too low on the whole."""

import math

from afterfit.findings.judged import on_test
from afterfit.findings.numbers_judged import ends, excludes_zero, number
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.results import OutputQuality, RegressionVariant

SMALLEST = 0.25
"""Bias, in relation to the RMSE, that is worth a word: it makes 6 % of the squared error."""


def _judge(variant: RegressionVariant) -> Verdict:
    worst = max(variant.quality.outputs, key=_relative)
    bias, rmse = worst.estimate("bias"), worst.estimate("rmse")
    evidence: Evidence = {"output": worst.name, "bias": bias.value, "rmse": rmse.value}
    stated = (
        f"{worst.name} is predicted {number(abs(bias.value), worst.unit)} too "
        f"{'high' if bias.value > 0 else 'low'} in the mean"
    )
    if rmse.value == 0:
        return clear("The model makes no error.", **evidence)
    stated = f"{stated}, with a bias of {ends(bias)} at an RMSE of {number(rmse.value)}"
    if math.isnan(bias.low):
        return not_applicable(f"{stated}; too few recordings to tell.", **evidence)
    if excludes_zero(bias) and _relative(worst) >= SMALLEST:
        return raised(f"{stated}.", **evidence)
    return clear(f"{stated}.", **evidence)


def _relative(one: OutputQuality) -> float:
    rmse = one.estimate("rmse").value
    return abs(one.estimate("bias").value) / rmse if rmse else 0.0


RULE = Rule(
    code="RG002",
    title="Biased predictions",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Add the bias of the validation split to the output; it costs one addition.",
        "Look whether the bias is that of some recordings alone (table of recordings).",
        "Check that training and test data come from the same sensors and ranges.",
        "For a quantised model: check the output's scale and zero point, and calibrate with "
        "more data.",
    ),
    source="Tensorlab §8.6.12",
)
