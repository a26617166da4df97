"""Errors and quantities as people read them, in the unit of what is predicted."""

from math import isnan

from afterfit.metrics import ERROR_METRICS
from afterfit.results import Estimate
from afterfit.wording import quantity
from afterfit.wording.numbers import NO_VALUE, digits, plain_number


def error_value(estimate: Estimate, unit: str = "", *, reason: str = "") -> str:
    """Return the value of an error metric with its unit."""
    if isnan(estimate.value):
        return quantity(estimate.value, reason=reason)
    return _with_unit(_value(estimate.metric, estimate.value), estimate.metric, unit)


def error_range(estimate: Estimate) -> str:
    """Return the 95 % interval of an error metric, without unit; a dash where there is none."""
    if isnan(estimate.low):
        return NO_VALUE
    low, high = (_value(estimate.metric, end, 3) for end in (estimate.low, estimate.high))
    return f"{low} to {high}"


def error_interval(estimate: Estimate, unit: str = "", *, reason: str = "") -> str:
    """Return an error metric with its 95 % interval.

    Examples
    --------
    >>> error_interval(Estimate("rmse", 0.5, 0.4, 0.625, 90, "bootstrap"), "Nm")
    '0.5 Nm (0.4 to 0.625)'
    >>> error_interval(Estimate("rmse_change", 0.031, 0.012, 0.05, 90, "paired"))
    '+3.1 % (+1.2 to +5.0)'
    """
    value, ends = error_value(estimate, unit, reason=reason), error_range(estimate)
    return value if ends == NO_VALUE else f"{value} ({ends})"


def _value(metric: str, value: float, n_digits: int = 4) -> str:
    kind = _unit_of(metric)
    if kind == "relative":
        return f"{100 * value:+.1f}".replace("-", "−")
    if metric == "coverage":
        return f"{100 * value:.1f}"
    if kind == "percent":
        return f"{value:.1f}"
    if kind == "":
        return plain_number(value)
    return digits(value, n_digits)


def _with_unit(text: str, metric: str, unit: str) -> str:
    kind = _unit_of(metric)
    if metric == "coverage" or kind in ("relative", "percent"):
        return f"{text} %"
    if not unit or kind == "":
        return text
    return f"{text} {unit}²" if kind == "target²" else f"{text} {unit}"


def _unit_of(metric: str) -> str:
    declared = ERROR_METRICS.get(metric)
    return declared.unit if declared else ""


def named(name: str, unit: str) -> str:
    """Return a name with its unit, as an axis shows it.

    Examples
    --------
    >>> named("torque", "Nm"), named("torque", "")
    ('torque (Nm)', 'torque')
    """
    return f"{name} ({unit})" if unit else name
