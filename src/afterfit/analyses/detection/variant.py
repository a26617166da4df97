"""Detections of one model → all results of it."""

from dataclasses import dataclass

from afterfit.analyses.detection.confidence import choose_confidence
from afterfit.analyses.detection.confusion import confuse_detections
from afterfit.analyses.detection.draws import Draws
from afterfit.analyses.detection.errors import explain_errors
from afterfit.analyses.detection.matching import IouType, Matches, match_detections
from afterfit.analyses.detection.measure import Measured, measure_detections
from afterfit.analyses.detection.overlaps import overlaps_by_image
from afterfit.analyses.detection.quality import describe_quality, draw_curves
from afterfit.analyses.detection.suspects import suspect_annotations
from afterfit.records import Detections, GroundTruth
from afterfit.results import DetectorVariant, Scope


@dataclass(frozen=True, slots=True, eq=False)
class AnalyzedDetections:
    """All results of a model, and what a comparison with another one needs."""

    result: DetectorVariant
    matches: Matches
    measured: Measured


def analyze_detections_of(
    truth: GroundTruth, detections: Detections, draws: Draws, iou_type: IouType = "bbox"
) -> AnalyzedDetections:
    """Return all results of one model variant on one split.

    Parameters
    ----------
    draws : Draws
        The resamples of the images; those of variants that are compared must be the same.

    Raises
    ------
    InputError
        When detections are of images or classes that the ground truth does not have.
    """
    scope = Scope(detections.variant, detections.split, truth.n_images, truth.n_images)
    matches = match_detections(truth, detections, iou_type)
    measured = measure_detections(matches, draws)
    overlaps = list(overlaps_by_image(truth, detections, matches, iou_type))
    confidence = choose_confidence(matches, draws, scope)
    believed = confidence.points[0].confidence.value
    confusion, images = confuse_detections(truth, matches, overlaps, believed, scope)
    names = truth.class_names
    result = DetectorVariant(
        variant=detections.variant,
        split=detections.split,
        quality=describe_quality(names, matches, measured, draws, scope, iou_type),
        curves=draw_curves(names, matches, scope),
        confidence=confidence,
        confusion=confusion,
        errors=explain_errors(truth, detections, matches, overlaps, draws, scope),
        images=images,
        suspects=suspect_annotations(truth, detections, matches, overlaps, scope),
    )
    return AnalyzedDetections(result, matches, measured)
