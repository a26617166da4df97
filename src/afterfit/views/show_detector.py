"""The chart and the table of what is found of detectors of objects."""

from typing import assert_never

from afterfit.results import (
    DetectorAnalysis,
    DetectorComparison,
    DetectorConfidence,
    DetectorConfusion,
    DetectorCurves,
    DetectorErrors,
    DetectorImages,
    DetectorPoints,
    DetectorQuality,
    DetectorSlices,
    DetectorSuspects,
    DetectorVariant,
)
from afterfit.results.result import DetectorResult
from afterfit.views.charts import Chart
from afterfit.views.detector_charts import (
    chart_confidence,
    chart_detector_classes,
    chart_detector_comparison,
    chart_detector_curves,
)
from afterfit.views.detector_errors import (
    chart_detector_confusion,
    chart_detector_errors,
    chart_detector_images,
    chart_detector_suspects,
)
from afterfit.views.detector_points import chart_detector_points, table_detector_points
from afterfit.views.detector_slices import chart_detector_slices, table_detector_slices
from afterfit.views.detector_tables import (
    table_confidence,
    table_detector_comparison,
    table_detector_confusion,
    table_detector_curves,
    table_detector_errors,
    table_detector_images,
    table_detector_metrics,
    table_detector_suspects,
    table_detector_variants,
)
from afterfit.views.last_tested import last_tested
from afterfit.views.tables import Table


def chart_detector_result(result: DetectorResult) -> Chart:  # noqa: C901 - one case a result, none of them nested
    """Return the chart that says most about *result*."""
    match result:
        case DetectorAnalysis():
            return chart_detector_errors(last_tested(result.variants).errors)
        case DetectorVariant():
            return chart_detector_errors(result.errors)
        case DetectorQuality():
            return chart_detector_classes(result)
        case DetectorCurves():
            return chart_detector_curves(result)
        case DetectorConfidence():
            return chart_confidence(result)
        case DetectorConfusion():
            return chart_detector_confusion(result)
        case DetectorErrors():
            return chart_detector_errors(result)
        case DetectorImages():
            return chart_detector_images(result)
        case DetectorPoints():
            return chart_detector_points(result)
        case DetectorSlices():
            return chart_detector_slices(result)
        case DetectorSuspects():
            return chart_detector_suspects(result)
        case DetectorComparison():
            return chart_detector_comparison(result)
        case _:
            assert_never(result)


def table_detector_result(result: DetectorResult) -> Table:  # noqa: C901 - one case a result, none of them nested
    """Return the table that says most about *result*."""
    match result:
        case DetectorAnalysis():
            return table_detector_variants(result)
        case DetectorVariant():
            return table_detector_metrics(result.quality)
        case DetectorQuality():
            return table_detector_metrics(result)
        case DetectorCurves():
            return table_detector_curves(result)
        case DetectorConfidence():
            return table_confidence(result)
        case DetectorConfusion():
            return table_detector_confusion(result)
        case DetectorErrors():
            return table_detector_errors(result)
        case DetectorImages():
            return table_detector_images(result)
        case DetectorPoints():
            return table_detector_points(result)
        case DetectorSlices():
            return table_detector_slices(result)
        case DetectorSuspects():
            return table_detector_suspects(result)
        case DetectorComparison():
            return table_detector_comparison(result)
        case _:
            assert_never(result)
