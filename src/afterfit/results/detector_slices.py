"""Where a detector fails: images that share an attribute."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Estimate, Scope
from afterfit.results.shown import Shown
from afterfit.results.slices import SlicedColumn


@dataclass(frozen=True, slots=True)
class DetectorSliceRow:
    """One slice: the images that have one value of an attribute."""

    column: str
    value: str
    n_images: int
    n_objects: int
    ap: Estimate
    """Mean over the classes that have objects in the slice, which may be others than elsewhere."""
    recall: Estimate
    """At the confidence of `DetectorSlices`; nan without objects."""
    false_alarms: Estimate
    """False alarms an image, at the same confidence."""
    recall_difference: Estimate
    """Recall minus that in all other images."""
    alarms_difference: Estimate
    """False alarms an image minus those in all other images."""
    recall_p_value: float
    """Of no difference, corrected for all differences looked at; nan where untested."""
    alarms_p_value: float
    share_of_misses: float
    """Missed objects in it / all missed objects; nan where none was missed."""
    gain: float
    """What the recall of all images would gain if the slice were as good as the others; below 0
    where it is better than they are, nan where there are no others."""

    @property
    def misses_more(self) -> bool:
        """Whether its objects are surely found less often than the others."""
        return self.recall_p_value < 0.05 and self.recall_difference.high < 0

    @property
    def alarms_more(self) -> bool:
        """Whether it surely has more false alarms an image than the others."""
        return self.alarms_p_value < 0.05 and self.alarms_difference.low > 0

    @property
    def is_worse(self) -> bool:
        """Whether it is surely worse than the other images, by how little it be."""
        return self.misses_more or self.alarms_more


@dataclass(frozen=True, slots=True)
class DetectorSlices(Shown):
    """AP, recall and false alarms of one variant on one split, by slice."""

    scope: Scope
    """Samples are images."""
    confidence: float
    """From which detections are believed: that of best F1."""
    recall: Estimate
    """Of all images."""
    false_alarms: Estimate
    """Of all images."""
    columns: tuple[SlicedColumn, ...]
    rows: tuple[DetectorSliceRow, ...]
    """By column, then by value."""
    n_tested: int
    """Differences, of recall and of false alarms, with images enough to be tested."""
    kind: Literal["detector_slices"] = "detector_slices"

    @property
    def variant(self) -> str:
        """Which form of the model."""
        return self.scope.variant

    @property
    def split(self) -> str:
        """Which part of the data."""
        return self.scope.split
