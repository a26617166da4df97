"""Answers about models that tell the unusual from the normal by a score."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from afterfit.results.anomaly_detection import Detection, NoDetection
from afterfit.results.anomaly_slices import AnomalySliceChanges, AnomalySlices
from afterfit.results.anomaly_thresholds import (
    ChosenK,
    KTable,
    NoChosenK,
    NoKTable,
    ScoreStatistics,
)
from afterfit.results.estimate import Estimate, Scope
from afterfit.results.finding import Finding
from afterfit.results.lookup import found_at
from afterfit.results.operating_points import BinaryCounts
from afterfit.results.recommendation import Decision
from afterfit.results.sensitivity import LayerSensitivity
from afterfit.results.shown import Shown
from afterfit.results.thresholds import ThresholdSweeps


@dataclass(frozen=True, slots=True)
class Ranking:
    """How well scores put some anomalies above some normal samples."""

    name: str
    """Kind of anomaly or machine that it is of; "all" for everything."""
    n_normal: int
    n_anomalies: int
    estimates: tuple[Estimate, ...]
    """ROC AUC, partial ROC AUC and average precision; nan with samples of one kind only."""

    def estimate(self, metric: str) -> Estimate:
        """Return the estimate of that name."""
        return next(one for one in self.estimates if one.metric == metric)


@dataclass(frozen=True, slots=True)
class AnomalyQuality(Shown):
    """How well scores rank anomalies above normal samples, whatever the threshold."""

    scope: Scope
    overall: Ranking
    groups: tuple[Ranking, ...]
    """One a machine; empty where samples name none."""
    kinds: tuple[Ranking, ...]
    """One a kind of anomaly against all normal samples; empty where there is one kind only."""
    reason: str
    """Why nothing can be ranked; empty where it can."""
    kind: Literal["anomaly_quality"] = "anomaly_quality"

    def estimate(self, metric: str) -> Estimate:
        """Return the estimate of that name over all samples."""
        return self.overall.estimate(metric)


@dataclass(frozen=True, slots=True)
class Population:
    """Scores of one kind of samples."""

    name: Literal["normal, training", "normal", "anomaly", "unlabelled"]
    statistics: ScoreStatistics
    counts: tuple[int, ...]
    """Samples in each bin of the common edges."""
    log_counts: tuple[int, ...]
    """Samples in each bin of the common logarithmic edges; empty where there are none."""


@dataclass(frozen=True, slots=True)
class ScoreDistribution(Shown):
    """Scores of normal and anomalous samples in common bins."""

    scope: Scope
    edges: tuple[float, ...]
    """Of bins of equal width, one more than bins; empty without samples."""
    log_edges: tuple[float, ...]
    """Of bins of equal width in the logarithm; empty where a score is 0 or below."""
    populations: tuple[Population, ...]
    """Those that have samples: normal training scores first, then normal, then anomalies."""
    kind: Literal["score_distribution"] = "score_distribution"


@dataclass(frozen=True, slots=True)
class TailRow:
    """Share of normal samples above mean + k · std, promised and seen."""

    k: float
    promised: float
    """What normally distributed scores would give."""
    train: Estimate
    """False-positive rate among the normal training samples."""
    tested: Estimate
    """False-positive rate among the normal samples of this split."""


@dataclass(frozen=True, slots=True)
class NormalScores(Shown):
    """Whether normal samples score as those of training did, and k · std keeps its promise."""

    scope: Scope
    train: ScoreStatistics
    tested: ScoreStatistics
    shift: Estimate
    """Mean of this split less that of training, in standard deviations of training."""
    tails: tuple[TailRow, ...]
    """One a k of the table of thresholds."""
    kind: Literal["normal_scores"] = "normal_scores"


@dataclass(frozen=True, slots=True)
class NoNormalScores(Shown):
    """Normal samples of this split and of training cannot be compared."""

    scope: Scope
    reason: str
    kind: Literal["no_normal_scores"] = "no_normal_scores"


@dataclass(frozen=True, slots=True)
class ErrorPlace:
    """Mean error of one channel, or of one part of the window."""

    name: str
    normal: float
    """Mean over normal samples; nan without them."""
    anomaly: float
    """Mean over anomalies; nan without them."""


@dataclass(frozen=True, slots=True)
class ErrorLocation(Shown):
    """Which channel and which part of the window carry the error."""

    scope: Scope
    channels: tuple[ErrorPlace, ...]
    """Empty where errors of channels are not known."""
    parts: tuple[ErrorPlace, ...]
    """First part of the window first; empty where errors of parts are not known."""
    kind: Literal["error_location"] = "error_location"


@dataclass(frozen=True, slots=True, eq=False)
class AnomalyVariant(Shown):
    """All results of one model variant on one split."""

    variant: str
    split: str
    quality: AnomalyQuality
    curves: ThresholdSweeps
    """One sweep a machine, or one of all samples."""
    distribution: ScoreDistribution
    thresholds: Annotated[KTable | NoKTable, Field(discriminator="kind")]
    detection: Annotated[Detection | NoDetection, Field(discriminator="kind")]
    normal: Annotated[NormalScores | NoNormalScores, Field(discriminator="kind")]
    location: ErrorLocation
    kind: Literal["anomaly_variant"] = "anomaly_variant"


@dataclass(frozen=True, slots=True)
class AlarmChange:
    """Alarms of two models on the same samples, each at its own threshold."""

    accuracy_change: Estimate
    """Candidate minus reference, as a share of right answers; the interval is paired."""
    n_reference_only_right: int
    n_candidate_only_right: int
    p_value: float
    """Exact McNemar test of equally many right answers."""
    own: BinaryCounts
    """The candidate at the threshold from its own training scores."""
    transferred: BinaryCounts
    """The candidate's scores at the reference's threshold."""
    reference: BinaryCounts
    """The reference at its own threshold."""
    kind: Literal["alarm_change"] = "alarm_change"


@dataclass(frozen=True, slots=True)
class NoAlarmChange:
    """Alarms cannot be compared."""

    reason: str
    kind: Literal["no_alarm_change"] = "no_alarm_change"


@dataclass(frozen=True, slots=True)
class AnomalyComparison(Shown):
    """Reference and candidate on the same samples of one split."""

    reference: Scope
    candidate: Scope
    reference_auc: Estimate
    candidate_auc: Estimate
    auc_change: Estimate
    """Candidate minus reference; the interval is paired (DeLong)."""
    p_value: float
    """Of equal AUCs, two-sided; nan where it cannot be known."""
    alarms: Annotated[AlarmChange | NoAlarmChange, Field(discriminator="kind")]
    """Which of the two to ship, by the AUC; None where no AUC is known."""
    kind: Literal["anomaly_comparison"] = "anomaly_comparison"


@dataclass(frozen=True, slots=True, eq=False)
class AnomalyAnalysis(Shown):
    """The results of every variant and split, their comparison, and the findings."""

    variants: tuple[AnomalyVariant, ...]
    """One a variant and split, the reference variant first; splits: train, validation, test."""
    comparisons: tuple[AnomalyComparison, ...]
    """One a candidate and split that the reference was tested on too."""
    findings: tuple[Finding, ...]
    chosen: tuple[Annotated[ChosenK | NoChosenK, Field(discriminator="kind")], ...] = ()
    """The recommended k, or why there is none; one a variant, same order of variants."""
    decision: Decision | None = None
    """Which variant to ship; None where there is only one, and no budget."""
    sensitivities: tuple[LayerSensitivity, ...] = ()
    """One a quantised variant that was run with layers in float, on the validation split."""
    slices: tuple[AnomalySlices, ...] = ()
    """One a variant and split, where columns to slice by were named or derived."""
    slice_changes: tuple[AnomalySliceChanges, ...] = ()
    """One a candidate and split that was tested on the samples of the reference, by slice."""
    kind: Literal["anomaly_analysis"] = "anomaly_analysis"

    def of(self, variant: str, split: str) -> AnomalyVariant | None:
        """Return the results of one variant on one split, None where it was not tested."""
        return found_at(self.variants, variant, split)
