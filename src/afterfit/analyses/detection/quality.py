"""Measured metrics → the quality of a detector, and its curves."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.detection.average_precision import precision_at_recalls
from afterfit.analyses.detection.confidence import best_of_class
from afterfit.analyses.detection.draws import Draws, estimate_from
from afterfit.analyses.detection.matching import IOUS, SIZES, IouType, Matches
from afterfit.analyses.detection.measure import Measured, mean_known
from afterfit.results import (
    DETECTION_METRICS,
    DetectorClass,
    DetectorCurves,
    DetectorQuality,
    Estimate,
    PrecisionCurve,
    Scope,
)


def describe_quality(
    class_names: tuple[str, ...],
    matches: Matches,
    measured: Measured,
    draws: Draws,
    scope: Scope,
    iou_type: IouType,
) -> DetectorQuality:
    """Return the twelve numbers of COCO with intervals, and those of each class."""
    return DetectorQuality(
        scope=scope,
        iou_type=iou_type,
        n_objects=int(matches.positives[0].sum()),
        n_detections=len(matches.index),
        n_replicates=draws.n_replicates,
        overall=tuple(_overall(name, matches, measured) for name in DETECTION_METRICS),
        classes=tuple(
            _class(name, place, matches, measured) for place, name in enumerate(class_names)
        ),
    )


def size_of_metric(metric: str) -> int:
    """Return the place among `SIZES` of the objects that a metric looks at.

    Examples
    --------
    >>> SIZES[size_of_metric("ar_small")], SIZES[size_of_metric("ap50")]
    ('small', 'all')
    """
    _, _, end = metric.partition("_")
    return SIZES.index(end) if end in SIZES else 0


def _overall(metric: str, matches: Matches, measured: Measured) -> Estimate:
    by_image = matches.positives[size_of_metric(metric)].sum(axis=0)
    n_images = int((by_image > 0).sum())
    return estimate_from(metric, measured.overall(metric), int(by_image.sum()), n_images)


def _class(name: str, place: int, matches: Matches, measured: Measured) -> DetectorClass:
    by_image, part = matches.positives[0, place], matches.of_class(place)
    n, n_images = int(by_image.sum()), int((by_image > 0).sum())
    confidence, f1 = best_of_class(matches, place)
    ap, ap50, ar = (
        estimate_from(metric, measured.by_class[metric][:, place], n, n_images)
        for metric in ("ap", "ap50", "ar_100")
    )
    return DetectorClass(name, n, n_images, part.stop - part.start, ap, ap50, ar, confidence, f1)


def draw_curves(class_names: tuple[str, ...], matches: Matches, scope: Scope) -> DetectorCurves:
    """Return precision over recall: the mean over classes at each overlap, and each class."""
    known = np.flatnonzero(matches.positives[0].sum(axis=1)).tolist()
    of_class = {
        (place, iou): PrecisionCurve(class_names[place], float(IOUS[iou]), _curve(matches, place,
                                                                                  iou))
        for place in known
        for iou in range(len(IOUS))
    }  # fmt: skip

    def means() -> Iterator[PrecisionCurve]:
        for iou in range(len(IOUS)):
            every = np.array([of_class[place, iou].precision for place in known])
            yield PrecisionCurve("", float(IOUS[iou]), mean_known(every.T))

    if not known:
        return DetectorCurves(scope, ())
    kept = (one for (_, iou), one in of_class.items() if iou in _SHOWN)
    return DetectorCurves(scope, (*means(), *kept))


_SHOWN = (0, 5)
"""Overlaps, 0.50 and 0.75, whose curves of single classes are kept."""


def _curve(matches: Matches, place: int, iou: int) -> NDArray[np.float64]:
    part = matches.of_class(place)
    right, wrong = matches.is_right[0, iou, part], matches.is_wrong[0, iou, part]
    return precision_at_recalls(right, wrong, int(matches.positives[0, place].sum()))
