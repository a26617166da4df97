"""What a threshold is wanted for: a closed union of wishes."""

import math
from dataclasses import dataclass
from typing import Literal

from afterfit.errors import InputError


@dataclass(frozen=True, slots=True)
class HighestF1:
    """The best balance of precision and recall."""

    kind: Literal["highest_f1"] = "highest_f1"


@dataclass(frozen=True, slots=True)
class LeastCost:
    """The lowest total cost of false alarms and misses."""

    cost_fp: float
    """What one false alarm costs, at least 0."""
    cost_fn: float
    """What one miss costs, above 0, in the same unit."""
    kind: Literal["least_cost"] = "least_cost"

    def __post_init__(self) -> None:
        if not (0 <= self.cost_fp < math.inf):
            raise InputError(f"cost_fp must be 0 or more, got {self.cost_fp}")
        if not (0 < self.cost_fn < math.inf):
            raise InputError(f"cost_fn must be above 0, got {self.cost_fn}")


@dataclass(frozen=True, slots=True)
class RecallAtFalsePositiveRate:
    """The highest recall while at most a share of the negatives raises a false alarm."""

    highest_rate: float
    """Largest false-positive rate, from 0 to 1."""
    kind: Literal["recall_at_false_positive_rate"] = "recall_at_false_positive_rate"

    def __post_init__(self) -> None:
        _check_share("highest_rate", self.highest_rate)


@dataclass(frozen=True, slots=True)
class RecallAtPrecision:
    """The highest recall while at least a share of the alarms is right."""

    lowest_precision: float
    """Smallest precision, from 0 to 1."""
    kind: Literal["recall_at_precision"] = "recall_at_precision"

    def __post_init__(self) -> None:
        _check_share("lowest_precision", self.lowest_precision)


@dataclass(frozen=True, slots=True)
class RecallAtFalseAlarms:
    """The highest recall with at most so many false alarms in an hour without the class."""

    highest_per_hour: float
    """Largest number of false alarms an hour, 0 or more."""
    windows_per_hour: float
    """How many windows the device judges in an hour, above 0."""
    kind: Literal["recall_at_false_alarms"] = "recall_at_false_alarms"

    def __post_init__(self) -> None:
        if not (0 <= self.highest_per_hour < math.inf):
            raise InputError(f"highest_per_hour must be 0 or more, got {self.highest_per_hour}")
        if not (0 < self.windows_per_hour < math.inf):
            raise InputError(f"windows_per_hour must be above 0, got {self.windows_per_hour}")


@dataclass(frozen=True, slots=True)
class RecallAtImageAlarms:
    """The highest recall of a detector with at most so many false alarms an image."""

    highest_per_image: float
    """Largest number of false alarms, divided by the number of images, 0 or more."""
    kind: Literal["recall_at_image_alarms"] = "recall_at_image_alarms"

    def __post_init__(self) -> None:
        if not (0 <= self.highest_per_image < math.inf):
            raise InputError(f"highest_per_image must be 0 or more, got {self.highest_per_image}")


Policy = HighestF1 | LeastCost | RecallAtFalsePositiveRate | RecallAtPrecision | RecallAtFalseAlarms
DetectorPolicy = HighestF1 | RecallAtPrecision | RecallAtImageAlarms
"""What a detector's confidence is chosen for."""


def _check_share(name: str, value: float) -> None:
    if not 0 <= value <= 1:
        raise InputError(f"{name} must be a share from 0 to 1, got {value}; 1 % is 0.01")
