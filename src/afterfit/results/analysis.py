"""Everything that was found out about a model."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.calibration import Calibration
from afterfit.results.comparison import PairedComparison
from afterfit.results.confusion import ConfusionMatrix
from afterfit.results.duplicates import DuplicateWindows
from afterfit.results.errors import ErrorSamples
from afterfit.results.files import FileSummary
from afterfit.results.finding import Finding
from afterfit.results.independence import IntervalComparison
from afterfit.results.judged import judged_split
from afterfit.results.label_suspects import LabelSuspects, NoLabelSuspects
from afterfit.results.lookup import found_at
from afterfit.results.margins import MarginHistograms
from afterfit.results.operating_points import OperatingPoints
from afterfit.results.quality import ClassificationQuality
from afterfit.results.quantization import QuantizationCost
from afterfit.results.recommendation import Decision
from afterfit.results.sensitivity import LayerSensitivity
from afterfit.results.shown import Shown
from afterfit.results.slices import SliceChanges, Slices
from afterfit.results.temperature import NoTemperatureOffer, TemperatureOffer
from afterfit.results.thresholds import ThresholdSweeps
from afterfit.results.uncertainty import ReachedAccuracy, Uncertainty, UnreachedAccuracy


@dataclass(frozen=True, slots=True, eq=False)
class VariantAnalysis(Shown):
    """All results of one model variant on one split."""

    variant: str
    split: str
    quality: ClassificationQuality
    confusion: ConfusionMatrix
    thresholds: ThresholdSweeps
    margins: MarginHistograms
    files: FileSummary
    errors: ErrorSamples
    calibration: Calibration
    uncertainty: Uncertainty
    label_suspects: LabelSuspects | NoLabelSuspects
    independence: IntervalComparison
    kind: Literal["variant_analysis"] = "variant_analysis"


@dataclass(frozen=True, slots=True, eq=False)
class Analysis(Shown):
    """The results of every variant and split, their comparison, and the findings."""

    class_names: tuple[str, ...]
    variants: tuple[VariantAnalysis, ...]
    """One a variant and split, the reference variant first; splits: train, validation, test."""
    comparisons: tuple[QuantizationCost, ...]
    """One a split that both variants were tested on, same order of splits."""
    findings: tuple[Finding, ...]
    temperatures: tuple[TemperatureOffer | NoTemperatureOffer, ...] = ()
    """One a variant that was tested on validation and on test, same order of variants."""
    operating_points: tuple[OperatingPoints, ...] = ()
    """One a variant that was tested on validation and on test, same order of variants."""
    wished_accuracies: tuple[ReachedAccuracy | UnreachedAccuracy, ...] = ()
    """One a variant that was tested on validation and on test, same order of variants."""
    duplicates: tuple[DuplicateWindows, ...] = ()
    """One for all splits; empty where the windows themselves were not at hand."""
    paired: tuple[PairedComparison, ...] = ()
    """All that is known of each of the comparisons, in their order."""
    decision: Decision | None = None
    """Which variant to ship; None where there is only one, and no budget."""
    sensitivities: tuple[LayerSensitivity, ...] = ()
    """One a quantised variant that was run with layers in float, on the validation split."""
    slices: tuple[Slices, ...] = ()
    """One a variant and split, where columns to slice by were named or derived."""
    slice_changes: tuple[SliceChanges, ...] = ()
    """One a candidate and split that was tested on the samples of the reference, by slice."""
    kind: Literal["analysis"] = "analysis"

    @property
    def judged_split(self) -> str:
        """The split to judge by: test where it was tested, else the nearest to it."""
        return judged_split(self.variants)

    def of(self, variant: str, split: str) -> VariantAnalysis | None:
        """Return the results of one variant on one split, None where it was not tested."""
        return found_at(self.variants, variant, split)
