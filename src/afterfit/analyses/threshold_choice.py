"""Which threshold a policy picks from a sweep."""

import math
from dataclasses import dataclass
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from afterfit.results import ThresholdSweep
from afterfit.results.policies import (
    HighestF1,
    LeastCost,
    Policy,
    RecallAtFalseAlarms,
    RecallAtFalsePositiveRate,
    RecallAtPrecision,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A threshold in the middle of its gap, and the counts there."""

    threshold: float
    gap_low: float
    gap_high: float
    tp: int
    fp: int


def choose_threshold(sweep: ThresholdSweep, policy: Policy) -> Choice | str:
    """Return the threshold that *policy* picks, or a sentence on why there is none.

    Among thresholds that are equally good the one with the fewest false alarms is taken. It lies
    in the middle between the lowest score that is raised and the highest that is not (0 where all
    are), since all thresholds in between decide alike on these data.
    """
    if sweep.n_positives == 0:
        return f"No sample of {sweep.class_name} is there to choose a threshold by."
    if sweep.n_negatives == 0:
        return f"All samples are {sweep.class_name}, so false alarms cannot be judged."
    place = _place(sweep, policy)
    return place if isinstance(place, str) else _choice(sweep, place)


def _place(sweep: ThresholdSweep, policy: Policy) -> int | str:
    match policy:
        case HighestF1():
            f1 = 2 * sweep.tp / (sweep.tp + sweep.fp + sweep.n_positives)
            return int(f1[1:].argmax()) + 1
        case LeastCost():
            return _least_cost(sweep, policy)
        case RecallAtPrecision():
            return _at_precision(sweep, policy)
        case RecallAtFalsePositiveRate():
            return _at_rate(sweep, policy.highest_rate)
        case RecallAtFalseAlarms():
            return _at_rate(sweep, policy.highest_per_hour / policy.windows_per_hour)
        case _:
            assert_never(policy)


def _least_cost(sweep: ThresholdSweep, policy: LeastCost) -> int | str:
    cost = policy.cost_fp * sweep.fp + policy.cost_fn * (sweep.n_positives - sweep.tp)
    place = int(cost.argmin())
    if place == 0:
        return (
            f"Never reporting {sweep.class_name} costs least, {cost[0]:g}; no threshold is lower."
        )
    return place


def _at_precision(sweep: ThresholdSweep, policy: RecallAtPrecision) -> int | str:
    precision = sweep.tp[1:] / (sweep.tp[1:] + sweep.fp[1:])
    allowed = precision >= policy.lowest_precision
    if not (allowed & (sweep.tp[1:] > 0)).any():
        return (
            f"No threshold reaches a precision of {policy.lowest_precision:g}; "
            f"the highest is {precision.max():.4g}."
        )
    return _highest_recall(sweep, allowed)


def _at_rate(sweep: ThresholdSweep, highest_rate: float) -> int | str:
    # Compared as counts: a rate times the negatives may land a bit below the whole number it is.
    allowed = sweep.fp[1:] <= highest_rate * sweep.n_negatives * (1 + 1e-12)
    if not (allowed & (sweep.tp[1:] > 0)).any():
        least = int(sweep.fp[1:][sweep.tp[1:] > 0].min())
        return (
            f"No threshold finds any {sweep.class_name} at a false-positive rate of at most "
            f"{highest_rate:.4g}; the lowest is {least / sweep.n_negatives:.4g}."
        )
    return _highest_recall(sweep, allowed)


def _highest_recall(sweep: ThresholdSweep, allowed: NDArray[np.bool_]) -> int:
    return int(np.where(allowed, sweep.tp[1:], -1).argmax()) + 1


def _choice(sweep: ThresholdSweep, place: int) -> Choice:
    high = float(sweep.thresholds[place])
    low = float(sweep.thresholds[place + 1]) if place + 1 < len(sweep.thresholds) else 0.0
    middle = (low + high) / 2
    # Between neighbouring floats there is no middle, and score >= threshold needs the upper one.
    threshold = middle if low < middle else high
    return Choice(threshold, min(low, math.nextafter(high, -math.inf)), high,
                  int(sweep.tp[place]), int(sweep.fp[place]))  # fmt: skip
