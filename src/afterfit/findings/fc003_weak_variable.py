"""FC003: one variable is forecast far worse than the others."""

from afterfit.findings.judged import on_test
from afterfit.findings.numbers_judged import number
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing
from afterfit.results import ForecastVariant, VariableQuality

GAP = 0.3
"""Difference of R² from the median of the others."""


def _judge(variant: ForecastVariant) -> Verdict:
    known = [one for one in variant.quality.variables if one.target_std]
    if len(known) < 2:
        return not_applicable("Fewer than two variables change.")
    worst = min(known, key=_r2)
    others = sorted(_r2(one) for one in known if one is not worst)
    middle = others[len(others) // 2]
    evidence: Evidence = {"variable": worst.name, "r2": _r2(worst), "r2_of_others": middle}
    rest = agreeing(len(others), "the other one", "the others about")
    claim = f"{worst.name} has an R² of {number(_r2(worst))}, {rest} {number(middle)}."
    weak = middle - _r2(worst) >= GAP and worst.estimate("r2").high < middle
    return (raised if weak else clear)(claim, **evidence)


def _r2(one: VariableQuality) -> float:
    return one.estimate("r2").value


RULE = Rule(
    code="FC003",
    title="A variable is forecast worse than the others",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Scale every variable by its own spread before training; the loss else follows the "
        "largest.",
        "Weight this variable in the loss.",
        "Ask whether it can be forecast at all: its skill against persistence stands in the "
        "report.",
    ),
    source=(
        "Hyndman & Athanasopoulos (2021), Forecasting: Principles and Practice, 3rd edition, "
        "section 5.8"
    ),
)
