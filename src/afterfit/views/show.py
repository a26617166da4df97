"""The chart and the table of any result."""

from typing import assert_never

from afterfit.errors import InputError
from afterfit.results import (
    AlarmsWhatIf,
    Analysis,
    AnomalyTrace,
    Calibration,
    ClassificationQuality,
    ClassSeparability,
    ConfusionMatrix,
    DataChecks,
    Decision,
    DuplicateWindows,
    ErrorSamples,
    ErrorSlices,
    FileSummary,
    ForecastAnalysis,
    IntervalComparison,
    LabelSuspects,
    LayerComparison,
    LayerSensitivity,
    LearningCurves,
    MarginHistograms,
    NoLabelSuspects,
    NoSeparability,
    NoTemperatureOffer,
    NumbersTrace,
    NumbersWhatIf,
    OperatingPoints,
    PairedComparison,
    ParetoFront,
    PipelineTrace,
    PredictionTrace,
    QuantizationCost,
    ReachedAccuracy,
    Recommendation,
    RegressionAnalysis,
    Result,
    SampleWhatIf,
    SliceChanges,
    Slices,
    SweepTable,
    TemperatureOffer,
    TensorlabRecord,
    ThresholdSweeps,
    Uncertainty,
    UnreachedAccuracy,
    VariantAnalysis,
    VariantTable,
    WhatIf,
)
from afterfit.results.result import AnomalyResult, DetectorResult, LabelResult
from afterfit.views.alarms_what_if import chart_everyday_alarms, table_alarms_what_if
from afterfit.views.anomaly_trace import table_scored
from afterfit.views.calibration import chart_calibration, table_calibration
from afterfit.views.charts import Chart
from afterfit.views.comparison import chart_class_changes, table_comparison
from afterfit.views.confusion import chart_confusion, chart_confusion_pair, table_confusion
from afterfit.views.data_checks import chart_data, table_data
from afterfit.views.duplicates import chart_duplicates, table_duplicates
from afterfit.views.error_slices import chart_error_slices, table_error_slices
from afterfit.views.errors import chart_errors, table_errors
from afterfit.views.files import chart_files, table_files
from afterfit.views.forecast import chart_fan
from afterfit.views.independence import chart_independence, table_independence
from afterfit.views.label_suspects import chart_label_suspects, table_label_suspects
from afterfit.views.last_tested import last_tested
from afterfit.views.layer_comparison import chart_layer_comparison, table_layer_comparison
from afterfit.views.layer_pictures import chart_layer_pictures
from afterfit.views.learning import chart_losses, chart_metric
from afterfit.views.learning_tables import table_insights
from afterfit.views.margins import chart_margins, table_margins
from afterfit.views.numbers_trace import table_numbers
from afterfit.views.numbers_what_if import chart_everyday_numbers, table_numbers_what_if
from afterfit.views.operating_points import chart_operating_points, table_operating_points
from afterfit.views.pareto import chart_pareto, table_pareto
from afterfit.views.pipeline_trace import chart_stages, table_stages
from afterfit.views.prediction_trace import table_prediction
from afterfit.views.quality import chart_classes, table_quality, table_variants
from afterfit.views.quantization import chart_quantization, table_quantization
from afterfit.views.reason import chart_reason
from afterfit.views.recommendation import headline_of, table_standings
from afterfit.views.regression_charts import chart_actual
from afterfit.views.regression_tables import table_tested
from afterfit.views.roc import chart_roc, table_thresholds
from afterfit.views.sensitivity import chart_sensitivity, table_sensitivity
from afterfit.views.separability import chart_separability, table_separability
from afterfit.views.show_anomaly import chart_anomaly_result, table_anomaly_result
from afterfit.views.show_detector import chart_detector_result, table_detector_result
from afterfit.views.show_labels import chart_labels_result, table_labels_result
from afterfit.views.slice_changes import chart_slice_changes, table_slice_changes
from afterfit.views.slices import chart_slices, table_slices
from afterfit.views.sweep import chart_sweep, table_sweep
from afterfit.views.tables import Table
from afterfit.views.temperature import chart_temperature, table_temperature
from afterfit.views.tensorlab import chart_reported_curves, table_reported
from afterfit.views.uncertainty import (
    chart_uncertainty,
    chart_wished_accuracy,
    table_uncertainty,
    table_wished_accuracy,
)
from afterfit.views.variants import chart_variants, table_variant_costs
from afterfit.views.what_if import chart_everyday, table_what_if
from afterfit.views.what_if_sample import chart_occlusion, table_turns


