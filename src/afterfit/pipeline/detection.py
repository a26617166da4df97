"""Detected objects, from files or records → their analysis and its report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from afterfit.analyses.detection import (
    Draws,
    IouType,
    analyze_detections_of,
    compare_detectors,
)
from afterfit.errors import InputError
from afterfit.files import write_text
from afterfit.findings import diagnose_detection
from afterfit.pipeline.detection_points import (
    ValidationSplit,
    detector_policy,
    points_of,
    read_validation,
    write_detector_points,
)
from afterfit.pipeline.detection_slices import SlicedImages, plan_images, slices_of_detector
from afterfit.pipeline.documents import FORMATS
from afterfit.pipeline.facts import Facts, write_facts
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.in_memory import ShownAnalysis, facts_of_files
from afterfit.pipeline.model_costs import forget_models
from afterfit.pipeline.outcome import Outcome
from afterfit.pipeline.reports import write_reports
from afterfit.pipeline.shipping import Shipping, decide_on
from afterfit.readers import (
    KnownObjects,
    ReadOptions,
    name_and_path,
    read_detections,
    read_objects,
)
from afterfit.records import Detections, GroundTruth
from afterfit.report import About, outline_detection, write_html
from afterfit.results import (
    DetectorAnalysis,
    DetectorPolicy,
    HighestF1,
    Policy,
    RecallAtImageAlarms,
    to_json,
)
from afterfit.wording import agreeing, counted


def analyze_detection_files(
    paths: str | Path | Sequence[str | Path],
    options: ReadOptions,
    *,
    output: str | Path = "afterfit-analysis",
    formats: Sequence[str] = tuple(FORMATS),
    shipping: Shipping | None = None,
    policy: Policy | RecallAtImageAlarms = HighestF1(),  # noqa: B008 (frozen)
    slices: Sequence[str] = (),
) -> Outcome:
    """Analyse files of detections; write results and reports into the folder *output*.

    Parameters
    ----------
    paths : path or NAME=path, or several
        COCO JSON, or folders of YOLO's text files, one a model; the first one is the reference.
    options : ReadOptions
        The ``ground_truth``, what belongs to it, and the name of the split.
    output : path
        Folder for ``analysis.json`` and the reports.
    formats : sequence of "html", "pdf" and "markdown"
    shipping : Shipping, optional
        Costs and budget of the variants, to choose one by.
    policy : HighestF1, RecallAtPrecision or RecallAtImageAlarms
        What the confidence for the deployed code is wanted for.
    slices : sequence of str
        Attributes of images to look for weak parts of the data in.

    Raises
    ------
    InputError
        When files or their entries cannot be used; file and index are named.
    """
    given = (paths,) if isinstance(paths, str | Path) else tuple(paths)
    if options.ground_truth is None:
        raise InputError(
            "object detection needs the annotated objects: --ground-truth instances.json, or a "
            "folder of YOLO's labels (in Python ReadOptions(ground_truth=…))"
        )
    wanted = detector_policy(policy)
    known = read_objects(options.ground_truth, options)
    detections = list(_read(given, known, options))
    analysis = _analyzed(
        known.truth,
        detections,
        options.iou_type,
        shipping or Shipping(),
        policy=wanted,
        validation=read_validation(detections, options),
        sliced=plan_images(known.attributes, slices, known.truth.n_images),
    )
    folder = RunFolder(Path(output))
    forget_models(folder)
    folder.tensorlab.unlink(missing_ok=True)
    write_text(folder.analysis, to_json(analysis) + "\n")
    write_facts(_facts(given, options, known, detections, analysis), folder.facts)
    write_detector_points(folder, analysis.points)
    return Outcome(folder, analysis, tuple(write_reports(folder, formats)[: len(formats)]))


def _read(
    given: Sequence[str | Path], known: KnownObjects, options: ReadOptions
) -> Iterator[Detections]:
    if not given:
        raise InputError("no file of detections is given")
    if options.variant_name and len(given) > 1:
        raise InputError(
            f"{len(given)} files are given one name, {options.variant_name!r}; write NAME=file"
        )
    for one in given:
        name, path = name_and_path(str(one))
        yield read_detections(path, known, options, name or options.variant_name)


def _facts(
    given: Sequence[str | Path],
    options: ReadOptions,
    known: KnownObjects,
    detections: Sequence[Detections],
    analysis: DetectorAnalysis,
) -> Facts:
    truth = known.truth
    paths = [_shown(*pair) for pair in zip(given, detections, strict=True)]
    classes = f"{len(truth.class_names):,}"
    notes = [*known.notes, *_notes(truth, detections, analysis)]
    facts = facts_of_files(paths, sum(map(len, detections)), ("Classes", classes), notes)
    told = dict(facts.facts)
    told["Detections"] = told.pop("Rows")
    told["Ground truth"] = (
        f"{Path(str(options.ground_truth)).name}: {counted(len(truth), 'object')} in "
        f"{counted(truth.n_images, 'image')}"
    )
    told["Overlap of"] = "boxes" if options.iou_type == "bbox" else "masks"
    return replace(facts, facts=told)


def _shown(given: str | Path, seen: Detections) -> str:
    """Return how a report calls a file; a folder may be called as that of any other model."""
    path = name_and_path(str(given))[1]
    return seen.variant if Path(path).is_dir() else path


def _notes(
    truth: GroundTruth, detections: Sequence[Detections], analysis: DetectorAnalysis
) -> list[str]:
    """Return what COCO's rules leave out, and fewer resamples than usual."""
    notes = []
    present = set(truth.category[~truth.is_crowd].tolist())
    for one, found in zip(detections, analysis.variants, strict=True):
        strange = sum(category not in present for category in one.category.tolist())
        if strange:
            notes.append(
                f"{one.variant}: {strange:,} of {counted(len(one), 'detection')} "
                f"{agreeing(strange, 'is', 'are')} of classes without any annotated object, which "
                "AP and AR leave out."
            )
        beyond = len(one) - found.quality.n_detections
        if beyond:
            notes.append(
                f"{one.variant}: {counted(beyond, 'detection')} beyond the 100 surest of a class "
                f"in an image {agreeing(beyond, 'is', 'are')} left out, as COCO does."
            )
    n = analysis.variants[0].quality.n_replicates
    if n < 1000:
        notes.append(
            f"Intervals rest on {n:,} resamples of the images, since there are many boxes."
        )
    return notes


