"""An analysis of detected objects → the document about it, and its summary for a terminal."""

from collections.abc import Iterator
from pathlib import Path

from afterfit.report.about import About
from afterfit.report.by_variant import by_variant
from afterfit.report.common_sections import findings_section, model_section, rules_section
from afterfit.report.costs_section import costs_section
from afterfit.report.detection_choice import confidence_section, detector_slices_section
from afterfit.report.document import Block, Document, Figure, Folded, Paragraph, Section
from afterfit.report.findings_brief import finding_lines, findings_sentence
from afterfit.report.recommendation_section import advice_of, recommendation_section
from afterfit.report.text_table import one_line
from afterfit.results import DetectorAnalysis, DetectorVariant
from afterfit.results.judged import judged_of
from afterfit.views import (
    chart_class_curves,
    chart_detector_classes,
    chart_detector_comparison,
    chart_detector_confusion,
    chart_detector_curves,
    chart_detector_errors,
    chart_detector_images,
    chart_error_sizes,
    detector_scope,
    table_detector_classes,
    table_detector_comparison,
    table_detector_confusion,
    table_detector_errors,
    table_detector_images,
    table_detector_metrics,
    table_detector_suspects,
    table_detector_variants,
)
from afterfit.views.files import WORST
from afterfit.views.numbers import count, counted, decimal, interval
from afterfit.views.tables import make_table

_MOST_SUSPECTS = 20


def outline_detection(analysis: DetectorAnalysis, about: About) -> Document:
    """Return the report of an analysis of detected objects."""
    judged = judged_of(analysis.variants)
    sections = (
        recommendation_section(analysis.decision),
        findings_section(analysis.findings, about.notes),
        detector_slices_section(analysis),
        _comparison(analysis),
        _errors(judged),
        _classes(judged),
        _curves(judged),
        confidence_section(analysis),
        _confusion(judged),
        _images(judged),
        _suspects(judged),
        costs_section(about.costs),
        None if about.costs else model_section(about.profiles),
        rules_section(analysis.findings),
        _method(analysis),
    )
    present = tuple(section for section in sections if section)
    figures = tuple(map(_figure, judged))
    return Document(about.title, _verdict(analysis, judged), figures, present, about.facts)


def summarize_detection(analysis: DetectorAnalysis, about: About, page: Path) -> str:
    """Return the analysis in a few lines for a terminal, the page last."""
    advice = [f"  {one}" for one in advice_of(analysis.decision)]
    told = (*_quality_lines(analysis), *advice, *finding_lines(analysis.findings))
    lines = [about.title, *told]
    return "\n".join([*(one_line(line) for line in lines), f"Report: {page}"])


def _quality_lines(analysis: DetectorAnalysis) -> Iterator[str]:
    for one in judged_of(analysis.variants):
        quality = one.quality
        numbers = ", ".join(
            f"{title} {interval(quality.estimate(name), reason='no objects')}"
            for title, name in (("AP", "ap"), ("AP50", "ap50"), ("AR", "ar_100"))
        )
        objects = counted(quality.n_objects, "object")
        images = counted(quality.scope.n_samples, "image")
        yield f"  {one.variant}  {numbers}, {one.split} split, {objects} in {images}"


def _verdict(analysis: DetectorAnalysis, judged: tuple[DetectorVariant, ...]) -> str:
    if not judged:
        return "No variant was tested, so there is nothing to judge yet."
    first = judged[0]
    quality, worst = first.quality, max(first.errors.errors, key=lambda one: one.dap.value)
    said = [
        f"{first.variant} reaches an AP of {interval(quality.estimate('ap'), reason='no objects')} "
        f"and an AR of {interval(quality.estimate('ar_100'), reason='no objects')} on "
        f"{counted(quality.n_objects, 'object')} in {counted(quality.scope.n_samples, 'image')}."
    ]
    if worst.n and worst.dap.value > 0:
        said.append(f"Most is lost by {_LOST_BY[worst.name]}: {decimal(worst.dap.value)} of AP50.")
    return " ".join([*said, *advice_of(analysis.decision), findings_sentence(analysis.findings)])


_LOST_BY = {
    "classification": "wrong classes in the right place",
    "localisation": "boxes too far off",
    "both": "boxes of the wrong class and too far off",
    "duplicate": "objects detected twice",
    "background": "detections where nothing is",
    "missed": "missed objects",
}


def _figure(one: DetectorVariant) -> Figure:
    quality = one.quality
    ap = quality.estimate("ap")
    numbers = f"AP50 {decimal(quality.estimate('ap50').value)}"
    return Figure(
        f"AP, {one.variant}",
        decimal(ap.value),
        f"{interval(ap)}; {numbers}; {detector_scope(quality).partition(', ')[2]}",
    )


