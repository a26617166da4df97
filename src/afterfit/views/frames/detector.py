"""Frames of models that find objects in images."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

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
)
from afterfit.views.frames.make import ESTIMATE, SCOPE, estimate_cells, make_frame, place

if TYPE_CHECKING:
    import polars as pl


def frame_detector_analysis(analysis: DetectorAnalysis) -> "pl.DataFrame":
    """Return the metrics of all variants, below each other."""
    return _metrics(one.quality for one in analysis.variants)


def frame_detector_quality(quality: DetectorQuality) -> "pl.DataFrame":
    """Return one row a metric; class is null where it speaks of all classes."""
    return _metrics([quality])


def _metrics(qualities: Iterable[DetectorQuality]) -> "pl.DataFrame":
    columns = {**SCOPE, "class": str, **ESTIMATE}
    return make_frame(columns, (row for one in qualities for row in _rows(one)))


def _rows(quality: DetectorQuality) -> Iterator[tuple[Any, ...]]:
    start = place(quality.scope)
    for estimate in quality.overall:
        yield *start, None, *estimate_cells(estimate)
    for one in quality.classes:
        for estimate in (one.ap, one.ap50, one.ar):
            yield *start, one.class_name, *estimate_cells(estimate)


def frame_detector_curves(curves: DetectorCurves) -> "pl.DataFrame":
    """Return one row a point; class is null for the mean over classes."""
    columns = {**SCOPE, "class": str, "iou": float, "recall": float, "precision": float}
    rows = (
        (*place(curves.scope), one.class_name or None, one.iou, at / 100, float(value))
        for one in curves.curves
        for at, value in enumerate(one.precision)
    )
    return make_frame(columns, rows)


def frame_confidence(confidence: DetectorConfidence) -> "pl.DataFrame":
    """Return one row a wish and number."""
    columns = {**SCOPE, "wish": str, **ESTIMATE}
    rows = (
        (*place(confidence.scope), one.wish, *estimate_cells(estimate))
        for one in confidence.points
        for estimate in (one.confidence, one.precision, one.recall, one.f1)
    )
    return make_frame(columns, rows)


def frame_detector_confusion(confusion: DetectorConfusion) -> "pl.DataFrame":
    """Return one row a pair; null is nothing: a missed object, or a false alarm."""
    names = [*confusion.class_names, None]
    columns = {**SCOPE, "true_class": str, "detected_class": str, "n": int}
    rows = (
        (*place(confusion.scope), names[true], names[seen], n)
        for true, row in enumerate(confusion.counts)
        for seen, n in enumerate(row)
        if (true, seen) != (len(names) - 1, len(names) - 1)
    )
    return make_frame(columns, rows)


def frame_detector_errors(errors: DetectorErrors) -> "pl.DataFrame":
    """Return one row a kind of error."""
    columns = {**SCOPE, "error": str, "n_small": int, "n_medium": int, "n_large": int, **ESTIMATE}
    rows = (
        (*place(errors.scope), one.name, one.n_small, one.n_medium, one.n_large,
         *estimate_cells(one.dap))
        for one in errors.errors
    )  # fmt: skip
    return make_frame(columns, rows)


def frame_detector_images(images: DetectorImages) -> "pl.DataFrame":
    """Return one row an image, those with most errors first."""
    counts = ("n_objects", "n_found", "n_missed", "n_confused", "n_false")
    columns = {**SCOPE, "image": str, **dict.fromkeys(counts, int)}
    rows = (
        (*place(images.scope), one.image, *(getattr(one, name) for name in counts))
        for one in images.rows
    )
    return make_frame(columns, rows)


def frame_detector_suspects(suspects: DetectorSuspects) -> "pl.DataFrame":
    """Return one row a doubtful annotation, the worst first."""
    columns = {**SCOPE, "reason": str, "image": str, "class": str, "left": float, "top": float,
               "width": float, "height": float, "detected_class": str, "confidence": float,
               "quality": float}  # fmt: skip
    rows = (
        (*place(suspects.scope), one.reason, one.image, one.class_name, *one.box, one.suggestion,
         one.confidence, one.quality)
        for one in suspects.suspects
    )  # fmt: skip
    return make_frame(columns, rows)


def frame_detector_comparison(comparison: DetectorComparison) -> "pl.DataFrame":
    """Return one row a change; class is null where it speaks of all classes."""
    columns = {"reference": str, "candidate": str, "split": str, "class": str, **ESTIMATE}
    start = (
        comparison.reference.variant,
        comparison.candidate.variant,
        comparison.reference.split,
    )
    changes = [(None, one) for one in comparison.changes]
    of_classes = [(one.class_name, one.change) for one in comparison.classes]
    rows = ((*start, name, *estimate_cells(one)) for name, one in [*changes, *of_classes])
    return make_frame(columns, rows)
