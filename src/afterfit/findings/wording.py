"""Numbers and lists as they stand in a claim."""

import math

from afterfit.results import Estimate
from afterfit.wording import agreeing, listing, points
from afterfit.wording import counted as count
from afterfit.wording import fine_percent as percent

__all__ = ["agreeing", "count", "evidence_of", "interval", "listing", "percent", "points"]


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
