"""Numbers as people read them; what a report, table or chart shows goes through here."""

from math import floor, isfinite, isinf, isnan, log10

from afterfit.metrics import METRICS
from afterfit.results import Estimate
from afterfit.wording import counted, percent
from afterfit.wording import signed_points as points
from afterfit.wording.numbers import NO_VALUE, missing, true_zero

__all__ = [
    "NO_VALUE",
    "count",
    "counted",
    "decimal",
    "estimate_range",
    "estimate_value",
    "interval",
    "is_percentage",
    "metric_title",
    "p_value",
    "percent",
    "points",
    "significant",
    "size",
]


def metric_title(metric: str) -> str:
    """Return the words a table shows for a metric's name.

    Examples
    --------
    >>> metric_title("macro_f1"), metric_title("balanced_accuracy")
    ('Macro F1', 'Balanced accuracy')
    """
    declared = METRICS.get(metric)
    return declared.title if declared else metric.replace("_", " ").capitalize()


def decimal(value: float, digits: int = 3, *, reason: str = "") -> str:
    """Return a number with a fixed number of decimals.

    Examples
    --------
    >>> decimal(0.93934), decimal(float("nan"), reason="one class only")
    ('0.939', '– (one class only)')
    """
    if isnan(value):
        return missing(reason)
    if isinf(value):
        return "∞" if value > 0 else "−∞"
    return f"{value:.{digits}f}".replace("-", "−")


def count(n: int) -> str:
    """Return a count with thousands apart.

    Examples
    --------
    >>> count(13500)
    '13,500'
    """
    return f"{n:,}"


def size(n_bytes: int | None) -> str:
    """Return a size in bytes as KiB, or MiB from 1 MiB up.

    Examples
    --------
    >>> size(512), size(15_360), size(3_250_586), size(None)
    ('512 B', '15.0 KiB', '3.1 MiB', '–')
    """
    if n_bytes is None:
        return NO_VALUE
    if n_bytes < 1024:
        return f"{n_bytes} B"
    if n_bytes < 1024**2:
        return f"{n_bytes / 1024:.1f} KiB"
    return f"{n_bytes / 1024**2:.1f} MiB"


def p_value(p: float) -> str:
    """Return a p-value with two digits that mean something.

    Examples
    --------
    >>> p_value(0.1796), p_value(0.00001), p_value(1.0)
    ('p = 0.18', 'p < 0.001', 'p = 1')
    """
    if isnan(p):
        return NO_VALUE
    if p < 0.001:
        return "p < 0.001"
    return f"p = {p:.2g}"


def significant(value: float, digits: int = 4) -> float | None:
    """Return *value* with so many leading digits, None for what JSON cannot hold.

    Charts carry no more digits than a screen can show.

    Examples
    --------
    >>> significant(0.1234567), significant(float("nan"))
    (0.1235, None)
    """
    if not isfinite(value):
        return None
    if value == 0:
        return 0.0
    return round(value, digits - 1 - floor(log10(abs(value))))


def is_percentage(metric: str) -> bool:
    """Tell whether people read this metric in percent: accuracy yes, F1 and AUC no."""
    declared = METRICS.get(metric)
    return declared is not None and declared.unit == "share"


_IN_POINTS = frozenset({"accuracy_change", "recall_change", "false_positive_rate_change"})


def estimate_value(estimate: Estimate, *, reason: str = "") -> str:
    """Return the value of an estimate alone, in the way its metric is read."""
    if estimate.metric in _IN_POINTS:
        return points(estimate.value)
    if is_percentage(estimate.metric):
        return percent(estimate.value, reason=reason)
    return decimal(estimate.value, reason=reason)


def estimate_range(estimate: Estimate) -> str:
    """Return the interval of an estimate without its value; a dash where there is none."""
    if isnan(estimate.low) or isnan(estimate.high):
        return NO_VALUE
    if estimate.metric in _IN_POINTS:
        return f"{_bound(estimate.low, '+.1f')} to {_bound(estimate.high, '+.1f')}"
    if is_percentage(estimate.metric):
        return f"{_bound(estimate.low, '.1f')}–{_bound(estimate.high, '.1f')}"
    joint = " to " if estimate.low < 0 else "–"
    return f"{decimal(estimate.low)}{joint}{decimal(estimate.high)}"


def _bound(share: float, form: str) -> str:
    return true_zero(format(share * 100, form))


def interval(estimate: Estimate, *, reason: str = "") -> str:
    """Return an estimate with its 95 % interval.

    Examples
    --------
    >>> interval(Estimate("accuracy", 0.942, 0.91, 0.964, 120, "wilson"))
    '94.2 % (91.0–96.4)'
    >>> interval(Estimate("accuracy_change", -0.004, -0.012, 0.004, 500, "paired"))
    '−0.4 points (−1.2 to +0.4)'
    >>> nan = float("nan")
    >>> interval(Estimate("recall", nan, nan, nan, 0, "none"), reason="no samples")
    '– (no samples)'
    """
    value = estimate_value(estimate, reason=reason)
    bounds = estimate_range(estimate)
    return value if bounds == NO_VALUE else f"{value} ({bounds})"
