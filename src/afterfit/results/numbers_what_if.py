"""What models that predict numbers answer when what sensors deliver changes."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Estimate, Scope
from afterfit.results.finding import Finding
from afterfit.results.shown import Shown
from afterfit.results.what_if import PartImportance, PartKind, ranked_parts
from afterfit.results.yardstick import Yardstick


@dataclass(frozen=True, slots=True)
class QualityPoint:
    """One variant under one change at one strength, on the same windows as without it."""

    strength: float
    """In the unit of its change; the place of the channel where channels die."""
    label: str
    """The strength as people read it: "−3 dB"."""
    severity: float
    """Rises as the change does; points of one change alone can be compared by it."""
    is_everyday: bool
    """Whether any sensor does this now and then."""
    value: float
    """Of the yardstick."""
    change: Estimate
    """Value minus that of the unchanged windows; the interval is paired by recording."""

    def surely_loses(self, loss: float) -> bool:
        """Say whether the whole 95 % interval of the change lies below -loss."""
        return self.change.high < -loss


@dataclass(frozen=True, slots=True)
class QualityCurve:
    """One variant under one change at rising strengths."""

    key: str
    title: str
    unit: str
    """Empty where strengths have names."""
    how: str
    """What is done to windows, in one sentence."""
    points: tuple[QualityPoint, ...]
    """In the order of an axis."""

    def first_sure_loss(self, loss: float) -> QualityPoint | None:
        """Return the mildest strength that surely costs more than *loss*; None if none does."""
        sure = [one for one in self.points if one.surely_loses(loss)]
        return min(sure, key=lambda one: one.severity) if sure else None

    def dearest_everyday(self) -> QualityPoint | None:
        """Return the everyday strength that costs most; None where the change has none."""
        everyday = [one for one in self.points if one.is_everyday]
        return min(everyday, key=lambda one: (one.change.value, -one.severity), default=None)


@dataclass(frozen=True, slots=True)
class NumbersVariantWhatIf:
    """One variant under every change."""

    scope: Scope
    value: float
    """Of the unchanged windows."""
    curves: tuple[QualityCurve, ...]
    importance: tuple[PartImportance, ...] = ()
    """In the order of the input; empty where it was not asked for."""

    def parts(self, *kinds: PartKind) -> tuple[PartImportance, ...]:
        """Return the parts of some kinds, the most important first."""
        return ranked_parts(self.importance, kinds)


@dataclass(frozen=True, slots=True)
class ExtraQualityLoss:
    """What a change costs one variant beyond what it costs the first."""

    candidate: str
    key: str
    title: str
    label: str
    extra: Estimate
    """Change of the candidate minus that of the reference, on the same windows; below 0 the
    candidate is more fragile. The interval is paired by recording."""


@dataclass(frozen=True, slots=True)
class NumbersWhatIf(Shown):
    """Every variant of a regression under every change of what it is given."""

    subject: str
    """The run."""
    yardstick: Yardstick
    """What is measured; higher is better."""
    variants: tuple[NumbersVariantWhatIf, ...]
    """The reference first."""
    extra_losses: tuple[ExtraQualityLoss, ...]
    """Of every other variant, at every strength."""
    findings: tuple[Finding, ...]
    loss: float
    """Loss that matters, of the yardstick."""
    n_all: int
    """Windows of the split; all of them were used where the scopes say as many."""
    n_answers: int
    """Windows given to models, over all variants and changes."""
    notes: tuple[str, ...] = ()
    """What was taken for granted, one sentence each."""
    kind: Literal["numbers_what_if"] = "numbers_what_if"
