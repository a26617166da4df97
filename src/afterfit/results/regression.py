"""Everything that was found out about a model that predicts numbers."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.arrays import FloatArray, IntArray
from afterfit.results.error_comparison import ErrorComparison
from afterfit.results.error_files import FileErrors
from afterfit.results.error_slices import ErrorSlices
from afterfit.results.estimate import Estimate, Scope
from afterfit.results.finding import Finding
from afterfit.results.lookup import estimate_of, found_at
from afterfit.results.recommendation import Decision
from afterfit.results.sensitivity import LayerSensitivity
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class OutputQuality:
    """One predicted number."""

    name: str
    unit: str
    """Empty where it is not known."""
    metrics: tuple[Estimate, ...]
    """RMSE first; R², explained variance and correlation are nan where the target never changes."""
    target_low: float
    target_high: float
    """Smallest and largest target; nan without samples."""
    target_std: float
    """Standard deviation of the targets; nan without samples, 0 where they never change."""

    def estimate(self, metric: str) -> Estimate:
        """Return the estimate of that name."""
        return estimate_of(self.metrics, metric)


@dataclass(frozen=True, slots=True)
class RegressionQuality:
    """The metrics of one model on one split."""

    scope: Scope
    outputs: tuple[OutputQuality, ...]
    overall: tuple[Estimate, ...]
    """The plain mean over the outputs of each metric, of those where it is defined; the largest
    error is the largest of all. nan for what carries a unit where the outputs' units differ."""
    baseline_split: str
    """The split whose mean target is the baseline of the skill."""
    kind: Literal["regression_quality"] = "regression_quality"

    def estimate(self, metric: str) -> Estimate:
        """Return the overall estimate of that name."""
        return estimate_of(self.overall, metric)


@dataclass(frozen=True, slots=True, eq=False)
class ErrorDistribution:
    """How the errors of one output are spread."""

    edges: FloatArray
    """Of equal bins over the middle 99 % of the errors, shape (n_bins + 1,)."""
    counts: IntArray
    """Errors in each bin, shape (n_bins,)."""
    n_below: int
    """Errors below the first edge."""
    n_above: int
    """Errors above the last edge."""
    mean: float
    std: float
    """With n - 1; nan with fewer than two samples."""
    worst_percent_share: float
    """Share of the sum of squared errors that the worst 1 % of samples (one at least) holds."""


@dataclass(frozen=True, slots=True)
class RangeRow:
    """Samples whose target lies in one range."""

    low: float
    high: float
    """Both ends belong to it."""
    mean: float
    """Mean target."""
    n_samples: int
    bias: Estimate
    mae: Estimate


@dataclass(frozen=True, slots=True)
class SpreadTrend:
    """Whether errors grow with the prediction."""

    correlation: Estimate
    """Spearman's, of |error| and prediction; nan where either never changes."""
    breusch_pagan_p: float
    """p-value of Koenker's form, as if samples were independent; nan where it cannot be told."""
    low_spread: float
    high_spread: float
    """Standard deviation of the errors in the lowest and highest fifth of the predictions."""


@dataclass(frozen=True, slots=True, eq=False)
class DrawnSamples:
    """Samples of one output for drawing: all of them, or evenly spaced rows."""

    y_true: FloatArray
    y_pred: FloatArray
    rows: IntArray
    """Row of each in the predictions of its split."""
    n_samples: int
    """All samples of the split, drawn or not."""


@dataclass(frozen=True, slots=True)
class OutputErrors:
    """The errors of one output, looked at from several sides."""

    name: str
    unit: str
    distribution: ErrorDistribution
    ranges: tuple[RangeRow, ...]
    """Ranges of the target with about equally many samples, rising; one where it never changes."""
    spread: SpreadTrend
    drawn: DrawnSamples


@dataclass(frozen=True, slots=True)
class WorstSample:
    """A sample with a large error; tuples hold one number an output."""

    index: int
    """Row of the sample in the predictions of its split."""
    source: str
    offset: int
    y_true: tuple[float, ...]
    y_pred: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """One recording from start to end, for drawing; long ones by evenly spaced samples."""

    source: str
    offset: IntArray
    y_true: tuple[FloatArray, ...]
    """One array an output, of the shape of ``offset``."""
    y_pred: tuple[FloatArray, ...]
    n_samples: int
    """All samples of the recording, drawn or not."""


@dataclass(frozen=True, slots=True, eq=False)
class RegressionVariant:
    """All results of one model variant on one split."""

    variant: str
    split: str
    quality: RegressionQuality
    outputs: tuple[OutputErrors, ...]
    files: tuple[FileErrors, ...]
    """The worst first: by falling RMSE, each output in relation to its standard deviation."""
    worst: tuple[WorstSample, ...]
    """By falling error, in relation to the standard deviation of its output."""
    courses: tuple[Course, ...]
    """The worst recordings, and the best one last; one where no recordings are known."""


@dataclass(frozen=True, slots=True)
class ErrorBand:
    """A band around the predictions, wide enough for a share of the validation errors."""

    chosen_on: Scope
    reported_on: Scope
    output: str
    unit: str
    wished: float
    """Share of the samples that should lie within the band."""
    half_width: float
    """The band is prediction ± this."""
    covered: Estimate
    """Share of the test samples that do."""


@dataclass(frozen=True, slots=True, eq=False)
class RegressionAnalysis(Shown):
    """The results of every variant and split, their comparison, and the findings."""

    target_names: tuple[str, ...]
    units: tuple[str, ...]
    variants: tuple[RegressionVariant, ...]
    """One a variant and split, the reference variant first; splits: train, validation, test."""
    comparisons: tuple[ErrorComparison, ...]
    """One a split and variant that was tested beside the reference."""
    bands: tuple[ErrorBand, ...]
    """One a variant and output that was tested on validation and on test."""
    findings: tuple[Finding, ...]
    decision: Decision | None = None
    """Which variant to ship; None where there is only one, and no budget."""
    sensitivities: tuple[LayerSensitivity, ...] = ()
    """One a quantised variant that was run with layers in float, on the validation split."""
    slices: tuple[ErrorSlices, ...] = ()
    """One a variant, split and output, where columns to slice by were named or derived."""
    kind: Literal["regression_analysis"] = "regression_analysis"

    def of(self, variant: str, split: str) -> RegressionVariant | None:
        """Return the results of one variant on one split, None where it was not tested."""
        return found_at(self.variants, variant, split)
