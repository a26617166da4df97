"""A figure and a limit → whether the gate holds."""

import math
from dataclasses import dataclass

from afterfit.metrics import METRICS
from afterfit.pipeline.gates.anomaly import HOURLY
from afterfit.pipeline.gates.schema import Gate
from afterfit.results import COST_NAMES, Estimate, GateOutcome


@dataclass(frozen=True, slots=True)
class Loss:
    """How much worse a figure is than the one it is measured against."""

    value: float
    high: float
    """Upper end of its 95 % interval; nan where there is none."""
    baseline: float


def loss_of(metric: str, one: Estimate, baseline: Estimate) -> Loss:
    """Return the loss of *one* against *baseline*, two samples that are independent.

    The upper end is that of the square-and-add interval: value + √(a² + b²), a and b the distances
    of each figure to the end of its interval that is worse for the loss. Where both were tested on
    the same samples, it is too wide, which errs towards failing.

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17(8), 873-890, method 10.

    Examples
    --------
    >>> now = Estimate("accuracy", 0.90, 0.87, 0.92, 500, "wilson")
    >>> before = Estimate("accuracy", 0.92, 0.90, 0.96, 500, "wilson")
    >>> loss = loss_of("accuracy", now, before)
    >>> round(loss.value, 3), round(loss.high, 3)
    (0.02, 0.07)
    """
    if lower_is_better(metric):
        value = one.value - baseline.value
        reach = math.hypot(one.high - one.value, baseline.value - baseline.low)
    else:
        value = baseline.value - one.value
        reach = math.hypot(one.value - one.low, baseline.high - baseline.value)
    return Loss(value, value + reach, baseline.value)


def paired_loss(metric: str, change: Estimate, baseline: float) -> Loss:
    """Return the loss of a paired change, whose interval knows that the samples are the same."""
    if lower_is_better(metric):
        return Loss(change.value, change.high, baseline)
    return Loss(-change.value, -change.low, baseline)


def lower_is_better(metric: str) -> bool:
    """Say whether a metric is better when lower; costs and false alarms are."""
    lower = (*COST_NAMES, HOURLY, "false_positive_rate")
    return metric in lower or (metric in METRICS and METRICS[metric].better == "lower")


def judge_bounds(gate: Gate, subject: str, one: Estimate) -> list[GateOutcome]:
    """Hold a figure against ``min`` and ``max``."""
    if math.isnan(one.value):
        why = ": there are no samples for it" if one.n == 0 else ""
        return [failed(gate, subject, f"the data cannot tell it{why}")]
    outcomes = []
    if gate.min is not None:
        judged = one.low if gate.judge == "interval" else one.value
        outcomes.append(_held(gate, subject, one, judged, "at least", gate.min))
    if gate.max is not None:
        judged = one.high if gate.judge == "interval" else one.value
        outcomes.append(_held(gate, subject, one, judged, "at most", gate.max))
    return outcomes


def _held(
    gate: Gate, subject: str, one: Estimate, judged: float, word: str, limit: float
) -> GateOutcome:
    if math.isnan(judged):
        return failed(gate, subject, f"{one.value:.6g} has no interval; use judge: value")
    passed = _keeps(limit, judged) if word == "at least" else _keeps(judged, limit)
    shown = f"{one.value:.6g}"
    if gate.judge == "interval":
        shown += f", its interval from {one.low:.6g} to {one.high:.6g}"
    message = f"{shown}; wanted is {word} {limit:g}"
    return GateOutcome(gate.title, subject, passed, message, one.value, judged, limit)


def judge_losses(gate: Gate, subject: str, loss: Loss) -> list[GateOutcome]:
    """Hold a loss against ``max_loss`` and ``max_relative_loss``."""
    if math.isnan(loss.value):
        return [failed(gate, subject, "the data cannot tell it, or the baseline's cannot")]
    outcomes = []
    if gate.max_loss is not None:
        judged = loss.high if gate.judge == "interval" else loss.value
        outcomes.append(_held_loss(gate, subject, loss, judged, gate.max_loss, ""))
    if gate.max_relative_loss is not None:
        if loss.baseline == 0:
            return [*outcomes, failed(gate, subject, "the baseline is 0, which has no share")]
        share = loss.value / abs(loss.baseline)
        outcomes.append(_held_loss(gate, subject, loss, share, gate.max_relative_loss, " of it"))
    return outcomes


def _held_loss(
    gate: Gate, subject: str, loss: Loss, judged: float, limit: float, unit: str
) -> GateOutcome:
    if math.isnan(judged):
        return failed(
            gate, subject, f"a loss of {loss.value:.6g} has no interval; use judge: value"
        )
    amount = f"{judged:.6g}{unit}" if unit else f"{loss.value:.6g}"
    shown = f"a loss of {amount} against {loss.baseline:.6g}"
    if gate.judge == "interval":
        shown += f", its interval up to {loss.high:.6g}"
    message = f"{shown}; wanted is at most {limit:g}{unit}"
    return GateOutcome(
        gate.title, subject, _keeps(judged, limit), message, loss.value, judged, limit
    )


def _keeps(low: float, high: float) -> bool:
    """Say whether low <= high, up to the rounding of a difference: 0.9 - 0.85 is above 0.05."""
    return low <= high + 1e-12 * max(1.0, abs(high))


def failed(gate: Gate, subject: str, reason: str) -> GateOutcome:
    """Return that a gate fails since there is nothing to hold against its limit."""
    limit = gate.limits[0][1]
    return GateOutcome(gate.title, subject, False, reason, math.nan, math.nan, limit)
