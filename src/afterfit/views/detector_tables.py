"""What is known of detectors, as tables."""

from math import isnan

from afterfit.results import (
    DetectorAnalysis,
    DetectorComparison,
    DetectorConfidence,
    DetectorConfusion,
    DetectorCurves,
    DetectorErrors,
    DetectorImages,
    DetectorQuality,
    DetectorSuspects,
    Scope,
)
from afterfit.views.detector_words import (
    ERROR_WORDS,
    METRIC_WORDS,
    NOTHING,
    detector_scope,
    images_line,
)
from afterfit.views.numbers import count, decimal, estimate_range, estimate_value, interval, percent
from afterfit.views.tables import Table, make_table
from afterfit.wording import agreeing, counted


def _line(scope: Scope) -> str:
    return images_line(scope.variant, scope.split, scope.n_samples)


def table_detector_metrics(quality: DetectorQuality) -> Table:
    """Return the twelve numbers of COCO, with intervals."""
    rows = [
        [
            METRIC_WORDS[one.metric],
            estimate_value(one, reason="no such objects"),
            estimate_range(one),
            count(one.n),
        ]
        for one in quality.overall
    ]
    note = (
        f"{detector_scope(quality)}. Overlap of {_what(quality)}. Intervals: 95 %, from "
        f"{count(quality.n_replicates)} resamples of the images."
    )
    columns = ["Metric", ">Value", ">95 % interval", ">Objects"]
    return make_table(f"COCO's numbers, {quality.scope.variant}", columns, rows, note=note)


def _what(quality: DetectorQuality) -> str:
    return "boxes" if quality.iou_type == "bbox" else "masks"


def table_detector_classes(quality: DetectorQuality) -> Table:
    """Return one row a class that has objects or detections, the lowest AP first."""
    present = [one for one in quality.classes if one.n_objects or one.n_detections]
    known = sorted(present, key=lambda one: (isnan(one.ap.value), one.ap.value))
    rows = [
        [
            one.class_name,
            interval(one.ap, reason="no objects"),
            interval(one.ap50, reason="no objects"),
            interval(one.ar, reason="no objects"),
            decimal(one.best_confidence),
            decimal(one.best_f1),
            count(one.n_objects),
            count(one.n_images),
            count(one.n_detections),
        ]
        for one in known
    ]
    absent = len(quality.classes) - len(present)
    note = (
        f"{detector_scope(quality)}. In brackets: 95 % intervals; none where fewer than five "
        "images hold the class. Confidence: from which F1 of the class is highest, at an overlap "
        "of 0.50, chosen on these very images."
    )
    if absent:
        note += (
            f" {counted(absent, 'more class', 'more classes')} {agreeing(absent, 'has', 'have')} "
            "neither objects nor detections."
        )
    columns = [
        "Class", ">AP", ">AP50", ">AR, 100 detections", ">Confidence", ">Its F1", ">Objects",
        ">Images", ">Detections",
    ]  # fmt: skip
    return make_table(f"Classes, {quality.scope.variant}", columns, rows, note=note)


def table_detector_variants(analysis: DetectorAnalysis) -> Table:
    """Return one row a variant with COCO's numbers."""
    names = ("ap", "ap50", "ap75", "ar_100")
    rows = [
        [
            one.variant,
            one.split,
            *(interval(one.quality.estimate(name), reason="no such objects") for name in names),
            count(one.quality.n_objects),
            count(one.quality.scope.n_samples),
        ]
        for one in analysis.variants
    ]
    heads = [f">{METRIC_WORDS[name]}" for name in names]
    columns = ["Variant", "Split", *heads, ">Objects", ">Images"]
    return make_table("Variants", columns, rows, note="In brackets: 95 % intervals.")


def table_detector_curves(curves: DetectorCurves) -> Table:
    """Return the AP of each curve, the mean of its precisions."""
    rows = [
        [one.class_name or "mean over classes", f"{one.iou:.2f}", decimal(one.precision.mean())]
        for one in curves.curves
    ]
    note = f"{_line(curves.scope)}."
    return make_table("Precision over recall", ["Class", ">Overlap", ">AP"], rows, note=note)


def table_confidence(confidence: DetectorConfidence) -> Table:
    """Return one row a wish: the confidence that fulfils it, and what it gives."""
    rows = [
        [
            one.wish,
            interval(one.confidence, reason="out of reach"),
            interval(one.precision),
            interval(one.recall),
            interval(one.f1),
        ]
        for one in confidence.points
    ]
    note = (
        f"{_line(confidence.scope)}, all classes together, overlap {confidence.iou:.2f}. Chosen "
        "and told on the same images, so new images give a little less; the interval of the "
        "confidence is how far it moves when images are drawn anew."
    )
    columns = ["Wish", ">Confidence", ">Precision", ">Recall", ">F1"]
    return make_table(
        f"From which confidence on, {confidence.scope.variant}", columns, rows, note=note
    )


