"""What the recommended threshold finds: kinds, recordings, and how soon."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Estimate, Scope
from afterfit.results.operating_points import BinaryCounts
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class KindDetection:
    """One kind of anomaly."""

    name: str
    recall: Estimate
    """Share of its samples that raise an alarm."""


@dataclass(frozen=True, slots=True)
class FileDetection:
    """One recording."""

    source: str
    kinds: tuple[str, ...]
    """What its samples are: "normal", kinds of anomaly, or both."""
    n_normal: int
    n_anomalies: int
    n_false_alarms: int
    """Normal samples that raise an alarm."""
    n_found: int
    """Anomalies that raise an alarm."""
    highest_score: float

    @property
    def n_missed(self) -> int:
        """Anomalies without an alarm."""
        return self.n_anomalies - self.n_found


@dataclass(frozen=True, slots=True)
class AnomalyEvent:
    """Consecutive anomalous samples of one recording."""

    source: str
    kind_name: str
    """Kind of its first sample."""
    onset_offset: int
    """Offset of its first sample."""
    n_samples: int
    alarm_offset: int | None
    """Offset of the first sample of the event that raises an alarm; None where none does."""
    n_before_alarm: int
    """Samples of the event before that alarm; all of them where there is none."""


@dataclass(frozen=True, slots=True)
class Detection(Shown):
    """Alarms at the recommended threshold on one split."""

    scope: Scope
    k: float
    threshold: float
    counts: BinaryCounts
    rates: tuple[Estimate, ...]
    """Recall, precision and false-positive rate; nan where there is nothing to take a share of."""
    kinds: tuple[KindDetection, ...]
    """One a kind of anomaly that has samples."""
    files: tuple[FileDetection, ...]
    """Most mistakes first; empty where samples have no recording."""
    events: tuple[AnomalyEvent, ...]
    """Empty where no recording holds more than one sample."""
    seconds_per_sample: float | None
    """Time that each sample adds to a recording; None where it is unknown."""
    kind: Literal["detection"] = "detection"

    def rate(self, metric: str) -> Estimate:
        """Return the rate of that name."""
        return next(one for one in self.rates if one.metric == metric)


@dataclass(frozen=True, slots=True)
class NoDetection(Shown):
    """There is no threshold, or nothing is known of the samples."""

    scope: Scope
    reason: str
    kind: Literal["no_detection"] = "no_detection"
