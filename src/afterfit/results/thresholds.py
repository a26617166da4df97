"""What each threshold on a class's score would find, and what it would raise falsely."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.arrays import FloatArray, IntArray
from afterfit.results.estimate import Scope


@dataclass(frozen=True, slots=True, eq=False)
class ThresholdSweep:
    """One class against the rest, at every score that occurs; ROC and PR curves are read off it."""

    class_name: str
    n_positives: int
    """Samples of the class."""
    n_negatives: int
    """All other samples."""
    thresholds: FloatArray
    """Falling; positive means score >= threshold, and the first, inf, finds nothing."""
    tp: IntArray
    """Positives found at each threshold, same shape as ``thresholds``."""
    fp: IntArray
    """False alarms at each threshold, same shape as ``thresholds``."""
    auc: float
    """Area under the ROC curve, ties counted half; nan without positives or without negatives."""
    auc_error: float = 0.0
    """How far ``auc`` may be from that of unbinned scores; 0 where each threshold is a score."""
    average_precision_error: float = 0.0
    """The same for the average precision of these thresholds."""


@dataclass(frozen=True, slots=True, eq=False)
class ThresholdSweeps:
    """A sweep for each class, one-vs-rest."""

    scope: Scope
    classes: tuple[ThresholdSweep, ...]
    """One sweep a class, in class order."""
    kind: Literal["threshold_sweeps"] = "threshold_sweeps"