def table_detector_confusion(confusion: DetectorConfusion) -> Table:
    """Return one row a pair of classes that was confused, the most frequent first."""
    names = [*confusion.class_names, NOTHING]
    pairs = sorted(
        (
            (-n, true, seen)
            for true, row in enumerate(confusion.counts)
            for seen, n in enumerate(row)
            if n and true != seen
        ),
    )
    rows = [[names[true], names[seen], count(-n)] for n, true, seen in pairs]
    note = (
        f"{_line(confusion.scope)}; detections of confidence {decimal(confusion.confidence)} or "
        f"more, overlap {confusion.iou:.2f}. Detected as {NOTHING}: missed; truly {NOTHING}: a "
        "false alarm."
    )
    columns = ["Truly", "Detected as", ">Objects"]
    return make_table("What was taken for what", columns, rows, note=note)


def table_detector_errors(errors: DetectorErrors) -> Table:
    """Return one row a kind of error: how many, of which size, and what they cost."""
    rows = [
        [
            ERROR_WORDS[one.name],
            count(one.n),
            count(one.n_small),
            count(one.n_medium),
            count(one.n_large),
            interval(one.dap),
        ]
        for one in errors.errors
    ]
    note = (
        f"{_line(errors.scope)}, overlap 0.50, all confidences. AP50 is {decimal(errors.ap50)}; "
        "gain: what it would gain if this kind of error alone were mended; gains do not add up. "
        "Small: below 32² pixels, large: from 96² on."
    )
    columns = ["Error", ">Number", ">Small", ">Medium", ">Large", ">Gain of AP50"]
    return make_table(f"Errors by kind, {errors.scope.variant}", columns, rows, note=note)


def table_detector_images(images: DetectorImages, most: int | None = None) -> Table:
    """Return one row an image, those with most errors first."""
    kept = images.rows if most is None else images.rows[:most]
    rows = [
        [one.image, *map(count, (one.n_objects, one.n_found, one.n_missed, one.n_confused,
                                 one.n_false))]
        for one in kept
    ]  # fmt: skip
    note = f"{_line(images.scope)}; detections of confidence {decimal(images.confidence)} or more."
    if len(kept) < len(images.rows):
        note += f" {count(len(images.rows) - len(kept))} more in analysis.json."
    columns = ["Image", ">Objects", ">Found", ">Missed", ">Wrong class", ">False alarms"]
    return make_table(f"Images, {images.scope.variant}", columns, rows, note=note)


def table_detector_suspects(suspects: DetectorSuspects, most: int | None = None) -> Table:
    """Return one row an annotation to look at, the most doubtful first."""
    kept = suspects.suspects if most is None else suspects.suspects[:most]
    rows = [
        [
            one.image,
            one.reason,
            one.class_name,
            ", ".join(f"{side:.0f}" for side in one.box),
            one.suggestion,
            percent(one.confidence),
            decimal(one.quality),
        ]
        for one in kept
    ]
    note = (
        f"{_line(suspects.scope)}: {count(suspects.n_overlooked)} overlooked, "
        f"{count(suspects.n_swapped)} swapped, {count(suspects.n_badly_located)} badly located. "
        "Quality: 0 is surely wrong, 1 right (ObjectLab)."
    )
    if len(kept) < len(suspects.suspects):
        note += f" {count(len(suspects.suspects) - len(kept))} more in analysis.json."
    columns = [
        "Image", "Perhaps", "Annotated as", ">Left, top, width, height", "Detected as",
        ">Confidence", ">Quality",
    ]  # fmt: skip
    return make_table("Annotations to look at", columns, rows, note=note)


def table_detector_comparison(comparison: DetectorComparison) -> Table:
    """Return the change of each of COCO's numbers, with intervals of pairs."""
    rows = [
        [
            METRIC_WORDS[one.metric.removesuffix("_change")],
            estimate_value(one, reason="no such objects"),
            estimate_range(one),
        ]
        for one in comparison.changes
    ]
    pair = f"{comparison.candidate.variant} minus {comparison.reference.variant}"
    note = (
        f"{_line(comparison.reference)}. Both are resampled alike, so the interval is of the "
        "change on the same images."
    )
    columns = ["Metric", ">Change", ">95 % interval"]
    return make_table(f"{pair}", columns, rows, note=note)
