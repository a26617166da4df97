"""Answers about models whose samples have any number of labels."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.calibration import ReferenceBand
from afterfit.results.estimate import Estimate, Scope
from afterfit.results.finding import Finding
from afterfit.results.lookup import estimate_of, found_at
from afterfit.results.operating_points import OperatingPoints
from afterfit.results.quality import ClassQuality
from afterfit.results.quantization import QuantizationCost
from afterfit.results.recommendation import Decision
from afterfit.results.shown import Shown
from afterfit.results.thresholds import ThresholdSweeps


@dataclass(frozen=True, slots=True)
class MultilabelQuality(Shown):
    """The metrics of a multi-label classifier on one split."""

    scope: Scope
    threshold: float
    """A label is said to be there where its probability is at least this."""
    overall: tuple[Estimate, ...]
    """Subset accuracy first, then Hamming loss, averages over labels, and of the ranking."""
    labels: tuple[ClassQuality, ...]
    """One a label, as one class against the rest; in the order of the labels."""
    kind: Literal["multilabel_quality"] = "multilabel_quality"

    def estimate(self, metric: str) -> Estimate:
        """Return the overall estimate of that name."""
        return estimate_of(self.overall, metric)


@dataclass(frozen=True, slots=True)
class LabelCounts:
    """How often one label was there, and seen."""

    label: str
    tp: int
    """Samples that have it, and in which it was seen."""
    fp: int
    """Samples in which it was falsely seen."""
    fn: int
    """Samples in which it was missed."""
    tn: int
    """Samples that lack it, and in which it was not seen."""
    ece: float
    """Expected calibration error of its probability; nan without samples."""
    ece_band: ReferenceBand
    """What chance alone gives a calibrated probability."""


@dataclass(frozen=True, slots=True)
class LabelMistakes(Shown):
    """What is missed, what is falsely seen, and what goes together."""

    scope: Scope
    labels: tuple[LabelCounts, ...]
    """One a label, in their order."""
    missed_and_seen: tuple[tuple[int, ...], ...]
    """Samples in which label i was missed while label j was falsely seen: row i, column j."""
    kind: Literal["label_mistakes"] = "label_mistakes"


@dataclass(frozen=True, slots=True)
class LabelError:
    """One label of one sample that was answered wrongly."""

    index: int
    """Row of the sample in the predictions of its split."""
    label: str
    mistake: Literal["missed", "falsely seen"]
    score: float
    """Probability that the model gave to the label."""
    source: str
    """Recording that the sample was cut from."""
    offset: int
    """Row of the recording where the sample starts."""


@dataclass(frozen=True, slots=True)
class LabelErrors(Shown):
    """The wrong answers that were kept, of each label the most confident ones."""

    scope: Scope
    errors: tuple[LabelError, ...]
    n_errors: int
    """All wrong answers of the split, kept or not."""
    max_per_label: int | None
    """Most kept for a label and kind of mistake; None when all were kept."""
    kind: Literal["label_errors"] = "label_errors"


@dataclass(frozen=True, slots=True)
class LabelFileRow:
    """One recording."""

    source: str
    n_samples: int
    n_exact: int
    """Samples whose whole set of labels was right."""
    n_missed: int
    """Labels of its samples that were missed."""
    n_false: int
    """Labels that were falsely seen in its samples."""

    @property
    def error_rate(self) -> float:
        """Share of its samples in which at least one label is wrong."""
        return 1 - self.n_exact / self.n_samples


@dataclass(frozen=True, slots=True)
class LabelFiles(Shown):
    """Recordings, those first of which the largest share of samples has a wrong label."""

    scope: Scope
    rows: tuple[LabelFileRow, ...]
    """Empty where samples have no recording."""
    kind: Literal["label_files"] = "label_files"


@dataclass(frozen=True, slots=True, eq=False)
class MultilabelVariant(Shown):
    """All results of one model variant on one split."""

    variant: str
    split: str
    quality: MultilabelQuality
    thresholds: ThresholdSweeps
    """One sweep a label, over its own probability."""
    mistakes: LabelMistakes
    files: LabelFiles
    errors: LabelErrors
    kind: Literal["multilabel_variant"] = "multilabel_variant"


@dataclass(frozen=True, slots=True)
class LabelChange:
    """One label of two models on the same samples."""

    label: str
    cost: QuantizationCost
    """Accuracy is the share of samples in which this label was answered rightly."""


@dataclass(frozen=True, slots=True)
class MultilabelComparison(Shown):
    """Reference and candidate on the same samples of one split."""

    sets: QuantizationCost
    """Accuracy is the share of samples whose whole set of labels was right."""
    labels: tuple[LabelChange, ...]
    """One a label, in their order."""
    """Which of the two to ship, by the share of samples whose whole set is right."""
    kind: Literal["multilabel_comparison"] = "multilabel_comparison"


@dataclass(frozen=True, slots=True, eq=False)
class MultilabelAnalysis(Shown):
    """The results of every variant and split, their comparison, and the findings."""

    class_names: tuple[str, ...]
    """The labels."""
    variants: tuple[MultilabelVariant, ...]
    """One a variant and split, the reference variant first; splits: train, validation, test."""
    comparisons: tuple[MultilabelComparison, ...]
    """One a candidate and split that the reference was tested on too."""
    findings: tuple[Finding, ...]
    operating_points: tuple[OperatingPoints, ...] = ()
    """One a variant that was tested on validation and on test, same order of variants."""
    decision: Decision | None = None
    """Which variant to ship; None where there is only one, and no budget."""
    kind: Literal["multilabel_analysis"] = "multilabel_analysis"

    def of(self, variant: str, split: str) -> MultilabelVariant | None:
        """Return the results of one variant on one split, None where it was not tested."""
        return found_at(self.variants, variant, split)
