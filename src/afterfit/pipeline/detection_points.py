"""The confidence of a detector: what it is wanted for, where it is chosen, where it is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from afterfit.analyses.detection import (
    AnalyzedDetections,
    Draws,
    IouType,
    JudgedMatches,
    choose_points,
    match_detections,
)
from afterfit.errors import InputError
from afterfit.files import write_text
from afterfit.pipeline.folder import RunFolder
from afterfit.readers import ReadOptions, read_detections, read_objects
from afterfit.records import Detections, GroundTruth
from afterfit.report import write_detector_header, write_detector_json
from afterfit.results import (
    DetectorPoints,
    DetectorPolicy,
    HighestF1,
    Policy,
    RecallAtImageAlarms,
    RecallAtPrecision,
    Scope,
)
from afterfit.wording import describe_policy

VALIDATION = "validation"
_WRITERS = {"json": write_detector_json, "h": write_detector_header}


@dataclass(frozen=True, slots=True, eq=False)
class ValidationSplit:
    """Other images, on which thresholds are chosen."""

    truth: GroundTruth
    detections: tuple[Detections, ...]
    """One a model, called as the tested ones and in their order."""


def detector_policy(policy: Policy | RecallAtImageAlarms) -> DetectorPolicy:
    """Return *policy* where a detector's confidence can be chosen by it.

    Raises
    ------
    InputError
        When it needs true negatives, which images do not have, or hours.
    """
    if isinstance(policy, HighestF1 | RecallAtPrecision | RecallAtImageAlarms):
        return policy
    raise InputError(
        f"a detector's confidence is chosen for the highest F1, a precision (--min-precision) or "
        f"false alarms an image (--max-false-alarms-per-image), not for the "
        f"{describe_policy(policy)}"
    )


def read_validation(tested: Sequence[Detections], options: ReadOptions) -> ValidationSplit | None:
    """Return the images that thresholds are chosen on; None where none are named.

    Raises
    ------
    InputError
        When detections are named without a ground truth, or not one for each tested model.
    """
    told = options.validation
    if options.validation_truth is None and not told:
        if options.validation_images is not None:
            raise InputError("belongs to --validation-truth", where="--validation-images")
        return None
    if options.validation_truth is None or len(told) != len(tested):
        raise InputError(
            "thresholds are chosen on annotated objects, --validation-truth, and the detections of "
            f"each model in them, --validation, in the order of the models: {len(tested)}, got "
            f"{len(told)}"
        )
    if tested[0].split == VALIDATION:
        raise InputError(
            "the tested images are called 'validation' themselves; give them another --split-name"
        )
    there = options.of_validation()
    known = read_objects(options.validation_truth, there)
    read = (
        read_detections(path, known, there, one.variant)
        for one, path in zip(tested, told, strict=True)
    )
    return ValidationSplit(known.truth, tuple(read))


def points_of(
    truth: GroundTruth,
    found: Sequence[AnalyzedDetections],
    draws: Draws,
    policy: DetectorPolicy,
    validation: ValidationSplit | None,
    iou_type: IouType,
) -> tuple[DetectorPoints, ...]:
    """Return the thresholds of each variant, chosen on *validation* where it is given.

    Raises
    ------
    InputError
        When the two splits do not name the same classes.
    """
    reported = [JudgedMatches(one.matches, one.result.quality.scope) for one in found]
    chosen = _chosen(truth, validation, iou_type) if validation else reported
    return tuple(
        choose_points(truth.class_names, *pair, draws, policy)
        for pair in zip(chosen, reported, strict=True)
    )


def _chosen(
    truth: GroundTruth, validation: ValidationSplit, iou_type: IouType
) -> list[JudgedMatches]:
    known = validation.truth
    if known.class_names != truth.class_names:
        differing = set(known.class_names) ^ set(truth.class_names)
        raise InputError(
            "the validation split must have the classes of the tested images, in the same order; "
            f"{f'only one of them has {min(differing)!r}' if differing else 'their order differs'}",
            where="--validation-truth",
        )
    n = known.n_images
    return [
        JudgedMatches(match_detections(known, one, iou_type), Scope(one.variant, one.split, n, n))
        for one in validation.detections
    ]


def write_detector_points(folder: RunFolder, points: Sequence[DetectorPoints]) -> list[Path]:
    """Write the thresholds of the last variant as JSON and as C header; return the paths."""
    for one in points[-1:]:
        for suffix, write in _WRITERS.items():
            write_text(folder.thresholds(suffix), write(one))
    return [folder.thresholds(suffix) for suffix in _WRITERS if points]
