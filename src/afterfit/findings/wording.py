"""Numbers and lists as they stand in a claim."""

import math
from collections.abc import Sequence

from afterfit.results import Estimate


def percent(share: float) -> str:
    """Return a share in percent, with as many decimals as tell it from 0 and 100 %.

    Examples
    --------
    >>> percent(0.77369), percent(1.0), percent(0.99987)
    ('77.4 %', '100 %', '99.99 %')
    """
    value = 100 * share
    if value in (0, 100):
        return f"{value:.0f} %"
    decimals = next((d for d in range(1, 6) if 0 < round(value, d) < 100), 6)
    return f"{value:.{decimals}f} %"


def evidence_of(estimate: Estimate) -> dict[str, float | int]:
    """Return value and interval of an estimate as evidence; what is nan is left out.

    Examples
    --------
    >>> evidence_of(Estimate("accuracy", 0.9, 0.8, 0.95, 40, "wilson"))
    {'accuracy': 0.9, 'accuracy_low': 0.8, 'accuracy_high': 0.95}
    """
    name = estimate.metric
    parts = {name: estimate.value, f"{name}_low": estimate.low, f"{name}_high": estimate.high}
    return {key: value for key, value in parts.items() if not math.isnan(value)}


def points(share: float) -> str:
    """Return the size of a difference of shares in percentage points.

    Examples
    --------
    >>> points(-0.022), points(0.01)
    ('2.2 points', '1.0 point')
    """
    text = f"{100 * abs(share):.1f}"
    return f"{text} {'point' if text == '1.0' else 'points'}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> count(1498, "sample"), count(1, "class", "classes")
    ('1,498 samples', '1 class')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def interval(estimate: Estimate) -> str:
    """Return the 95 % interval of a share in brackets, or that there is none.

    Examples
    --------
    >>> interval(Estimate("recall", 0.77, 0.75, 0.79, 1498, "wilson"))
    '(95 % interval 75.0 % to 79.0 %)'
    """
    if math.isnan(estimate.low):
        return "(no interval)"
    return f"(95 % interval {percent(estimate.low)} to {percent(estimate.high)})"


def listing(names: Sequence[str], most: int = 5) -> str:
    """Return names as a phrase; those beyond *most* are counted.

    Examples
    --------
    >>> listing(["a", "b", "c"])
    'a, b and c'
    >>> listing(["a", "b", "c", "d"], most=2)
    'a, b and 2 more'
    """
    shown = list(names) if len(names) <= most else [*names[:most], f"{len(names) - most} more"]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"
