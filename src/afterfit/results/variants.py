"""Several variants of a model, side by side."""

import math
from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Estimate
from afterfit.results.shown import Shown
from afterfit.results.yardstick import ACCURACY, Yardstick

CostName = Literal["flash_bytes", "ram_bytes", "latency_ms"]
"""What a variant costs on a device."""
COST_NAMES: tuple[CostName, ...] = ("flash_bytes", "ram_bytes", "latency_ms")
FigureBasis = Literal["measured", "computed", "estimated", "given", "unknown"]
"""How a figure was found (`afterfit.records.Basis`); given: the user says so."""


@dataclass(frozen=True, slots=True)
class CostFigure:
    """One cost of one variant; nan where it is not known."""

    low: float
    typical: float
    high: float
    """A budget is held against this end; equal to the others unless the figure is a range."""
    basis: FigureBasis
    note: str = ""
    """Where it comes from, or why it is not known."""

    @property
    def is_known(self) -> bool:
        """Whether there is a figure."""
        return not math.isnan(self.high)

    @classmethod
    def of(cls, value: float, basis: FigureBasis, note: str = "") -> "CostFigure":
        """Return a figure that is no range."""
        exact = float(value)  # sizes of files come as whole numbers
        return cls(exact, exact, exact, basis, note)

    @classmethod
    def unknown(cls, reason: str) -> "CostFigure":
        """Return that there is none, and why."""
        return cls.of(math.nan, "unknown", reason)


@dataclass(frozen=True, slots=True)
class VariantCosts:
    """What one variant needs of a device."""

    variant: str
    flash_bytes: CostFigure
    """The model file; the runtime's code is not part of it."""
    ram_bytes: CostFigure
    """Activations, with the runtime's tables where those were measured."""
    latency_ms: CostFigure
    """One inference."""
    unsupported: str = ""
    """Why no microcontroller runs it; empty where nothing is known against it."""
    runs_on: str = ""
    """What runs it; empty where no model file was at hand."""
    shipped_as: str = ""
    """Variant that is the same model in the form that devices take, and is judged in its place."""

    def figure(self, name: CostName) -> CostFigure:
        """Return the cost of that name.

        Examples
        --------
        >>> VariantCosts.unknown("int8", "no model file").figure("ram_bytes").note
        'no model file'
        """
        match name:
            case "flash_bytes":
                return self.flash_bytes
            case "ram_bytes":
                return self.ram_bytes
            case "latency_ms":
                return self.latency_ms

    @classmethod
    def unknown(cls, variant: str, reason: str) -> "VariantCosts":
        """Return costs of which none is known."""
        figure = CostFigure.unknown(reason)
        return cls(variant, figure, figure, figure)


@dataclass(frozen=True, slots=True)
class Detail:
    """One more number of a variant, beside the one that it is chosen by."""

    title: str
    value: Estimate
    note: str = ""
    """Of what it is: the class, the output."""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class VariantRow:
    """One variant: how good it is, what it costs, how it compares with the reference."""

    variant: str
    quality: Estimate
    """By the yardstick of the table."""
    details: tuple[Detail, ...]
    """The same in every row of a table."""
    costs: VariantCosts
    change: Estimate | None
    """Against the reference on the same samples, with its paired interval; None for the reference,
    and for a variant that was not tested on the same samples."""
    p_value: float
    """Of the paired test against the reference: exact McNemar, or that of the AUC; nan where there
    is none."""


@dataclass(frozen=True, slots=True)
class VariantTable(Shown):
    """All variants on one split, the reference first."""

    split: str
    reference: str
    rows: tuple[VariantRow, ...]
    yardstick: Yardstick = ACCURACY
    kind: Literal["variant_table"] = "variant_table"


ParetoAxis = Literal["quality", "flash_bytes", "ram_bytes", "latency_ms", "macs"]
"""Quality is better as its yardstick says, costs are better when lower."""


@dataclass(frozen=True, slots=True)
class ParetoPoint:
    """One variant among the others."""

    variant: str
    values: tuple[float, ...]
    """One an axis of the front; nan where a cost of one that is no choice is not known."""
    dominated_by: tuple[str, ...]
    """Choices that are as good on every axis and better on one; empty on the front."""
    no_choice: str = ""
    """Why it is no choice and beats no other: it does not run on the device, or is over budget;
    empty where it is one."""

    @property
    def on_front(self) -> bool:
        """Whether it is a choice that no other beats."""
        return not self.dominated_by and not self.no_choice


@dataclass(frozen=True, slots=True)
class ParetoFront(Shown):
    """Which variants are best for some wish, and which for none, by their values alone."""

    split: str
    axes: tuple[ParetoAxis, ...]
    """What is known of every choice, quality first."""
    left_out: tuple[ParetoAxis, ...]
    """What is not known of every choice, and is not compared."""
    points: tuple[ParetoPoint, ...]
    """All variants, those that are no choice too."""
    yardstick: Yardstick = ACCURACY
    kind: Literal["pareto_front"] = "pareto_front"
