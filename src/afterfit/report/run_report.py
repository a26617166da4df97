"""What a report is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from afterfit.records import ModelProfile, VariantCost, Windows
from afterfit.report.outline_curves import CurvesReport
from afterfit.results import (
    Analysis,
    DataChecks,
    LayerComparison,
    QuantizationCost,
    VariantAnalysis,
)


@dataclass(frozen=True, slots=True, eq=False)
class RunReport:
    """Everything that is known of one run; what was not recorded is empty or None."""

    title: str
    """Name of the run, as a person knows it."""
    analysis: Analysis
    training: CurvesReport | None = None
    """Training curves and what the rules say of them; None when there was no training."""
    kept_epoch: int | None = None
    """The epoch whose weights were kept; None when unknown."""
    profiles: tuple[ModelProfile, ...] = ()
    """One a model file, the reference first."""
    costs: tuple[VariantCost, ...] = ()
    """The same with what was measured and a latency, where that was looked for."""
    layers: tuple[LayerComparison, ...] = ()
    """One a quantised variant whose float form was at hand."""
    windows: Mapping[str, Windows] = field(default_factory=dict)
    """Windows by split, for drawing the errors; may be empty."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """Data set, model, device, date, command, versions: name to text."""
    notes: tuple[str, ...] = ()
    """Warnings of the run, one sentence each."""

    checks: DataChecks | None = None
    """What was looked for in the data set; None where nobody looked."""

    @property
    def split(self) -> str:
        """The split that the report judges: test where it was tested, else the nearest to it."""
        return self.analysis.judged_split

    @property
    def judged(self) -> tuple[VariantAnalysis, ...]:
        """The results of each variant on that split, the reference first."""
        return tuple(one for one in self.analysis.variants if one.split == self.split)

    @property
    def comparison(self) -> QuantizationCost | None:
        """Reference against candidate on that split; None where only one variant was tested."""
        costs = self.analysis.comparisons
        return next((one for one in costs if one.reference.split == self.split), None)
