"""OP002: a threshold does not do on test what it promised on validation."""

from dataclasses import dataclass
from typing import assert_never

from afterfit.findings.judged import of_reference
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count, percent
from afterfit.results import (
    Analysis,
    HighestF1,
    LeastCost,
    OperatingPoint,
    RecallAtFalseAlarms,
    RecallAtFalsePositiveRate,
    RecallAtPrecision,
)

FAR = 1.5
"""A rate of false alarms, or of wrong alarms, this many times what was asked for is a miss."""


@dataclass(frozen=True, slots=True)
class _Promise:
    class_name: str
    rate: str
    limit: float
    value: float
    low: float

    @property
    def broken(self) -> bool:
        return self.low > self.limit and self.value > FAR * self.limit


def _judge(analysis: Analysis) -> Verdict:
    points = of_reference(analysis, analysis.operating_points)
    if points is None:
        return not_applicable("There are no predictions on both the validation and the test split.")
    chosen = (one for one in points.answers if isinstance(one, OperatingPoint))
    promises = [promise for promise in map(_promise, chosen) if promise]
    if not promises:
        return not_applicable("No threshold was chosen that promises a rate.")
    broken = [promise for promise in promises if promise.broken]
    evidence = {"n_broken": len(broken), "n_promised": len(promises)}
    all_of_them = count(len(promises), "threshold")
    if not broken:
        return clear(f"None of {all_of_them} breaks on test what validation promised.", **evidence)
    worst = max(broken, key=lambda one: one.low - one.limit)
    return raised(
        f"{len(broken):,} of {all_of_them} {agreeing(len(broken), 'breaks', 'break')} on test what "
        f"validation promised: {worst.class_name} has a {worst.rate} of {percent(worst.value)} "
        "(at least "
        f"{percent(worst.low)} by its interval) instead of at most {percent(worst.limit)}.",
        **evidence,
    )


def _promise(point: OperatingPoint) -> _Promise | None:
    policy, rate, precision = point.policy, point.false_positive_rate, point.precision
    match policy:
        case RecallAtFalsePositiveRate(limit):
            ends = limit, rate.value, rate.low
        case RecallAtFalseAlarms(per_hour, windows):
            ends = per_hour / windows, rate.value, rate.low
        case RecallAtPrecision(lowest):
            ends = 1 - lowest, 1 - precision.value, 1 - precision.high
            return _Promise(point.class_name, "share of wrong alarms", *ends)
        case HighestF1() | LeastCost():
            return None
        case _:
            assert_never(policy)
    return _Promise(point.class_name, "false-positive rate", *ends)


RULE = Rule(
    code="OP002",
    title="Thresholds do not hold on new data",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Do not ship this threshold on the promise of its validation numbers; plan by test.",
        "Choose it on more validation recordings, or ask for a stricter limit.",
        "Check that validation and test recordings come from the same sensors and conditions.",
    ),
    source="Tensorlab §8.6.7",
)
