"""What a report says of a run beside its analysis."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from afterfit.records import ModelProfile, VariantCost
from afterfit.report.outline_curves import CurvesReport
from afterfit.results import LayerComparison


@dataclass(frozen=True, slots=True, eq=False)
class About:
    """A run's circumstances, whatever its task; what was not recorded is empty or None."""

    title: str
    """Name of the run, as a person knows it."""
    training: CurvesReport | None = None
    """Training curves and what the rules say of them; None when there was no training."""
    kept_epoch: int | None = None
    """The epoch whose weights were kept; None when unknown."""
    quantized_training: CurvesReport | None = None
    """The same of the quantised model's own training; None where it had none."""
    quantized_kept_epoch: int | None = None
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
