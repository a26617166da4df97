"""The chart and the table of what is found of anomaly detectors."""

from typing import assert_never

from afterfit.results import (
    AnomalyAnalysis,
    AnomalyComparison,
    AnomalyQuality,
    AnomalySliceChanges,
    AnomalySlices,
    AnomalyVariant,
    ChosenK,
    Detection,
    ErrorLocation,
    KTable,
    NoChosenK,
    NoDetection,
    NoKTable,
    NoNormalScores,
    NormalScores,
    ScoreDistribution,
)
from afterfit.results.result import AnomalyResult
from afterfit.views.anomaly import (
    chart_anomaly_comparison,
    chart_k_table,
    chart_kinds,
    chart_normal_scores,
    chart_rankings,
)
from afterfit.views.anomaly_scores import chart_error_location, chart_score_distribution
from afterfit.views.anomaly_slice_changes import (
    chart_anomaly_slice_changes,
    table_anomaly_slice_changes,
)
from afterfit.views.anomaly_slices import chart_anomaly_slices, table_anomaly_slices
from afterfit.views.anomaly_tables import (
    table_anomaly_comparison,
    table_anomaly_variants,
    table_chosen,
    table_detection,
    table_error_location,
    table_k,
    table_normal_scores,
    table_rankings,
    table_score_distribution,
)
from afterfit.views.charts import Chart
from afterfit.views.last_tested import last_tested
from afterfit.views.reason import chart_reason
from afterfit.views.tables import Table


def chart_anomaly_result(result: AnomalyResult) -> Chart:  # noqa: C901 - one case a result, none of them nested
    """Return the chart that says most about *result*."""
    match result:
        case AnomalyAnalysis():
            return chart_rankings(last_tested(result.variants).quality)
        case AnomalyVariant():
            return chart_score_distribution(result.distribution)
        case AnomalyQuality():
            return chart_rankings(result)
        case AnomalyComparison():
            return chart_anomaly_comparison(result)
        case AnomalySlices():
            return chart_anomaly_slices(result)
        case AnomalySliceChanges():
            return chart_anomaly_slice_changes(result)
        case ScoreDistribution():
            return chart_score_distribution(result)
        case KTable() | NoKTable():
            return chart_k_table(result)
        case ChosenK():
            return chart_reason("Recommended threshold", result.why)
        case NoChosenK():
            return chart_reason("Recommended threshold", f"None: {result.reason}.")
        case Detection() | NoDetection():
            return chart_kinds(result)
        case NormalScores() | NoNormalScores():
            return chart_normal_scores(result)
        case ErrorLocation():
            return chart_error_location(result)
        case _:
            assert_never(result)


def table_anomaly_result(result: AnomalyResult) -> Table:  # noqa: C901 - one case a result, none of them nested
    """Return the table that says most about *result*."""
    match result:
        case AnomalyAnalysis():
            return table_anomaly_variants(result)
        case AnomalyVariant():
            return table_rankings(result.quality)
        case AnomalyQuality():
            return table_rankings(result)
        case AnomalyComparison():
            return table_anomaly_comparison(result)
        case AnomalySlices():
            return table_anomaly_slices(result)
        case AnomalySliceChanges():
            return table_anomaly_slice_changes(result)
        case ScoreDistribution():
            return table_score_distribution(result)
        case KTable() | NoKTable():
            return table_k(result)
        case ChosenK() | NoChosenK():
            return table_chosen(result)
        case Detection() | NoDetection():
            return table_detection(result)
        case NormalScores() | NoNormalScores():
            return table_normal_scores(result)
        case ErrorLocation():
            return table_error_location(result)
        case _:
            assert_never(result)
