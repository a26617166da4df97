"""Names of metrics and errors of detectors, as people read them."""

from afterfit.results import DetectorQuality, ErrorName
from afterfit.views.numbers import count, counted

METRIC_WORDS = {
    "ap": "AP",
    "ap50": "AP50",
    "ap75": "AP75",
    "ap_small": "AP, small objects",
    "ap_medium": "AP, medium objects",
    "ap_large": "AP, large objects",
    "ar_1": "AR, 1 detection",
    "ar_10": "AR, 10 detections",
    "ar_100": "AR, 100 detections",
    "ar_small": "AR, small objects",
    "ar_medium": "AR, medium objects",
    "ar_large": "AR, large objects",
}
"""Titles of `DETECTION_METRICS`."""
ERROR_WORDS: dict[ErrorName, str] = {
    "classification": "Class: right place, wrong class",
    "localisation": "Place: right class, box too far off",
    "both": "Both: wrong class, box too far off",
    "duplicate": "Twice: object already found",
    "background": "Nothing there",
    "missed": "Missed: no detection near it",
}
"""Titles of kinds of errors."""
NOTHING = "(nothing)"
"""What stands for no object and for no detection."""


def detector_scope(quality: DetectorQuality) -> str:
    """Return variant, split, objects and images."""
    scope = quality.scope
    objects = counted(quality.n_objects, "object")
    images = counted(scope.n_samples, "image")
    return f"{scope.variant}, {scope.split} split, {objects} in {images}"


def images_line(variant: str, split: str, n: int) -> str:
    """Return variant, split and images."""
    return f"{variant}, {split} split, {count(n)} image{'' if n == 1 else 's'}"
