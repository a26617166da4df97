"""The chart and the table of any result."""

from typing import assert_never

from afterfit.errors import InputError
from afterfit.results import (
    Analysis,
    ClassificationQuality,
    ConfusionMatrix,
    ErrorSamples,
    FileSummary,
    LearningCurves,
    MarginHistograms,
    QuantizationCost,
    Result,
    ThresholdSweeps,
    VariantAnalysis,
)
from afterfit.views.charts import Chart
from afterfit.views.confusion import chart_confusion, chart_confusion_pair, table_confusion
from afterfit.views.errors import chart_errors, table_errors
from afterfit.views.files import chart_files, table_files
from afterfit.views.learning import chart_losses, chart_metric
from afterfit.views.learning_tables import table_insights
from afterfit.views.margins import chart_margins, table_margins
from afterfit.views.quality import chart_classes, table_quality, table_variants
from afterfit.views.quantization import chart_quantization, table_quantization
from afterfit.views.roc import chart_roc, table_thresholds
from afterfit.views.tables import Table


def chart(result: Result) -> Chart:  # noqa: C901 - one case a type of result
    """Return the chart that says most about *result*."""
    match result:
        case Analysis():
            return _chart_analysis(result)
        case VariantAnalysis():
            return chart_confusion(result.confusion)
        case ConfusionMatrix():
            return chart_confusion(result)
        case ClassificationQuality():
            return chart_classes(result)
        case ThresholdSweeps():
            return chart_roc(result)
        case MarginHistograms():
            return chart_margins(result)
        case FileSummary():
            return chart_files(result)
        case ErrorSamples():
            return chart_errors(result)
        case QuantizationCost():
            return chart_quantization(result)
        case LearningCurves():
            return _chart_learning(result)
        case _:
            assert_never(result)


def table(result: Result) -> Table:  # noqa: C901 - one case a type of result
    """Return the table that says most about *result*."""
    match result:
        case Analysis():
            return table_variants(result)
        case VariantAnalysis():
            return table_quality(result.quality)
        case ConfusionMatrix():
            return table_confusion(result)
        case ClassificationQuality():
            return table_quality(result)
        case ThresholdSweeps():
            return table_thresholds(result)
        case MarginHistograms():
            return table_margins(result)
        case FileSummary():
            return table_files(result)
        case ErrorSamples():
            return table_errors(result)
        case QuantizationCost():
            return table_quantization(result)
        case LearningCurves():
            return table_insights(result)
        case _:
            assert_never(result)


def _chart_analysis(analysis: Analysis) -> Chart:
    """Return the matrices of the last split, the test split where there is one, side by side."""
    if not analysis.variants:
        raise InputError("an analysis without any tested variant has no chart")
    last = analysis.variants[-1].split
    tested = [one.confusion for one in analysis.variants if one.split == last]
    if len(tested) == 1:
        return chart_confusion(tested[0])
    return chart_confusion_pair(tested[0], tested[-1])


def _chart_learning(curves: LearningCurves) -> Chart:
    drawn = chart_losses(curves) or chart_metric(curves)
    if drawn is None:
        raise InputError(f"{curves.name} has neither a loss nor a metric to draw")
    return drawn
