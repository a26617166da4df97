"""Several variants of a model, side by side."""

import math
from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Estimate, LeadingMetric
from afterfit.results.shown import Shown

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
    """Why it cannot run on the device; empty where nothing is known against it."""

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
class VariantRow:
    """One variant: how good it is, what it costs, how it compares with the reference."""

    variant: str
    accuracy: Estimate
    macro_f1: Estimate
    worst_class: str
    """Class with the lowest recall; empty where no class has samples."""
    worst_recall: Estimate
    costs: VariantCosts
    accuracy_change: Estimate | None
    """Against the reference on the same samples, with its paired interval; None for the reference,
    and for a variant that was not tested on the same samples."""
    p_value: float
    """Exact McNemar test against the reference; nan where there is no comparison."""


@dataclass(frozen=True, slots=True)
class VariantTable(Shown):
    """All variants on one split, the reference first."""

    split: str
    reference: str
    rows: tuple[VariantRow, ...]
    kind: Literal["variant_table"] = "variant_table"


ParetoAxis = LeadingMetric | Literal["flash_bytes", "ram_bytes", "latency_ms", "macs"]
"""Metrics are better when higher, costs are better when lower."""


@dataclass(frozen=True, slots=True)
class ParetoPoint:
    """One variant among the others."""

    variant: str
    values: tuple[float, ...]
    """One an axis of the front."""
    dominated_by: tuple[str, ...]
    """Variants that are as good on every axis and better on one; empty on the front."""


@dataclass(frozen=True, slots=True)
class ParetoFront(Shown):
    """Which variants are best for some wish, and which for none, by their values alone."""

    split: str
    axes: tuple[ParetoAxis, ...]
    """What is known of every variant."""
    left_out: tuple[ParetoAxis, ...]
    """What is not known of every variant, and is not compared."""
    points: tuple[ParetoPoint, ...]
    kind: Literal["pareto_front"] = "pareto_front"
