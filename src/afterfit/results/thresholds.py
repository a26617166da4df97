"""What each threshold on a class's score would find, and what it would raise falsely."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.arrays import FloatArray, IntArray
from afterfit.results.estimate import Scope
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True, eq=False)
class ThresholdSweep:
    """One class against the rest at the scores that occur; ROC and PR curves are read off it.

    Where there are very many scores, those that a curve does not need are left out; counts at the
    others, and all areas, are those of every score.
    """

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
    n_left_out: int = 0
    """Scores that occur and are no threshold here: they find as many positives as both their
    neighbours, or differ from the threshold above by at most 1/500 in recall and false-positive
    rate and 1/200 in precision."""


@dataclass(frozen=True, slots=True, eq=False)
class ThresholdSweeps(Shown):
    """A sweep for each class, one-vs-rest."""

    scope: Scope
    classes: tuple[ThresholdSweep, ...]
    """One sweep a class, in class order."""
    kind: Literal["threshold_sweeps"] = "threshold_sweeps"
