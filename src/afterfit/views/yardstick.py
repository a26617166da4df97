"""The metrics that variants are chosen and shown by, whatever the task."""

from afterfit.metrics import ERROR_METRICS
from afterfit.results import Estimate
from afterfit.views.error_numbers import error_interval, error_value
from afterfit.views.numbers import estimate_value, interval


def estimate_text(estimate: Estimate, unit: str = "") -> str:
    """Return any estimate with its 95 % interval, in the way its metric is read.

    Examples
    --------
    >>> estimate_text(Estimate("rmse", 0.5, 0.4, 0.625, 90, "bootstrap"), "Nm")
    '0.5 Nm (0.4 to 0.625)'
    >>> estimate_text(Estimate("accuracy", 0.942, 0.91, 0.964, 120, "wilson"))
    '94.2 % (91.0–96.4)'
    """
    if estimate.metric in ERROR_METRICS:
        return error_interval(estimate, unit)
    return interval(estimate)


def value_text(estimate: Estimate, unit: str = "") -> str:
    """Return the same without the interval.

    Examples
    --------
    >>> value_text(Estimate("rmse", 0.5, 0.4, 0.625, 90, "bootstrap"), "Nm")
    '0.5 Nm'
    """
    if estimate.metric in ERROR_METRICS:
        return error_value(estimate, unit)
    return estimate_value(estimate)
