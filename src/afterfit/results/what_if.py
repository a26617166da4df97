"""What models answer when what sensors deliver changes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from afterfit.records import WindowLayout
from afterfit.results.arrays import FloatArray, IntArray
from afterfit.results.estimate import Estimate, Scope
from afterfit.results.finding import Finding
from afterfit.results.shown import Shown

PartKind = Literal["channel", "stretch", "patch"]


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """One variant under one change at one strength, on the same windows as without it."""

    strength: float
    """In the unit of its change; the place of the channel where channels die."""
    label: str
    """The strength as people read it: "−3 dB"."""
    severity: float
    """Rises as the change does; points of one change alone can be compared by it."""
    is_everyday: bool
    """Whether any sensor does this now and then."""
    accuracy: Estimate
    change: Estimate
    """Accuracy minus that of the unchanged windows; the interval is paired."""
    p_value: float
    """Exact McNemar test of equal accuracy, two-sided."""
    n_lost: int
    """Windows that only the unchanged data got right."""
    n_won: int
    """Windows that only the changed data got right."""
    n_flipped: int
    """Windows with another answer than before, right or wrong."""
    worst_class: str
    """The class whose recall falls most."""
    worst_class_change: Estimate
    """Of its recall; nan where no class has samples."""

    def surely_loses(self, loss: float) -> bool:
        """Say whether the whole 95 % interval of the change lies below -loss."""
        return self.change.high < -loss


@dataclass(frozen=True, slots=True)
class ChangeCurve:
    """One variant under one change at rising strengths."""

    key: str
    title: str
    unit: str
    """Empty where strengths have names."""
    how: str
    """What is done to windows, in one sentence."""
    points: tuple[ChangePoint, ...]
    """In the order of an axis."""

    @property
    def is_graded(self) -> bool:
        """Whether strengths are numbers of a unit; else each is a case of its own."""
        return bool(self.unit)

    def first_sure_loss(self, loss: float) -> ChangePoint | None:
        """Return the mildest strength that surely costs more accuracy than *loss*; None if none."""
        sure = [one for one in self.points if one.surely_loses(loss)]
        return min(sure, key=lambda one: one.severity) if sure else None


@dataclass(frozen=True, slots=True)
class PartImportance:
    """What a model loses when one part of its input comes from other windows."""

    name: str
    """A channel, or steps "40–79"."""
    part: PartKind
    drop: Estimate
    """Accuracy, or what models of numbers are measured by, minus that with the part shuffled, mean
    over the repeats; above 0 it is used."""
    lowest: float
    """Of the repeats, as for the next."""
    highest: float
    moved: float
    """Mean of Σ|Δp| / 2, the probability that changes hands; of numbers the mean change of what is
    told, in standard deviations of the targets. Exactly 0 where nothing is read."""


def ranked_parts(
    importance: Sequence[PartImportance], kinds: Collection[PartKind]
) -> tuple[PartImportance, ...]:
    """Return the parts of some kinds, the most important first."""
    found = [one for one in importance if one.part in kinds]
    return tuple(sorted(found, key=lambda one: -one.drop.value))


@dataclass(frozen=True, slots=True)
class VariantWhatIf:
    """One variant under every change, and which parts of the input it rests on."""

    scope: Scope
    accuracy: Estimate
    """Of the unchanged windows."""
    curves: tuple[ChangeCurve, ...]
    importance: tuple[PartImportance, ...]
    """In the order of the input; empty where it was not asked for."""

    def parts(self, *kinds: PartKind) -> tuple[PartImportance, ...]:
        """Return the parts of some kinds, the most important first."""
        return ranked_parts(self.importance, kinds)


@dataclass(frozen=True, slots=True)
class ExtraLoss:
    """What a change costs one variant beyond what it costs the first."""

    candidate: str
    key: str
    title: str
    label: str
    is_everyday: bool
    extra: Estimate
    """Change of the candidate's accuracy minus that of the reference's, on the same windows; below
    0 the candidate is more fragile. The interval is paired."""


@dataclass(frozen=True, slots=True, eq=False)
class SampleWindow:
    """One window, and what a variant says of it."""

    index: int
    """Row among the test windows."""
    source: str
    """Its recording; empty where windows have none."""
    offset: int
    true_class: str
    predicted_class: str
    score: float
    """Of the predicted class."""
    channel_names: tuple[str, ...]
    values: FloatArray
    """Its readings, one channel behind the other, shape (n_channels · n_steps,)."""
    layout: WindowLayout

    @property
    def name(self) -> str:
        """RECORDING@OFFSET; "window" and its row where windows have no recording."""
        return f"{self.source}@{self.offset}" if self.source else f"window {self.index}"


@dataclass(frozen=True, slots=True)
class SampleStep:
    """The answer for one window at one strength."""

    strength: float
    label: str
    severity: float
    true_score: float
    """Of the true class."""
    predicted_class: str


@dataclass(frozen=True, slots=True)
class SamplePath:
    """One window under one change at rising strengths."""

    key: str
    title: str
    unit: str
    steps: tuple[SampleStep, ...]
    """In the order of an axis."""

    def turn(self, before: str) -> SampleStep | None:
        """Return the mildest strength whose answer is not *before*; None where all are."""
        other = [one for one in self.steps if one.predicted_class != before]
        return min(other, key=lambda one: one.severity) if other else None


@dataclass(frozen=True, slots=True, eq=False)
class OcclusionMap:
    """What the true class loses when a patch of the window is replaced by its channel's mean."""

    starts: IntArray
    """First step, or first pixel along a line, of each patch, shape (n_patches,)."""
    ends: IntArray
    """The step behind its last one, shape (n_patches,)."""
    tops: IntArray
    """Channel of a signal, or first line of an image, shape (n_patches,)."""
    bottoms: IntArray
    """The channel or line behind its last one, shape (n_patches,)."""
    drops: FloatArray
    """Probability of the true class minus that with the patch replaced, shape (n_patches,)."""


@dataclass(frozen=True, slots=True, eq=False)
class SampleWhatIf(Shown):
    """One test window under change: where its answer turns, and what it rests on."""

    scope: Scope
    window: SampleWindow
    true_score: float
    paths: tuple[SamplePath, ...]
    occlusion: OcclusionMap
    nearest: SampleWindow | None
    """The nearest test window with another answer; None where all have the same."""
    distance: float
    """To it: root mean square of the differences in standard deviations of each channel."""
    kind: Literal["sample_what_if"] = "sample_what_if"


@dataclass(frozen=True, slots=True, eq=False)
class WhatIf(Shown):
    """Every variant under every change that windows of their kind meet in the field."""

    subject: str
    """The run, or the data."""
    variants: tuple[VariantWhatIf, ...]
    """The reference first."""
    extra_losses: tuple[ExtraLoss, ...]
    """Of every other variant, at every strength."""
    samples: tuple[SampleWhatIf, ...]
    """One a variant where a sample was asked for."""
    findings: tuple[Finding, ...]
    loss: float
    """Loss of accuracy that matters, as a share."""
    acts_on: Literal["readings", "inputs"]
    """Whether changes happen before the features, or on what models are given."""
    layout: WindowLayout
    n_all: int
    """Windows of the split; all of them were used where the scopes say as many."""
    n_answers: int
    """Windows given to models, over all variants and changes."""
    notes: tuple[str, ...] = ()
    """What was left out, or taken for granted, one sentence each."""
    kind: Literal["what_if"] = "what_if"
