"""RG011: a band chosen on validation does not hold on test."""

import math

from afterfit.findings.numbers_judged import ends, number
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import percent
from afterfit.results import RegressionAnalysis

SMALLEST = 0.02
"""Share of samples that the cover may fall short by."""


def _judge(analysis: RegressionAnalysis) -> Verdict:
    reference = analysis.variants[0].variant
    bands = [one for one in analysis.bands if one.reported_on.variant == reference]
    if not bands:
        return not_applicable("There are not both validation and test predictions.")
    worst = min(bands, key=lambda one: one.covered.value)
    covered = worst.covered
    evidence: Evidence = {"output": worst.output, "coverage": covered.value, "wished": worst.wished}
    claim = (
        f"{worst.output} ± {number(worst.half_width, worst.unit)}, chosen to hold "
        f"{percent(worst.wished)} on validation, holds {ends(covered)} of the test samples"
    )
    if math.isnan(covered.low) and covered.value < 1:
        return not_applicable(f"{claim}; too few recordings to tell.", **evidence)
    short = covered.high < worst.wished - SMALLEST
    return (raised if short else clear)(f"{claim}.", **evidence)


RULE = Rule(
    code="RG011",
    title="The error band does not hold on test",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Do not print this band on the product; take the width that the test split asks for, "
        "and test it on new data.",
        "Look whether test recordings differ from validation ones: sensor, range, operating "
        "condition.",
        "Put more, and more varied, recordings into validation.",
    ),
    source="Lei et al. (2018), Journal of the American Statistical Association 113(523), 1094-1111",
)