def _comparison(analysis: DetectorAnalysis) -> Section | None:
    blocks: list[Block] = []
    for one in analysis.comparisons:
        table = Folded("All changes", (table_detector_comparison(one),))
        blocks += [chart_detector_comparison(one), table]
    return Section("Variants compared", "comparison", tuple(blocks)) if blocks else None


def _errors(judged: tuple[DetectorVariant, ...]) -> Section | None:
    if not judged:
        return None
    reading = Paragraph(
        "Each wrong detection has one reason, by how far it lies over objects of its own class and "
        "of others; an object that nothing comes near to is missed. The bar is the AP50 that would "
        "be gained if that reason alone were gone."
    )
    blocks = by_variant(judged, _error_blocks)
    return Section("Where boxes go wrong", "errors", (reading, *blocks))


def _error_blocks(one: DetectorVariant) -> tuple[Block, ...]:
    table = Folded(f"Errors of {one.variant} by kind", (table_detector_errors(one.errors),))
    return (chart_detector_errors(one.errors), chart_error_sizes(one.errors), table)


def _classes(judged: tuple[DetectorVariant, ...]) -> Section | None:
    blocks = by_variant(judged, _class_blocks)
    return Section("Classes", "classes", blocks) if blocks else None


def _class_blocks(one: DetectorVariant) -> tuple[Block, ...]:
    classes = Folded(f"Classes of {one.variant}", (table_detector_classes(one.quality),))
    return (table_detector_metrics(one.quality), chart_detector_classes(one.quality), classes)


def _curves(judged: tuple[DetectorVariant, ...]) -> Section | None:
    blocks = by_variant(judged, _curve_blocks)
    return Section("Precision and recall", "curves", blocks) if blocks else None


def _curve_blocks(one: DetectorVariant) -> tuple[Block, ...]:
    if not one.curves.curves:
        return ()
    return (chart_detector_curves(one.curves), chart_class_curves(one.curves, one.quality))


def _confusion(judged: tuple[DetectorVariant, ...]) -> Section | None:
    blocks = by_variant(judged, _confusion_blocks)
    return Section("Confusion", "confusion", blocks) if blocks else None


def _confusion_blocks(one: DetectorVariant) -> tuple[Block, ...]:
    pairs = Folded(f"Pairs of {one.variant}", (table_detector_confusion(one.confusion),))
    return (chart_detector_confusion(one.confusion), pairs)


def _images(judged: tuple[DetectorVariant, ...]) -> Section | None:
    blocks = by_variant(judged, _image_blocks)
    return Section("Images", "images", blocks) if blocks else None


def _image_blocks(one: DetectorVariant) -> tuple[Block, ...]:
    if not any(row.n_errors for row in one.images.rows):
        return (Paragraph(f"{one.variant}: no image has an error."),)
    table = table_detector_images(one.images, most=WORST)
    return (chart_detector_images(one.images), Folded(f"Images of {one.variant}", (table,)))


def _suspects(judged: tuple[DetectorVariant, ...]) -> Section | None:
    blocks = by_variant(judged, _suspect_blocks)
    return Section("Annotations to look at", "suspects", blocks) if blocks else None


def _suspect_blocks(one: DetectorVariant) -> tuple[Block, ...]:
    if not one.suspects.suspects:
        return (Paragraph(f"No sure detection of {one.variant} contradicts an annotation."),)
    return (table_detector_suspects(one.suspects, _MOST_SUSPECTS),)


_DEFINITIONS = (
    ("Overlap", "Intersection over union of a detection and an object: common over joint area."),
    (
        "Right",
        "The surest detection of a class takes the object of largest overlap with it, if that is "
        "large enough; each object is found once. Crowds are neither found nor missed.",
    ),
    (
        "AP",
        "Average precision: the mean, over 101 recalls, of the highest precision at that recall or "
        "above; then the mean over overlaps from 0.50 to 0.95 and over classes with objects.",
    ),
    ("AP50, AP75", "The same at an overlap of 0.50 and of 0.75 alone."),
    (
        "AR",
        "Average recall: the share of objects found by the 1, 10 or 100 surest detections of a "
        "class in an image, the mean over the same overlaps and classes.",
    ),
    ("Small, medium, large", "Objects below 32², below 96², and from 96² pixels of area on."),
    ("Precision, recall", "Share of detections that are right; share of objects that are found."),
    (
        "Interval",
        "95 %: images are drawn with replacement, all their boxes with them, and the metric is "
        "computed from the matches of the drawn images. None with fewer than five images.",
    ),
    ("–", "The data cannot tell; the reason stands beside it."),
)


def _method(analysis: DetectorAnalysis) -> Section:
    definitions = make_table("Words", ["Word", "Meaning"], _DEFINITIONS)
    n = sum(1 for one in analysis.class_names)
    classes = Paragraph(f"{count(n)} class{'' if n == 1 else 'es'} in the ground truth.")
    blocks = (classes, table_detector_variants(analysis), definitions)
    return Section("How it was computed", "method", blocks)
