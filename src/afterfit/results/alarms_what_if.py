"""What anomaly detectors report when what sensors deliver changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan
from typing import Literal

from afterfit.results.estimate import Estimate, Scope
from afterfit.results.finding import Finding
from afterfit.results.shown import Shown

AlarmRate = Literal["false_alarms", "found"]
"""Which share is meant: alarms among normal windows, or among anomalies."""


@dataclass(frozen=True, slots=True)
class RateUnderChange:
    """A share of windows that raise an alarm, and what a change of the windows does to it."""

    value: Estimate
    """Under the change; nan where there is no threshold, or no such window."""
    change: Estimate
    """Minus the share of the unchanged windows; the interval is paired by recording."""
    better: Literal["higher", "lower"]

    @property
    def cost(self) -> float:
        """How far the share went the wrong way; below 0 it went the right one, nan unknown."""
        return self.change.value if self.better == "lower" else -self.change.value

    def surely_worse(self, loss: float) -> bool:
        """Say whether the whole 95 % interval of the change is worse than *loss*."""
        return self.change.low > loss if self.better == "lower" else self.change.high < -loss


@dataclass(frozen=True, slots=True)
class AlarmPoint:
    """One variant under one change at one strength, on the same windows as without it."""

    strength: float
    """In the unit of its change; the place of the channel where channels die."""
    label: str
    """The strength as people read it: "−3 dB"."""
    severity: float
    """Rises as the change does; points of one change alone can be compared by it."""
    is_everyday: bool
    """Whether any sensor does this now and then."""
    false_alarms: RateUnderChange
    """Of the normal windows, at the threshold that ships."""
    found: RateUnderChange
    """Of the anomalies, at the threshold that ships."""
    auc: Estimate
    """ROC AUC, which no threshold has a say in; nan without anomalies or normal windows."""
    auc_change: Estimate
    """Minus that of the unchanged windows; the interval is paired (DeLong)."""

    def rate(self, name: AlarmRate) -> RateUnderChange:
        """Return the share of that name."""
        return self.false_alarms if name == "false_alarms" else self.found


@dataclass(frozen=True, slots=True)
class AlarmCurve:
    """One variant under one change at rising strengths."""

    key: str
    title: str
    unit: str
    """Empty where strengths have names."""
    how: str
    """What is done to windows, in one sentence."""
    points: tuple[AlarmPoint, ...]
    """In the order of an axis."""

    def first_sure(self, name: AlarmRate, loss: float) -> AlarmPoint | None:
        """Return the mildest strength whose share is surely worse by *loss*; None if none is."""
        sure = [one for one in self.points if one.rate(name).surely_worse(loss)]
        return min(sure, key=lambda one: one.severity, default=None)

    def worst(self, name: AlarmRate, *, everyday: bool) -> AlarmPoint | None:
        """Return the strength that costs most of a share, the stronger of equals.

        None where nothing is known, or where only *everyday* ones count and there is none.
        """
        known = [
            one
            for one in self.points
            if not isnan(one.rate(name).cost) and (one.is_everyday or not everyday)
        ]
        return max(known, key=lambda one: (one.rate(name).cost, one.severity), default=None)


@dataclass(frozen=True, slots=True)
class AlarmsVariantWhatIf:
    """One variant under every change."""

    scope: Scope
    threshold: float
    """Above it a score is an alarm, as the run chose it; nan where it chose none."""
    false_alarms: Estimate
    """Of the unchanged normal windows."""
    found: Estimate
    """Of the unchanged anomalies."""
    auc: Estimate
    """Of the unchanged windows."""
    curves: tuple[AlarmCurve, ...]

    def rate(self, name: AlarmRate) -> Estimate:
        """Return the share of that name without any change."""
        return self.false_alarms if name == "false_alarms" else self.found

    def sure(self, name: AlarmRate, loss: float) -> Iterator[tuple[AlarmCurve, AlarmPoint]]:
        """Give the changes under which a share is surely worse by *loss*, from where on."""
        for curve in self.curves:
            point = curve.first_sure(name, loss)
            if point is not None:
                yield curve, point


@dataclass(frozen=True, slots=True)
class ExtraAlarms:
    """What a change costs one variant beyond what it costs the first."""

    candidate: str
    key: str
    title: str
    label: str
    rate: AlarmRate
    extra: Estimate
    """Change of the candidate's share minus that of the reference's, on the same windows, in the
    direction that is worse: above 0 the candidate is more fragile. The interval is paired."""


@dataclass(frozen=True, slots=True)
class AlarmsWhatIf(Shown):
    """Every variant of an anomaly detector under every change of the field."""

    subject: str
    """The run."""
    variants: tuple[AlarmsVariantWhatIf, ...]
    """The reference first."""
    extra_alarms: tuple[ExtraAlarms, ...]
    """Of every other variant, at every strength."""
    findings: tuple[Finding, ...]
    loss: float
    """More false alarms, or fewer anomalies found, that matter, as a share of the windows."""
    acts_on: Literal["readings", "inputs"]
    """Whether changes happen before the features, or on what models are given."""
    n_all: int
    """Windows of the split; all of them were used where the scopes say as many."""
    n_answers: int
    """Windows given to models, over all variants and changes."""
    notes: tuple[str, ...] = ()
    """What was left out, or taken for granted, one sentence each."""
    kind: Literal["alarms_what_if"] = "alarms_what_if"