def chart(result: Result) -> Chart:  # noqa: C901 - one case a result, none of them nested
    """Return the chart that says most about *result*."""
    if isinstance(result, AnomalyResult):
        return chart_anomaly_result(result)
    if isinstance(result, DetectorResult):
        return chart_detector_result(result)
    if isinstance(result, LabelResult):
        return chart_labels_result(result)
    match result:
        case Analysis():
            return _chart_analysis(result)
        case RegressionAnalysis():
            return chart_actual(last_tested(result.variants).outputs[0])
        case ForecastAnalysis():
            return chart_fan(last_tested(result.variants).quality.variables[0])
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
        case Calibration():
            return chart_calibration(result)
        case IntervalComparison():
            return chart_independence(result)
        case DuplicateWindows():
            return chart_duplicates(result)
        case LabelSuspects() | NoLabelSuspects():
            return chart_label_suspects(result)
        case OperatingPoints():
            return chart_operating_points(result)
        case TemperatureOffer() | NoTemperatureOffer():
            return chart_temperature(result)
        case Uncertainty():
            return chart_uncertainty(result)
        case ReachedAccuracy() | UnreachedAccuracy():
            return chart_wished_accuracy(result)
        case LayerComparison():
            return chart_layer_comparison(result)
        case LayerSensitivity():
            return chart_sensitivity(result)
        case LearningCurves():
            return _chart_learning(result)
        case PairedComparison():
            return chart_class_changes(result)
        case VariantTable():
            return chart_variants(result)
        case ParetoFront():
            return chart_pareto(result)
        case Slices():
            return chart_slices(result)
        case ErrorSlices():
            return chart_error_slices(result)
        case SliceChanges():
            return chart_slice_changes(result)
        case SweepTable():
            return chart_sweep(result)
        case TensorlabRecord():
            return chart_reported_curves(result)
        case Recommendation():
            return chart_reason("Which variant to ship", headline_of(result))
        case Decision():
            return chart_pareto(result.front)
        case DataChecks():
            return chart_data(result)
        case ClassSeparability() | NoSeparability():
            return chart_separability(result)
        case WhatIf():
            return chart_everyday(result)
        case NumbersWhatIf():
            return chart_everyday_numbers(result)
        case AlarmsWhatIf():
            return chart_everyday_alarms(result, "false_alarms")
        case SampleWhatIf():
            return chart_occlusion(result)
        case PipelineTrace():
            return chart_stages(result)
        case PredictionTrace() | NumbersTrace() | AnomalyTrace():
            return chart_layer_pictures(result)
        case _:
            assert_never(result)


def table(result: Result) -> Table:  # noqa: C901 - one case a result, none of them nested
    """Return the table that says most about *result*."""
    if isinstance(result, AnomalyResult):
        return table_anomaly_result(result)
    if isinstance(result, DetectorResult):
        return table_detector_result(result)
    if isinstance(result, LabelResult):
        return table_labels_result(result)
    match result:
        case Analysis():
            return table_variants(result)
        case RegressionAnalysis() | ForecastAnalysis():
            return table_tested(result.variants)
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
        case Calibration():
            return table_calibration(result)
        case IntervalComparison():
            return table_independence(result)
        case DuplicateWindows():
            return table_duplicates(result)
        case LabelSuspects() | NoLabelSuspects():
            return table_label_suspects(result)
        case OperatingPoints():
            return table_operating_points(result)
        case TemperatureOffer() | NoTemperatureOffer():
            return table_temperature(result)
        case Uncertainty():
            return table_uncertainty(result)
        case ReachedAccuracy() | UnreachedAccuracy():
            return table_wished_accuracy(result)
        case LayerComparison():
            return table_layer_comparison(result)
        case LayerSensitivity():
            return table_sensitivity(result)
        case LearningCurves():
            return table_insights(result)
        case PairedComparison():
            return table_comparison(result)
        case VariantTable():
            return table_variant_costs(result)
        case ParetoFront():
            return table_pareto(result)
        case Slices():
            return table_slices(result)
        case ErrorSlices():
            return table_error_slices(result)
        case SliceChanges():
            return table_slice_changes(result)
        case SweepTable():
            return table_sweep(result)
        case TensorlabRecord():
            return table_reported(result)
        case Recommendation():
            return table_standings(result)
        case Decision():
            return table_variant_costs(result.variants)
        case DataChecks():
            return table_data(result)
        case ClassSeparability() | NoSeparability():
            return table_separability(result)
        case WhatIf():
            return table_what_if(result)
        case NumbersWhatIf():
            return table_numbers_what_if(result)
        case AlarmsWhatIf():
            return table_alarms_what_if(result, "false_alarms")
        case SampleWhatIf():
            return table_turns(result)
        case PipelineTrace():
            return table_stages(result)
        case PredictionTrace():
            return table_prediction(result)
        case NumbersTrace():
            return table_numbers(result)
        case AnomalyTrace():
            return table_scored(result)
        case _:
            assert_never(result)


def _chart_analysis(analysis: Analysis) -> Chart:
    """Return the matrices of the last split, the test split where there is one, side by side."""
    last = last_tested(analysis.variants).split
    tested = [one.confusion for one in analysis.variants if one.split == last]
    if len(tested) == 1:
        return chart_confusion(tested[0])
    return chart_confusion_pair(tested[0], tested[-1])


def _chart_learning(curves: LearningCurves) -> Chart:
    drawn = chart_losses(curves) or chart_metric(curves)
    if drawn is None:
        raise InputError(f"{curves.name} has neither a loss nor a metric to draw")
    return drawn
