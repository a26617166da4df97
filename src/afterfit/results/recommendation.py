"""Which variant to ship, and why."""

import math
from dataclasses import dataclass
from typing import Literal

from afterfit.errors import InputError
from afterfit.results.comparison import NonInferiority, Unit
from afterfit.results.shown import Shown
from afterfit.results.variants import (
    CostName,
    FigureBasis,
    ParetoFront,
    VariantTable,
)
from afterfit.results.yardstick import ACCURACY, Yardstick

DEFAULT_MARGIN = 0.01
"""One point of accuracy is what people give for a model a quarter the size."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that a variant may cost."""

    cost: CostName
    most: float
    """In bytes or milliseconds, at least 0."""
    source: str
    """Who sets it: an option, a key, or a device."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "most", float(self.most))
        if not (0 <= self.most < math.inf):
            raise InputError(f"a limit must be 0 or more, got {self.most}", where=self.source)


@dataclass(frozen=True, slots=True)
class Budget:
    """What a variant must keep to."""

    limits: tuple[Limit, ...] = ()
    """At most one a cost; a cost without a limit may be any."""
    device: str = ""
    """Device that it must run on; empty where none was named."""
    margin: float = DEFAULT_MARGIN
    """Largest loss against the reference: as a share of the samples, as a difference of AUC, or
    as a growth of the RMSE in relation to it."""

    def __post_init__(self) -> None:
        if not 0 < self.margin < 1:
            raise InputError(
                f"margin must be a share above 0 and below 1, got {self.margin}; 1 point is 0.01"
            )

    @property
    def is_limited(self) -> bool:
        """Whether anything but the margin is asked for."""
        return bool(self.device or self.limits)

    @property
    def is_for_microcontroller(self) -> bool:
        """Whether only what runs on a microcontroller will do: a device, flash or RAM is named."""
        return bool(self.device) or any(
            one.cost in ("flash_bytes", "ram_bytes") for one in self.limits
        )


Standing = Literal[
    "acceptable",
    "over_budget",
    "unsupported",
    "shipped_otherwise",
    "inferior",
    "undecided",
    "class_collapse",
    "not_compared",
]
"""acceptable: it fits, and its accuracy is the reference's or close enough to it."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A cost that is over its limit."""

    limit: Limit
    value: float
    """Upper end of the cost."""
    basis: FigureBasis


@dataclass(frozen=True, slots=True)
class RecallDrop:
    """A class that loses more of its recall than is accepted."""

    class_name: str
    support: int
    drop: float
    """Reference minus candidate, as a share."""


@dataclass(frozen=True, slots=True)
class VariantStanding:
    """What speaks for and against one variant."""

    variant: str
    standing: Standing
    """The first that holds: shipped otherwise, unsupported, over budget, then what the comparison
    says."""
    breaches: tuple[Breach, ...]
    unsupported: str
    """Why it cannot run on the device; empty where it can, nothing is known against it, or
    anything may be shipped."""
    shipped_as: str
    """Variant that is the same model in the form that devices take; mostly empty."""
    unknown_costs: tuple[CostName, ...]
    """Costs that have a limit and are not known."""
    non_inferiority: NonInferiority | None
    """None for the reference, and for a variant that was not compared with it."""
    recall_drops: tuple[RecallDrop, ...]

    @property
    def fits(self) -> bool:
        """Whether it runs where it has to, keeps to every limit, and is itself what is shipped."""
        return not (self.breaches or self.unsupported or self.shipped_as)


Reservation = Literal["more_samples", "unknown_costs", "unchecked_limits", "improve"]
"""more_samples: a cheaper variant may do as well, and the test is too small to tell.
unknown_costs: what the acceptable variants cost is not known, so their order is a guess.
unchecked_limits: a limit could not be held against the variant.
improve: it fits, but is not as good as the reference; no acceptable variant fits."""


@dataclass(frozen=True, slots=True)
class Recommendation(Shown):
    """The variant to ship by the rule, and what is open about it."""

    split: str
    reference: str
    budget: Budget
    variant: str | None
    """None where no variant fits."""
    reservations: tuple[Reservation, ...]
    """Empty where the evidence settles it."""
    n_needed: int | None
    """Test data in all that would settle it; None where that is not what is missing."""
    unit: Unit
    standings: tuple[VariantStanding, ...]
    """One a variant, the reference first."""
    yardstick: Yardstick = ACCURACY
    kind: Literal["recommendation"] = "recommendation"


@dataclass(frozen=True, slots=True)
class Decision(Shown):
    """Which variant to ship, with the table and the front that it rests on."""

    variants: VariantTable
    front: ParetoFront
    recommendation: Recommendation
    kind: Literal["decision"] = "decision"
