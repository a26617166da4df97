"""RG007: few samples make most of the RMSE."""

import math

from afterfit.findings.judged import on_test
from afterfit.findings.numbers_judged import number
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import percent
from afterfit.results import RegressionVariant

FEWEST_SAMPLES = 200
LARGE = 0.35
"""Share of the squared error in the worst 1 %; 10 % if errors are normal, 16 % if Laplacian."""


def _judge(variant: RegressionVariant) -> Verdict:
    if variant.quality.scope.n_samples < FEWEST_SAMPLES:
        return not_applicable(f"There are fewer than {FEWEST_SAMPLES} samples.")
    shares = [(one.distribution.worst_percent_share, one) for one in variant.outputs]
    known = [pair for pair in shares if not math.isnan(pair[0])]
    if not known:
        return clear("The model makes no error.")
    share, worst = max(known, key=lambda pair: pair[0])
    quality = variant.quality.outputs[variant.outputs.index(worst)]
    rmse, median = quality.estimate("rmse"), quality.estimate("median_absolute_error")
    evidence: Evidence = {
        "output": worst.name,
        "share": share,
        "rmse": rmse.value,
        "median_absolute_error": median.value,
    }
    claim = (
        f"The worst 1 % of the samples make {percent(share)} of the squared error of {worst.name}: "
        f"the RMSE is {number(rmse.value, worst.unit)}, half of the errors are below "
        f"{number(median.value)}."
    )
    return (raised if share >= LARGE else clear)(claim, **evidence)


RULE = Rule(
    code="RG007",
    title="An RMSE of the few, not of the many",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Look at the largest errors one by one: a wrong target or a sensor fault is common.",
        "Quote the median absolute error beside the RMSE.",
        "Train with a loss that outliers do not rule (Huber, absolute error).",
    ),
    source="Huber (1964), Annals of Mathematical Statistics 35(1), 73-101",
)
