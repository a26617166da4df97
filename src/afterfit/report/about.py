"""What a report says of a run beside its analysis."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from afterfit.records import History, ModelProfile, VariantCost
from afterfit.results import Finding, LayerComparison


@dataclass(frozen=True, slots=True, eq=False)
class About:
    """A run's circumstances, whatever its task; what was not recorded is empty or None."""

    title: str
    """Name of the run, as a person knows it."""
    history: History | None = None
    """Training curves; None when there was no training."""
    learning: tuple[Finding, ...] = ()
    """What the rules say of the training curves; empty when there was no training."""
    profiles: tuple[ModelProfile, ...] = ()
    """One a model file, the reference first."""
    costs: tuple[VariantCost, ...] = ()
    """The same with what was measured and a latency, where that was looked for."""
    layers: tuple[LayerComparison, ...] = ()
    """One a quantised variant whose float form was at hand."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """Data set, model, device, date, command, versions: name to text."""
    notes: tuple[str, ...] = ()
    """Warnings of the run, one sentence each."""
