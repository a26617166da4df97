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
    quantized_training: CurvesReport | None = None
    """The same of the quantised model's own training; None where it had none."""
    quantized_kept_epoch: int | None = None
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
        """Reference against the candidate to speak of; None where only one variant was tested.

        The one that is recommended; else the first that a microcontroller's kernels computed in
        int8, since that is what ships; else the first.
        """
        of_split = [one for one in self.analysis.comparisons if one.reference.split == self.split]
        by_name = {one.candidate.variant: one for one in of_split}
        wanted = [*self._recommended, *self._on_device, *by_name]
        return next((by_name[name] for name in wanted if name in by_name), None)

    @property
    def _recommended(self) -> tuple[str, ...]:
        decision = self.analysis.decision
        chosen = decision.recommendation.variant if decision else None
        return () if chosen is None else (chosen,)

    @property
    def _on_device(self) -> list[str]:
        return [
            one.profile.variant
            for one in self.costs
            if one.arena is not None
            and not one.device_refusal
            and one.profile.dtype_class.startswith("int8")
        ]
