"""Samples whose label the model doubts."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.arrays import FloatArray
from afterfit.results.estimate import Scope
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class LabelSuspect:
    """One sample whose label is probably wrong."""

    index: int
    """Row of the sample in the predictions of its split."""
    given_class: str
    """What it is labelled."""
    suggested_class: str
    """The class with the highest score."""
    self_confidence: float
    """Score of the given class; the lower, the more suspect."""
    margin: float
    """Score of the given class minus the highest other; from -1 to 1."""
    in_confident_joint: bool
    """Whether it is confidently of another class by the classes' own thresholds too."""
    source: str
    """Recording that the sample was cut from."""
    offset: int
    """Row of the recording where the sample starts."""


@dataclass(frozen=True, slots=True)
class SuspectFile:
    """One recording that holds suspect samples."""

    source: str
    n_samples: int
    n_suspects: int


@dataclass(frozen=True, slots=True, eq=False)
class LabelSuspects(Shown):
    """Probably wrong labels by confident learning, from scores the labels had no part in."""

    scope: Scope
    class_names: tuple[str, ...]
    thresholds: FloatArray
    """Mean score of each class over the samples labelled so; nan without samples, (n_classes,)."""
    confident_joint: tuple[tuple[int, ...], ...]
    """Row = label, column = class the sample is confidently of; uncertain samples are nowhere."""
    samples: tuple[LabelSuspect, ...]
    """The kept suspects, the least self-confident first."""
    n_suspects: int
    """All suspects, kept or not."""
    max_kept: int | None
    """Most suspects kept; None when all were."""
    files: tuple[SuspectFile, ...]
    """Recordings with suspects, by falling share of their samples, then by path."""
    kind: Literal["label_suspects"] = "label_suspects"


@dataclass(frozen=True, slots=True)
class NoLabelSuspects(Shown):
    """Why labels were not examined."""

    scope: Scope
    reason: str
    """One sentence."""
    kind: Literal["no_label_suspects"] = "no_label_suspects"
