"""Several networks, each with its variants, trained on the same split."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Estimate
from afterfit.results.shown import Shown
from afterfit.results.variants import ParetoFront, VariantCosts
from afterfit.results.yardstick import Yardstick


@dataclass(frozen=True, slots=True)
class SeedsMetric:
    """One metric of one variant of a network, over all seeds that it was trained with."""

    mean: Estimate
    """Mean over the seeds; low and high are the mean ends of their sampling intervals."""
    std: float
    """Standard deviation between seeds (n − 1); nan with one seed."""
    each: tuple[Estimate, ...]
    """One a seed, in the order of the seeds."""


@dataclass(frozen=True, slots=True)
class SweepEntry:
    """One variant of one network, over all seeds that it was trained with."""

    model: str
    variant: str
    """Form of the network: "float32", "int8", …"""
    seeds: tuple[int, ...]
    """Seeds of the trainings that were finished."""
    metrics: tuple[SeedsMetric, ...]
    """The one that networks are ranked by first; the same of every entry."""
    costs: VariantCosts
    """Of the first seed; they follow from the network, not from its weights."""
    n_macs: int | None
    """Multiply-accumulates of one inference; None where the file does not tell."""
    n_parameters: int | None

    @property
    def leading(self) -> SeedsMetric:
        """The metric that networks are ranked by."""
        return self.metrics[0]

    @property
    def name(self) -> str:
        """Network and variant in one text."""
        return f"{self.model} {self.variant}"


@dataclass(frozen=True, slots=True)
class SweepFailure:
    """A training that could not be done."""

    model: str
    seed: int
    reason: str


@dataclass(frozen=True, slots=True)
class SweepTable(Shown):
    """All networks of a sweep on one split, and which of them no other beats."""

    split: str
    yardstick: Yardstick
    """What networks are ranked by; higher is better."""
    n_seeds: int
    """Trainings that were wanted of each network."""
    entries: tuple[SweepEntry, ...]
    """In the order of the networks, the float variant of each first."""
    front: ParetoFront
    """The yardstick against flash, RAM, latency and multiply-accumulates, where known of every
    entry that is a choice."""
    failures: tuple[SweepFailure, ...]
    kind: Literal["sweep_table"] = "sweep_table"
