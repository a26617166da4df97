"""Two variants on the same samples: who is better, by how much, where, and on which samples."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Estimate, Scope
from afterfit.results.shown import Shown

Unit = Literal["sample", "recording", "image"]
"""What there should be more of: samples, or recordings where samples share them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Whether the candidate's accuracy differs from the reference's at all."""

    verdict: Literal["worse", "better", "not_enough_samples", "no_interval"]
    """worse, better: the paired interval leaves out 0 and McNemar's p is below 0.05;
    no_interval: a single recording cannot tell."""
    n_needed: int | None
    """How many in all would tell at the observed rates, in 4 of 5 cases; None where it is told
    already, or the two are equally accurate."""
    unit: Unit


@dataclass(frozen=True, slots=True)
class NonInferiority:
    """Whether the candidate's loss of accuracy is certainly below a margin."""

    margin: float
    """Largest loss that is accepted, as a share of the samples."""
    verdict: Literal["non_inferior", "inferior", "undecided", "no_interval"]
    """non_inferior: the whole 95 % interval of the change is above -margin; inferior: all of it is
    below; undecided: it holds -margin."""
    n_needed: int | None
    """How many in all would tell at the observed rates, in 4 of 5 cases; None where it is told
    already, or no number would."""
    unit: Unit


@dataclass(frozen=True, slots=True)
class ClassChange:
    """What happened to the recall of one class."""

    class_name: str
    support: int
    reference_recall: float
    """nan where the class has no samples, as for the next."""
    candidate_recall: float
    change: Estimate
    """Candidate minus reference, as a share; the interval is paired."""
    n_reference_only_right: int
    n_candidate_only_right: int


@dataclass(frozen=True, slots=True)
class MarginFlips:
    """Samples by how sure the reference was, and how many flipped."""

    low: float
    """Lower end of the highest minus second-highest score of the reference."""
    high: float
    n_samples: int
    n_flipped: int


@dataclass(frozen=True, slots=True)
class ScoreDrift:
    """How far the scores moved."""

    mean_change: float
    """Mean of |Δp| over samples and classes; nan where predictions came without scores."""
    mean_distance: float
    """Mean of Σ|Δp| / 2 over the samples: the probability that changed hands; nan likewise."""
    largest_change: float
    """Largest |Δp| of any sample and class; nan likewise."""
    reference_ties: int
    """Samples whose two highest scores are equal, so that the order of the classes decides."""
    candidate_ties: int
    reference_on_int8_grid: bool
    """Whether all scores are multiples of 1/256."""
    candidate_on_int8_grid: bool
    by_margin: tuple[MarginFlips, ...]
    """Ten bins of equal width; empty where predictions came without scores."""


@dataclass(frozen=True, slots=True)
class FlippedSample:
    """One sample on which the two answer differently."""

    index: int
    """Row of the sample in the predictions of its split."""
    true_class: str
    reference_class: str
    candidate_class: str
    reference_score: float
    """What the reference gave to its own class."""
    candidate_score: float
    """What the candidate gave to its own class."""
    source: str
    """Recording that the sample was cut from; empty where samples have none."""
    offset: int
    """Row of the recording where the sample starts."""


@dataclass(frozen=True, slots=True)
class Flips:
    """Samples that flipped, in each direction those first whose scores moved furthest."""

    lost: tuple[FlippedSample, ...]
    """Right in the reference, wrong in the candidate."""
    won: tuple[FlippedSample, ...]
    """Wrong in the reference, right in the candidate."""
    moved: tuple[FlippedSample, ...]
    """Wrong in both, in different ways."""
    n_lost: int
    """All of them, listed or not, as for the next."""
    n_won: int
    n_moved: int


@dataclass(frozen=True, slots=True)
class CalibrationPair:
    """Calibration errors of both, each with what chance alone would give."""

    reference_ece: float
    """Expected calibration error, 10 bins of equal width."""
    candidate_ece: float
    reference_ece_by_chance: float
    """5 % of calibrated models show more than this on so many samples; nan where unknown."""
    candidate_ece_by_chance: float


@dataclass(frozen=True, slots=True)
class PairedComparison(Shown):
    """Candidate against reference on the same samples of one split."""

    reference: Scope
    candidate: Scope
    accuracy_change: Estimate
    """Candidate minus reference, as a share; the interval is paired."""
    p_value: float
    """Exact McNemar test of equal accuracy, two-sided."""
    difference: Difference
    non_inferiority: NonInferiority
    classes: tuple[ClassChange, ...]
    """One a class, in class order."""
    drift: ScoreDrift
    flips: Flips
    calibration: CalibrationPair
    kind: Literal["paired_comparison"] = "paired_comparison"
