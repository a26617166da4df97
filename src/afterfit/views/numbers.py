"""Numbers as people read them; every figure of a report, table or chart is formatted here."""

from math import floor, isfinite, isinf, isnan, log10

from afterfit.metrics import METRICS
from afterfit.results import Estimate

NO_VALUE = "–"
"""Shown where the data cannot tell."""


def metric_title(metric: str) -> str:
    """Return the words a table shows for a metric's name.

    Examples
    --------
    >>> metric_title("macro_f1"), metric_title("balanced_accuracy")
    ('Macro F1', 'Balanced accuracy')
    """
    declared = METRICS.get(metric)
    return declared.title if declared else metric.replace("_", " ").capitalize()


def _missing(reason: str) -> str:
    return f"{NO_VALUE} ({reason})" if reason else NO_VALUE


def percent(share: float, *, reason: str = "") -> str:
    """Return a share of 1 in percent; only a whole reads 100 %, only nothing reads 0 %.

    *reason* follows the dash that stands for nan.

    Examples
    --------
    >>> percent(0.9423), percent(0.99996), percent(1.0)
    ('94.2 %', '> 99.9 %', '100 %')
    >>> percent(float("nan"), reason="no samples")
    '– (no samples)'
    """
    if isnan(share):
        return _missing(reason)
    if share in (0, 1):
        return "100 %" if share else "0 %"
    if 0 < share < 0.001:
        return "< 0.1 %"
    if 0.999 < share < 1:
        return "> 99.9 %"
    return f"{_true_zero(f'{share * 100:.1f}')} %"


def points(change: float) -> str:
    """Return a difference of two shares in signed percentage points.

    Examples
    --------
    >>> points(-0.004), points(0.012), points(0.0)
    ('−0.4 points', '+1.2 points', '0.0 points')
    """
    if isnan(change):
        return NO_VALUE
    text = f"{change * 100:+.1f}"
    return f"{_true_zero(text)} points"


def _true_zero(text: str) -> str:
    if float(text) == 0:
        return text.lstrip("+-")
    return text.replace("-", "−")


def decimal(value: float, digits: int = 3, *, reason: str = "") -> str:
    """Return a number with a fixed number of decimals.

    Examples
    --------
    >>> decimal(0.93934), decimal(float("nan"), reason="one class only")
    ('0.939', '– (one class only)')
    """
    if isnan(value):
        return _missing(reason)
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


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """Return a count with its noun in the right number.

    Examples
    --------
    >>> counted(1, "error"), counted(0, "error"), counted(2, "class", "classes")
    ('1 error', '0 errors', '2 classes')
    """
    return f"{count(n)} {noun if n == 1 else plural or noun + 's'}"


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


def estimate_value(estimate: Estimate, *, reason: str = "") -> str:
    """Return the value of an estimate alone, in the way its metric is read."""
    if estimate.metric == "accuracy_change":
        return points(estimate.value)
    if is_percentage(estimate.metric):
        return percent(estimate.value, reason=reason)
    return decimal(estimate.value, reason=reason)


def estimate_range(estimate: Estimate) -> str:
    """Return the interval of an estimate without its value; a dash where there is none."""
    if isnan(estimate.low) or isnan(estimate.high):
        return NO_VALUE
    if estimate.metric == "accuracy_change":
        return f"{_bound(estimate.low, '+.1f')} to {_bound(estimate.high, '+.1f')}"
    if is_percentage(estimate.metric):
        return f"{_bound(estimate.low, '.1f')}–{_bound(estimate.high, '.1f')}"
    joint = " to " if estimate.low < 0 else "–"
    return f"{decimal(estimate.low)}{joint}{decimal(estimate.high)}"


def _bound(share: float, form: str) -> str:
    return _true_zero(format(share * 100, form))


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
