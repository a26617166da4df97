"""Whether a score of 0.9 is right nine times in ten."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.arrays import FloatArray, IntArray
from afterfit.results.estimate import Scope
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True, eq=False)
class ReliabilityTable:
    """Confidence against accuracy, bin by bin; confidence is the score of the predicted class."""

    edges: FloatArray
    """From 0 to 1, rising; a bin holds its lower edge, the last holds 1 too, (n_bins + 1,)."""
    n: IntArray
    """Samples of each bin, shape (n_bins,)."""
    mean_confidence: FloatArray
    """nan where a bin is empty, shape (n_bins,)."""
    accuracy: FloatArray
    """Share of right predictions; nan where a bin is empty, shape (n_bins,)."""
    low: FloatArray
    """Lower end of the accuracy's 95 % interval; nan where unknown, shape (n_bins,)."""
    high: FloatArray
    """Upper end of the accuracy's 95 % interval; nan where unknown, shape (n_bins,)."""


@dataclass(frozen=True, slots=True)
class ReferenceBand:
    """What a calibration error would be if every score were true, from 200 resamples."""

    low: float
    """5 % of calibrated resamples are below; nan where it cannot be known."""
    mean: float
    """The error that a calibrated model shows on average, only because samples are few."""
    high: float
    """5 % of calibrated resamples are above; an error beyond it is real."""


@dataclass(frozen=True, slots=True)
class ClassCalibration:
    """How far one class's score is from the share of samples that belong to it."""

    class_name: str
    ece: float
    """Expected calibration error of the class against the rest, 10 bins of equal width."""
    band: ReferenceBand


@dataclass(frozen=True, slots=True, eq=False)
class Calibration(Shown):
    """Confidence against accuracy, the calibration errors, and what chance alone would give."""

    scope: Scope
    mean_confidence: float
    """Mean score of the predicted class; nan without samples."""
    accuracy: float
    """Share of right predictions; below the mean confidence the model is over-confident."""
    equal_width: ReliabilityTable
    """10 bins of equal width, as netcal's default."""
    equal_mass: ReliabilityTable
    """At most 10 bins with nearly the same number of samples; equal scores share a bin."""
    reference_low: FloatArray
    """Accuracy that 5 % of calibrated resamples are below, of each equal-width bin; nan where the
    bin is empty or it cannot be known, shape (10,)."""
    reference_high: FloatArray
    """Accuracy that 5 % of calibrated resamples are above, shape (10,)."""
    ece: float
    """Expected calibration error of the equal-width bins."""
    ece_band: ReferenceBand
    ece_equal_mass: float
    """The same of the equal-mass bins."""
    mce: float
    """Largest gap of an equal-width bin."""
    classwise_ece: float
    """Mean of the classes' errors."""
    classwise_band: ReferenceBand
    """Classes resampled independently of each other."""
    design_effect: float
    """How many times the variance is larger because samples share recordings; the bands are
    wider by its root, the intervals rest on that many fewer samples. nan where unknown."""
    classes: tuple[ClassCalibration, ...]
    """One a class, in class order."""
    kind: Literal["calibration"] = "calibration"
