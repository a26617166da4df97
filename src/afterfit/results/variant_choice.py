"""Which of two variants to ship, by how much worse the candidate may be."""

import math
from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Estimate


@dataclass(frozen=True, slots=True)
class JudgedLoss:
    """How much worse the candidate is in one respect, against what is accepted."""

    name: str
    """An output or forecast variable; empty where it is of the whole."""
    loss: Estimate
    """How much worse the candidate is: below 0 is a gain. Paired."""
    verdict: Literal["non_inferior", "inferior", "undecided", "no_interval"]
    """non_inferior: the whole 95 % interval of the loss is within the margin; inferior: all of it
    is beyond; undecided: it holds the margin; no_interval: the data cannot tell how sure it is."""


@dataclass(frozen=True, slots=True)
class VariantChoice:
    """Whether a candidate is close enough to its reference to be shipped in its place."""

    margin: float
    """Largest loss that is accepted, in the unit of the metric; of ``rmse_change`` a share of the
    reference's RMSE."""
    judged: tuple[JudgedLoss, ...]
    """At least one."""

    @property
    def ship(self) -> Literal["candidate", "reference", "undecided"]:
        """The reference where any loss is surely beyond the margin; the candidate where none is."""
        verdicts = {one.verdict for one in self.judged}
        if "inferior" in verdicts:
            return "reference"
        return "candidate" if verdicts == {"non_inferior"} else "undecided"

    @property
    def deciding(self) -> JudgedLoss:
        """The largest of the losses that the answer rests on."""
        order = ("inferior", "no_interval", "undecided", "non_inferior")
        worst = min(self.judged, key=lambda one: order.index(one.verdict)).verdict
        return max((one for one in self.judged if one.verdict == worst), key=_size)


def _size(one: JudgedLoss) -> float:
    return -math.inf if math.isnan(one.loss.value) else one.loss.value
