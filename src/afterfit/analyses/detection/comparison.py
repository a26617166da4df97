"""Two models on the same images → what the second one loses."""

from afterfit.analyses.detection.draws import estimate_from
from afterfit.analyses.detection.quality import size_of_metric
from afterfit.analyses.detection.variant import AnalyzedDetections
from afterfit.errors import InputError
from afterfit.results import DETECTION_METRICS, ClassApChange, DetectorComparison, Estimate


def compare_detectors(
    reference: AnalyzedDetections, candidate: AnalyzedDetections
) -> DetectorComparison:
    """Return the change of each metric, with intervals of pairs: both see the same resamples.

    Raises
    ------
    InputError
        When the two were not resampled alike.
    """
    shapes = [one.measured.by_class["ap"].shape for one in (reference, candidate)]
    if shapes[0] != shapes[1]:
        raise InputError(
            "detectors are compared on the same ground truth and resamples, "
            f"got tables of {shapes[0]} and {shapes[1]} resamples and classes"
        )
    quality = reference.result.quality
    return DetectorComparison(
        reference=quality.scope,
        candidate=candidate.result.quality.scope,
        changes=tuple(_change(reference, candidate, name) for name in DETECTION_METRICS),
        classes=tuple(
            ClassApChange(
                class_name=one.class_name,
                n_objects=one.n_objects,
                reference=one.ap.value,
                candidate=other.ap.value,
                change=_class_change(reference, candidate, place),
            )
            for place, (one, other) in enumerate(
                zip(quality.classes, candidate.result.quality.classes, strict=True)
            )
        ),
    )


def _change(reference: AnalyzedDetections, candidate: AnalyzedDetections, name: str) -> Estimate:
    by_image = reference.matches.positives[size_of_metric(name)].sum(axis=0)
    change = candidate.measured.overall(name) - reference.measured.overall(name)
    n_images = int((by_image > 0).sum())
    return estimate_from(f"{name}_change", change, int(by_image.sum()), n_images)


def _class_change(
    reference: AnalyzedDetections, candidate: AnalyzedDetections, place: int
) -> Estimate:
    one, other = (each.measured.by_class["ap"][:, place] for each in (reference, candidate))
    by_image = reference.matches.positives[0, place]
    return estimate_from("ap_change", other - one, int(by_image.sum()), int((by_image > 0).sum()))