@dataclass(frozen=True, slots=True, eq=False)
class AnalyzedObjects(ShownAnalysis[DetectorAnalysis]):
    """An analysis of detected objects that can be written to a page."""

    analysis: DetectorAnalysis
    title: str

    def page(self) -> str:
        """Return the report as one HTML page."""
        return write_html(outline_detection(self.analysis, About(self.title)))


def analyze_detections(
    truth: GroundTruth,
    detections: Sequence[Detections],
    iou_type: IouType = "bbox",
    shipping: Shipping | None = None,
    *,
    policy: DetectorPolicy = HighestF1(),  # noqa: B008 (frozen)
    validation: ValidationSplit | None = None,
    slices: Mapping[str, Sequence[object]] | None = None,
) -> AnalyzedObjects:
    """Return the analysis of detections that are in memory, against annotated objects.

    Parameters
    ----------
    truth : GroundTruth
        Images and the objects in them.
    detections : sequence of Detections
        One a model variant, the reference first.
    iou_type : "bbox" or "segm"
        Whether boxes or masks are laid over each other.
    shipping : Shipping, optional
        Costs and budget of the variants, to choose one by.
    policy : HighestF1, RecallAtPrecision or RecallAtImageAlarms
        What the confidence for the deployed code is wanted for.
    validation : ValidationSplit, optional
        Other images, on which it is chosen; without them, on the images that it is told of.
    slices : mapping of str to sequence, optional
        Attributes by which to look for weak parts of the data, one value an image: texts,
        booleans or numbers, None where there is none.

    Raises
    ------
    InputError
        When there are no detections, two of one name, or some are of unknown images.
    """
    told = slices or {}
    sliced = plan_images(told, list(told), truth.n_images)
    analysis = _analyzed(
        truth,
        detections,
        iou_type,
        shipping or Shipping(),
        policy=policy,
        validation=validation,
        sliced=sliced,
    )
    return AnalyzedObjects(analysis, f"{detections[0].variant} on {detections[0].split}")


def _analyzed(
    truth: GroundTruth,
    detections: Sequence[Detections],
    iou_type: IouType,
    shipping: Shipping,
    *,
    policy: DetectorPolicy,
    validation: ValidationSplit | None,
    sliced: SlicedImages,
) -> DetectorAnalysis:
    _check_names([one.variant for one in detections])
    draws = Draws.of_images(truth.n_images, max(map(len, detections)))
    found = [analyze_detections_of(truth, one, draws, iou_type) for one in detections]
    analysis = DetectorAnalysis(
        class_names=truth.class_names,
        variants=tuple(one.result for one in found),
        comparisons=tuple(compare_detectors(found[0], one) for one in found[1:]),
        findings=(),
        points=points_of(truth, found, draws, policy, validation, iou_type),
        slices=tuple(slices_of_detector(one, draws, sliced) for one in found if sliced.slicings),
    )
    analysis = replace(analysis, decision=decide_on(analysis, shipping))
    return replace(analysis, findings=diagnose_detection(analysis))


def _check_names(names: Sequence[str]) -> None:
    if not names:
        raise InputError("there are no detections to analyse")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(
            f"two files are called {twice!r}; name them apart with NAME=file, or variant_name"
        )
