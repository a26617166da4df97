"""Everything that was found out about a model."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.confusion import ConfusionMatrix
from afterfit.results.errors import ErrorSamples
from afterfit.results.files import FileSummary
from afterfit.results.finding import Finding
from afterfit.results.margins import MarginHistograms
from afterfit.results.quality import ClassificationQuality
from afterfit.results.quantization import QuantizationCost
from afterfit.results.thresholds import ThresholdSweeps


@dataclass(frozen=True, slots=True, eq=False)
class VariantAnalysis:
    """All results of one model variant on one split."""

    variant: str
    split: str
    quality: ClassificationQuality
    confusion: ConfusionMatrix
    thresholds: ThresholdSweeps
    margins: MarginHistograms
    files: FileSummary
    errors: ErrorSamples
    kind: Literal["variant_analysis"] = "variant_analysis"


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """The results of every variant and split, their comparison, and the findings."""

    class_names: tuple[str, ...]
    variants: tuple[VariantAnalysis, ...]
    """One a variant and split, the reference variant first; splits: train, validation, test."""
    comparisons: tuple[QuantizationCost, ...]
    """One a split that both variants were tested on, same order of splits."""
    findings: tuple[Finding, ...]
    kind: Literal["analysis"] = "analysis"

    def of(self, variant: str, split: str) -> VariantAnalysis | None:
        """Return the results of one variant on one split, None where it was not tested."""
        for one in self.variants:
            if (one.variant, one.split) == (variant, split):
                return one
        return None
