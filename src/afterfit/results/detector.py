"""Answers about models that find objects in images."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.arrays import FloatArray
from afterfit.results.detector_points import DetectorPoints
from afterfit.results.detector_slices import DetectorSlices
from afterfit.results.estimate import Estimate, Scope
from afterfit.results.finding import Finding
from afterfit.results.lookup import estimate_of, found_at
from afterfit.results.recommendation import Decision
from afterfit.results.shown import Shown

DETECTION_METRICS = (
    "ap", "ap50", "ap75", "ap_small", "ap_medium", "ap_large",
    "ar_1", "ar_10", "ar_100", "ar_small", "ar_medium", "ar_large",
)  # fmt: skip
"""The twelve numbers of COCO, in its order."""
ErrorName = Literal["classification", "localisation", "both", "duplicate", "background", "missed"]
SuspectKind = Literal["overlooked", "swapped", "badly located"]


@dataclass(frozen=True, slots=True)
class DetectorClass:
    """One class of objects."""

    class_name: str
    n_objects: int
    """Annotated objects that are to be found; crowds do not count."""
    n_images: int
    """Images that hold any of them."""
    n_detections: int
    """Detections of the class that count."""
    ap: Estimate
    """Average precision, mean over overlaps from 0.50 to 0.95; nan without objects."""
    ap50: Estimate
    """Average precision at an overlap of 0.50."""
    ar: Estimate
    """Share that 100 detections an image find, mean over the same overlaps."""
    best_confidence: float
    """Confidence from which F1 is highest, at an overlap of 0.50; nan where nothing is right."""
    best_f1: float


@dataclass(frozen=True, slots=True)
class DetectorQuality(Shown):
    """The twelve numbers of COCO, and those of each class."""

    scope: Scope
    """Samples are images."""
    iou_type: Literal["bbox", "segm"]
    """What is laid over each other: boxes or masks."""
    n_objects: int
    """Annotated objects that are to be found."""
    n_detections: int
    """Detections that count: of each class the 100 surest of an image."""
    n_replicates: int
    """Resamples of the images that intervals rest on."""
    overall: tuple[Estimate, ...]
    """In the order of `DETECTION_METRICS`; nan where no object of that size is there."""
    classes: tuple[DetectorClass, ...]
    kind: Literal["detector_quality"] = "detector_quality"

    def estimate(self, metric: str) -> Estimate:
        """Return the overall estimate of that name."""
        return estimate_of(self.overall, metric)


@dataclass(frozen=True, slots=True, eq=False)
class PrecisionCurve:
    """Precision over recall, of one class at one overlap."""

    class_name: str
    """Empty for the mean over classes."""
    iou: float
    precision: FloatArray
    """Highest precision at each of 101 recalls, or above it."""


@dataclass(frozen=True, slots=True, eq=False)
class DetectorCurves(Shown):
    """Precision over recall: of all classes, and of each that has objects."""

    scope: Scope
    curves: tuple[PrecisionCurve, ...]
    kind: Literal["detector_curves"] = "detector_curves"


@dataclass(frozen=True, slots=True)
class ConfidencePoint:
    """A confidence from which detections are taken, and what that gives."""

    wish: str
    """What it was chosen for: "best F1", "precision ≥ 0.9"."""
    confidence: Estimate
    """nan where no confidence fulfils the wish."""
    precision: Estimate
    recall: Estimate
    f1: Estimate


@dataclass(frozen=True, slots=True, eq=False)
class DetectorConfidence(Shown):
    """What each confidence threshold gives, all classes together, and which to choose."""

    scope: Scope
    iou: float
    """Overlap from which a detection is right."""
    thresholds: FloatArray
    precision: FloatArray
    """nan where nothing is that sure."""
    recall: FloatArray
    points: tuple[ConfidencePoint, ...]
    """The one of best F1 first."""
    kind: Literal["detector_confidence"] = "detector_confidence"


@dataclass(frozen=True, slots=True)
class DetectorConfusion(Shown):
    """Which class objects were taken for, where detections of a confidence are believed."""

    scope: Scope
    iou: float
    confidence: float
    class_names: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    """Row: the true class; column: the detected one. The last row counts false alarms, where there
    is nothing; the last column objects that were missed."""
    kind: Literal["detector_confusion"] = "detector_confusion"


@dataclass(frozen=True, slots=True)
class DetectorError:
    """One kind of error."""

    name: ErrorName
    n: int
    n_small: int
    """Of objects below 32² pixels; of background, detections of that area."""
    n_medium: int
    n_large: int
    """From 96² pixels on."""
    dap: Estimate
    """AP50 that would be gained if these errors, and no others, were mended."""


@dataclass(frozen=True, slots=True)
class DetectorErrors(Shown):
    """Why detections are wrong, and what each reason costs."""

    scope: Scope
    ap50: float
    errors: tuple[DetectorError, ...]
    """One a kind, in the order of `ErrorName`."""
    kind: Literal["detector_errors"] = "detector_errors"

    def of(self, name: ErrorName) -> DetectorError:
        """Return the error of that name."""
        return next(one for one in self.errors if one.name == name)


@dataclass(frozen=True, slots=True)
class ImageRow:
    """One image, at the chosen confidence."""

    image: str
    n_objects: int
    n_found: int
    n_missed: int
    n_confused: int
    """Objects that were found as another class."""
    n_false: int
    """Detections where there is nothing."""

    @property
    def n_errors(self) -> int:
        """Objects not found, or as another class, and false alarms."""
        return self.n_missed + self.n_confused + self.n_false


@dataclass(frozen=True, slots=True)
class DetectorImages(Shown):
    """Images, those with the most errors first."""

    scope: Scope
    confidence: float
    rows: tuple[ImageRow, ...]
    kind: Literal["detector_images"] = "detector_images"


@dataclass(frozen=True, slots=True)
class SuspectAnnotation:
    """An annotation that a sure detection contradicts."""

    reason: SuspectKind
    image: str
    class_name: str
    """Class of the annotation; of an overlooked object, that of the detection."""
    box: tuple[float, float, float, float]
    """Left, top, width and height in pixels."""
    suggestion: str
    """Class of the detection that contradicts it."""
    confidence: float
    """Of that detection."""
    quality: float
    """Quality of the annotation, from 0 (surely wrong) to 1."""


@dataclass(frozen=True, slots=True)
class DetectorSuspects(Shown):
    """Annotations to look at, the most doubtful first."""

    scope: Scope
    suspects: tuple[SuspectAnnotation, ...]
    n_overlooked: int
    n_swapped: int
    n_badly_located: int
    kind: Literal["detector_suspects"] = "detector_suspects"


@dataclass(frozen=True, slots=True, eq=False)
class DetectorVariant(Shown):
    """All results of one model variant on one split."""

    variant: str
    split: str
    quality: DetectorQuality
    curves: DetectorCurves
    confidence: DetectorConfidence
    confusion: DetectorConfusion
    errors: DetectorErrors
    images: DetectorImages
    suspects: DetectorSuspects
    kind: Literal["detector_variant"] = "detector_variant"


@dataclass(frozen=True, slots=True)
class ClassApChange:
    """AP of one class in two models."""

    class_name: str
    n_objects: int
    reference: float
    candidate: float
    change: Estimate
    """Candidate minus reference."""


@dataclass(frozen=True, slots=True)
class DetectorComparison(Shown):
    """Reference and candidate on the same images; intervals are of pairs."""

    reference: Scope
    candidate: Scope
    changes: tuple[Estimate, ...]
    """Candidate minus reference of each of `DETECTION_METRICS`."""
    classes: tuple[ClassApChange, ...]
    kind: Literal["detector_comparison"] = "detector_comparison"

    def change(self, metric: str) -> Estimate:
        """Return the change of that metric."""
        return estimate_of(self.changes, f"{metric}_change")


@dataclass(frozen=True, slots=True, eq=False)
class DetectorAnalysis(Shown):
    """The results of every variant, their comparison, and the findings."""

    class_names: tuple[str, ...]
    variants: tuple[DetectorVariant, ...]
    """One a variant, the reference first."""
    comparisons: tuple[DetectorComparison, ...]
    """One a candidate."""
    findings: tuple[Finding, ...]
    decision: Decision | None = None
    """Which variant to ship; None where there is only one, and no budget."""
    points: tuple[DetectorPoints, ...] = ()
    """The thresholds for the deployed code, one result a variant."""
    slices: tuple[DetectorSlices, ...] = ()
    """Where each variant fails, where attributes of images were named."""
    kind: Literal["detector_analysis"] = "detector_analysis"

    def of(self, variant: str, split: str) -> DetectorVariant | None:
        """Return the results of one variant on one split, None where it was not tested."""
        return found_at(self.variants, variant, split)
