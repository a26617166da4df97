"""What the model gains by saying "uncertain"."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.arrays import FloatArray, IntArray
from afterfit.results.estimate import Estimate, Scope
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class UncertainAnswers:
    """Predictions where a score below the minimum confidence is answered with "uncertain"."""

    min_confidence: float
    """An answer is given where the highest score is at least this."""
    counts: tuple[tuple[int, ...], ...]
    """Row = true class, column = predicted class, and a last column for "uncertain"."""
    n_answered: int
    """Samples that got an answer."""
    accuracy: Estimate
    """Accuracy of the answers; nan where there are none."""


@dataclass(frozen=True, slots=True, eq=False)
class Uncertainty(Shown):
    """Accuracy of the answered samples against their share, for every minimum confidence."""

    scope: Scope
    class_names: tuple[str, ...]
    confidences: FloatArray
    """Distinct highest scores, falling: each a minimum confidence, shape (n_levels,). Of very
    many those that a curve needs: others differ from the one above by at most 1/200 in accuracy,
    or lie where no right answer is added."""
    n_answered: IntArray
    """Samples with at least this confidence, shape (n_levels,)."""
    n_wrong: IntArray
    """Wrong ones among them, shape (n_levels,)."""
    aurc: float
    """Area under the risk-coverage curve: mean error rate of the answers while coverage grows
    from 0 to 1; 0 is perfect, the error rate is what a useless confidence gives; nan without
    samples."""
    answers: UncertainAnswers
    """At the minimum confidence that was asked for."""
    kind: Literal["uncertainty"] = "uncertainty"


@dataclass(frozen=True, slots=True)
class ReachedAccuracy(Shown):
    """The least confidence that reached a wished accuracy on one split, and what it gives."""

    chosen_on: Scope
    reported_on: Scope
    class_names: tuple[str, ...]
    wished_accuracy: float
    chosen_accuracy: float
    """Accuracy of the answers on the split it was chosen on."""
    chosen_coverage: float
    """Share of that split's samples that got an answer."""
    answers: UncertainAnswers
    """On the reported split."""
    kind: Literal["reached_accuracy"] = "reached_accuracy"


@dataclass(frozen=True, slots=True)
class UnreachedAccuracy(Shown):
    """A wished accuracy that no minimum confidence reaches on the split it is chosen on."""

    chosen_on: Scope
    wished_accuracy: float
    best_accuracy: float
    """Highest accuracy that any minimum confidence gives; nan without samples."""
    kind: Literal["unreached_accuracy"] = "unreached_accuracy"
