"""Paired changes of two variants → which of them to ship."""

import math
from collections.abc import Iterable, Sequence
from typing import Literal

from afterfit.metrics import METRICS
from afterfit.results import Estimate, JudgedLoss, VariantChoice

RMSE_MARGIN = 0.05
"""Share of the reference's RMSE that a candidate may add, where nobody says otherwise."""
SHARE_MARGIN = 0.01
"""Accuracy or AUC that a candidate may lose, where nobody says otherwise."""


def choose_variant(
    changes: Iterable[tuple[str, Estimate]], margin: float, unchanged: Sequence[str] = ()
) -> VariantChoice:
    """Return whether a candidate is non-inferior to its reference at *margin*.

    Parameters
    ----------
    changes : iterable of name and Estimate
        Candidate against reference; which way is worse comes from the metric.
    margin : float
        Largest loss that is accepted, in the unit of the metric.
    unchanged : sequence of str
        Names of which both variants say the same, so that no interval is needed.

    Examples
    --------
    >>> change = Estimate("rmse_change", 0.02, -0.01, 0.04, 90, "paired bootstrap")
    >>> choose_variant([("torque", change)], 0.05).ship
    'candidate'
    """
    judged = []
    for name, change in changes:
        loss = loss_by_change(change)
        verdict = "non_inferior" if name in unchanged else _verdict(loss, margin)
        judged.append(JudgedLoss(name, loss, verdict))
    return VariantChoice(margin, tuple(judged))


def loss_by_change(change: Estimate) -> Estimate:
    """Return a change with its sign turned where higher is better, so that above 0 is worse."""
    if METRICS[change.metric].better == "lower":
        return change
    low, high = -change.high, -change.low
    return Estimate(change.metric, -change.value, low, high, change.n, change.method)


def _verdict(
    loss: Estimate, margin: float
) -> Literal["non_inferior", "inferior", "undecided", "no_interval"]:
    if math.isnan(loss.low) or math.isnan(loss.high):
        return "no_interval"
    if loss.high <= margin:
        return "non_inferior"
    return "inferior" if loss.low > margin else "undecided"
