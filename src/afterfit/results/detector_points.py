"""The confidence from which a deployed detector is believed, chosen for a wish."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from afterfit.results.arrays import FloatArray
from afterfit.results.estimate import Estimate, Scope
from afterfit.results.policies import DetectorPolicy
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class DetectionCounts:
    """Detections believed at one threshold, against the objects."""

    n_found: int
    """Objects that a believed detection found."""
    n_false: int
    """Believed detections that found none."""
    n_missed: int
    """Objects that none found."""


@dataclass(frozen=True, slots=True)
class DetectorPoint:
    """A confidence: a detection of the class is believed where its score is that high."""

    class_name: str
    """Empty where one threshold is for all classes together."""
    threshold: float
    """The lowest score that is believed, on the split it was chosen on."""
    chosen: DetectionCounts
    """On the split it was chosen on."""
    reported: DetectionCounts
    """On the split that the estimates are of."""
    precision: Estimate
    """nan where nothing is believed."""
    recall: Estimate
    """nan where the class has no objects."""
    f1: Estimate
    false_alarms: Estimate
    """False alarms an image."""
    kind: Literal["detector_point"] = "detector_point"


@dataclass(frozen=True, slots=True)
class NoDetectorPoint:
    """A wish that no threshold fulfils on the split it would be chosen on."""

    class_name: str
    """Empty where one threshold would be for all classes together."""
    reason: str
    """One sentence, with the nearest that can be had."""
    kind: Literal["no_detector_point"] = "no_detector_point"


@dataclass(frozen=True, slots=True, eq=False)
class RateCurve:
    """A rate at each threshold, with its 95 % interval; nan where it is not defined."""

    values: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class DetectorPoints(Shown):
    """The thresholds of one variant: one for all classes together, and one for each class."""

    chosen_on: Scope
    """Samples are images."""
    reported_on: Scope
    iou: float
    """Overlap from which a detection is right."""
    policy: Annotated[DetectorPolicy, Field(discriminator="kind")]
    """What the thresholds are wanted for; a limit of false alarms is one of each class alone."""
    answers: tuple[Annotated[DetectorPoint | NoDetectorPoint, Field(discriminator="kind")], ...]
    """That of all classes together first, then those of the classes in their order."""
    thresholds: FloatArray
    """Confidences from 0 to 1, for the curves."""
    precision: RateCurve
    """All classes together, on the reported split, as the other curves."""
    recall: RateCurve
    f1: RateCurve
    kind: Literal["detector_points"] = "detector_points"

    @property
    def variant(self) -> str:
        """Which form of the model."""
        return self.reported_on.variant

    @property
    def split(self) -> str:
        """Which part of the data the numbers are of."""
        return self.reported_on.split

    @property
    def chosen_elsewhere(self) -> bool:
        """Whether the images that the numbers are of had no say in the choice."""
        return self.chosen_on.split != self.reported_on.split
