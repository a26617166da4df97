"""Thresholds chosen on validation, with what they do on test."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from afterfit.results.estimate import Estimate, Scope
from afterfit.results.policies import Policy
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class BinaryCounts:
    """One class against the rest at one threshold."""

    tp: int
    """Samples of the class at or above the threshold."""
    fp: int
    """Other samples at or above it: false alarms."""
    fn: int
    """Samples of the class below it: misses."""
    tn: int
    """Other samples below it."""


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """A threshold on one class's score: the class is reported where score >= threshold."""

    class_name: str
    policy: Annotated[Policy, Field(discriminator="kind")]
    threshold: float
    """Middle of the gap between two neighbouring validation scores."""
    gap_low: float
    """Any threshold above this score makes the same decisions on validation …"""
    gap_high: float
    """… up to and including this one."""
    chosen: BinaryCounts
    """Counts on the split it was chosen on."""
    reported: BinaryCounts
    """Counts on the other split, which had no say."""
    precision: Estimate
    """On the reported split; nan where nothing was raised."""
    recall: Estimate
    """On the reported split; nan where the class has no samples."""
    false_positive_rate: Estimate
    """On the reported split; nan where all samples are of the class."""
    kind: Literal["operating_point"] = "operating_point"


@dataclass(frozen=True, slots=True)
class UnreachableTarget:
    """A wish that no threshold fulfils on the split thresholds are chosen on."""

    class_name: str
    policy: Annotated[Policy, Field(discriminator="kind")]
    reason: str
    """One sentence, with the nearest that can be had."""
    kind: Literal["unreachable_target"] = "unreachable_target"


@dataclass(frozen=True, slots=True)
class OperatingPoints(Shown):
    """An answer for each class and policy, one variant."""

    chosen_on: Scope
    reported_on: Scope
    int8_scores: bool
    """Whether all scores are multiples of 1/256, as the outputs of int8 models are."""
    answers: tuple[Annotated[OperatingPoint | UnreachableTarget, Field(discriminator="kind")], ...]
    """By class in class order, then by policy as they were asked for."""
    kind: Literal["operating_points"] = "operating_points"
