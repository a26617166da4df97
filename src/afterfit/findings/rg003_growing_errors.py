"""RG003: errors are larger for some predictions than for others."""

import math

from afterfit.findings.judged import on_test
from afterfit.findings.numbers_judged import excludes_zero, number
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.results import OutputErrors, RegressionVariant

SMALLEST = 0.2
"""Rank correlation that is worth a word."""
RATIO = 1.5
"""And the ratio of the spreads at both ends."""


def _judge(variant: RegressionVariant) -> Verdict:
    known = [one for one in variant.outputs if not math.isnan(one.spread.correlation.low)]
    if not known:
        return not_applicable("Too few recordings, or too few different predictions, to tell.")
    strongest = max(known, key=_size)
    spread = strongest.spread
    evidence: Evidence = {
        "output": strongest.name,
        "spearman": spread.correlation.value,
        "low_spread": spread.low_spread,
        "high_spread": spread.high_spread,
    }
    if not math.isnan(spread.breusch_pagan_p):
        evidence["breusch_pagan_p"] = spread.breusch_pagan_p
    stated = (
        f"Errors of {strongest.name} have a standard deviation of "
        f"{number(spread.low_spread)} where predictions are low and "
        f"{number(spread.high_spread, strongest.unit)} where they are high"
    )
    strong = excludes_zero(spread.correlation) and _size(strongest) >= SMALLEST
    return (raised if strong and _ratio(strongest) >= RATIO else clear)(f"{stated}.", **evidence)


def _size(one: OutputErrors) -> float:
    return abs(one.spread.correlation.value)


def _ratio(one: OutputErrors) -> float:
    low, high = sorted((one.spread.low_spread, one.spread.high_spread))
    return high / low if low else math.inf


RULE = Rule(
    code="RG003",
    title="Errors of unequal size",
    severity="info",
    judge=on_test(_judge),
    next_steps=(
        "Quote the error by range of the target instead of one number.",
        "Use a band that grows with the prediction, not a constant one.",
        "Train on the logarithm of the target, or weight samples by the size of their error.",
    ),
    source=(
        "Breusch & Pagan (1979), Econometrica 47(5), 1287-1294; Koenker (1981), Journal of "
        "Econometrics 17(1), 107-112"
    ),
)
