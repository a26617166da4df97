"""Where an anomaly detector fails: false alarms and anomalies found, in parts of the data."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Estimate, Scope
from afterfit.results.shown import Shown
from afterfit.results.slices import SlicedColumn


@dataclass(frozen=True, slots=True)
class SliceRate:
    """How often samples of one kind, normal ones or anomalies, raise an alarm in one slice."""

    n_sources: int
    """Recordings that have such samples in the slice; samples where they have no recording."""
    rate: Estimate
    """Share of them above the threshold; nan where there are none."""
    difference: Estimate
    """That share minus that of all others of the kind; the interval lets a recording be in both."""
    p_value: float
    """Of no difference, corrected for the number of slices and both kinds; nan where untested."""
    share_of_mistakes: float
    """Of all mistakes on samples of the kind; nan where there is none."""
    gain: float
    """What the rate of all samples of the kind would improve by if the slice were as good as the
    others; below 0 where it is better than they are, nan where there are no others."""

    @property
    def is_worse(self) -> bool:
        """Whether mistakes are surely more frequent than among the others, by how little it be."""
        apart = self.difference.low > 0 or self.difference.high < 0
        return self.p_value < 0.05 and apart and self.gain > 0


@dataclass(frozen=True, slots=True)
class AnomalySliceRow:
    """One slice: the samples that have one value in a column."""

    column: str
    value: str
    false_alarms: SliceRate
    """Normal samples that raise an alarm."""
    found: SliceRate
    """Anomalies that raise an alarm."""
    auc: Estimate
    """ROC AUC among the samples of the slice; nan where they are of one kind."""


@dataclass(frozen=True, slots=True)
class AnomalySlices(Shown):
    """Alarms of one detector on one split, by slice."""

    scope: Scope
    threshold: float
    """Above it a score raises an alarm; nan where there is none."""
    reason: str
    """Why there are no alarms to count; empty where there are."""
    false_alarm_rate: Estimate
    """Of all normal samples."""
    recall: Estimate
    """Of all anomalies."""
    columns: tuple[SlicedColumn, ...]
    rows: tuple[AnomalySliceRow, ...]
    """By column, then by value."""
    n_tested: int
    """Slices with recordings enough, inside and outside, to be tested; one is counted for false
    alarms and for anomalies found."""
    kind: Literal["anomaly_slices"] = "anomaly_slices"

    @property
    def variant(self) -> str:
        """Which form of the model."""
        return self.scope.variant

    @property
    def split(self) -> str:
        """Which part of the data."""
        return self.scope.split


@dataclass(frozen=True, slots=True)
class RateChange:
    """What a candidate changes among samples of one kind in one slice."""

    n_samples: int
    """Samples of the kind in the slice."""
    reference: float
    """Share of them that raise an alarm, at the threshold of the reference."""
    candidate: float
    """The same of the candidate, at its own threshold."""
    change: Estimate
    """Candidate minus reference, on the same samples."""
    change_elsewhere: Estimate
    """The same on all other samples of the kind."""
    p_value: float
    """Of the same change in both, corrected for the number of slices and both kinds; nan where
    untested."""


@dataclass(frozen=True, slots=True)
class AnomalySliceChange:
    """What a candidate changes in one slice."""

    column: str
    value: str
    false_alarms: RateChange
    found: RateChange


@dataclass(frozen=True, slots=True)
class AnomalySliceChanges(Shown):
    """Alarms of candidate against reference on the same samples, by slice."""

    reference: Scope
    candidate: Scope
    rows: tuple[AnomalySliceChange, ...]
    """By column, then by value."""
    n_tested: int
    """Slices that were tested; one is counted for false alarms and for anomalies found."""
    kind: Literal["anomaly_slice_changes"] = "anomaly_slice_changes"
