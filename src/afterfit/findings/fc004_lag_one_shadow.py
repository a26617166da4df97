"""FC004: forecasts repeat the last value."""

import math

from afterfit.findings.judged import on_test
from afterfit.findings.numbers_judged import number
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.results import ForecastVariant, VariableQuality

LARGE = 0.5
"""Forecasts that are twice as near to the last value as to what came."""


def _judge(variant: ForecastVariant) -> Verdict:
    known = [one for one in variant.quality.variables if not math.isnan(one.echo)]
    if not known:
        return not_applicable("The values before the forecasts are not known, or no error is made.")
    worst = max(known, key=_echo)
    distance = (1 - worst.echo) * worst.estimate("mae").value
    evidence: Evidence = {"variable": worst.name, "echo": worst.echo}
    claim = (
        f"Forecasts of {worst.name} lie {number(distance, worst.unit)} from the last known value "
        f"in the mean, and {number(worst.estimate('mae').value)} from what came."
    )
    return (raised if worst.echo >= LARGE else clear)(claim, **evidence)


def _echo(one: VariableQuality) -> float:
    return one.echo


RULE = Rule(
    code="FC004",
    title="Forecasts repeat the last value",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Look at the drawn forecasts: a curve that follows the signal one step late is this "
        "shadow.",
        "Judge the model by its skill against persistence (FC001), never by R² or correlation"
        " alone.",
        "Let the model predict the change from the last value.",
    ),
    source=(
        "Hyndman & Athanasopoulos (2021), Forecasting: Principles and Practice, 3rd edition, "
        "section 5.2"
    ),
)
