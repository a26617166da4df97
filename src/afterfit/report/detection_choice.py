"""A detector's confidence for the deployed code, and the images it fails in, as sections."""

from collections.abc import Iterator

from afterfit.report.by_variant import by_variant
from afterfit.report.document import Block, Folded, Paragraph, Section
from afterfit.report.slices_section import FIRST, LISTED
from afterfit.results import DetectorAnalysis, DetectorSlices, DetectorVariant
from afterfit.results.judged import judged_of
from afterfit.results.lookup import found_at
from afterfit.views import (
    chart_detector_points,
    chart_detector_slices,
    describe_detector_points,
    describe_detector_slices,
    table_confidence,
    table_detector_points,
    table_detector_slices,
)
from afterfit.views.numbers import counted

SHOWN_CLASSES = 12
"""Classes beyond which the table of thresholds is folded away."""


def confidence_section(analysis: DetectorAnalysis) -> Section | None:
    """Return which confidence to deploy with, and what others give; None without a variant."""
    blocks = by_variant(judged_of(analysis.variants), lambda one: _confidence(one, analysis))
    return Section("Confidence", "confidence", blocks) if blocks else None


def _confidence(one: DetectorVariant, analysis: DetectorAnalysis) -> Iterator[Block]:
    points = found_at(analysis.points, one.variant, one.split)
    if points is not None:
        yield Paragraph(describe_detector_points(points))
        yield chart_detector_points(points)
        table = table_detector_points(points)
        if len(points.answers) > SHOWN_CLASSES:
            yield Folded(f"Confidence of each class, {one.variant}", (table,))
        else:
            yield table
    yield table_confidence(one.confidence)


def detector_slices_section(analysis: DetectorAnalysis) -> Section | None:
    """Return where detectors fail; None where no attributes of images were named."""
    if not analysis.slices:
        return None
    blocks = by_variant(judged_of(analysis.variants), lambda one: _slices(one, analysis))
    return Section("Where it fails", "slices", blocks) if blocks else None


def _slices(one: DetectorVariant, analysis: DetectorAnalysis) -> Iterator[Block]:
    found = found_at(analysis.slices, one.variant, one.split)
    if found is not None:
        yield from _of_slices(found)


def _of_slices(slices: DetectorSlices) -> Iterator[Block]:
    yield Paragraph(describe_detector_slices(slices))
    yield chart_detector_slices(slices)
    yield table_detector_slices(slices, most=FIRST)
    if len(slices.rows) > FIRST:
        title = f"All {counted(len(slices.rows), 'slice')} of {slices.variant}"
        yield Folded(title, (table_detector_slices(slices, most=LISTED),))
