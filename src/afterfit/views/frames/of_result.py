"""The frame of any result."""

from typing import TYPE_CHECKING, assert_never

from afterfit.results import (
    AlarmsWhatIf,
    Analysis,
    AnomalyAnalysis,
    AnomalyComparison,
    AnomalyQuality,
    AnomalySliceChanges,
    AnomalySlices,
    AnomalyTrace,
    AnomalyVariant,
    Calibration,
    ChosenK,
    ClassificationQuality,
    ClassSeparability,
    ConfusionMatrix,
    DataChecks,
    Decision,
    Detection,
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
    DuplicateWindows,
    ErrorLocation,
    ErrorSamples,
    ErrorSlices,
    FileSummary,
    ForecastAnalysis,
    IntervalComparison,
    KTable,
    LabelErrors,
    LabelFiles,
    LabelMistakes,
    LabelSuspects,
    LayerComparison,
    LayerSensitivity,
    LearningCurves,
    MarginHistograms,
    MultilabelAnalysis,
    MultilabelComparison,
    MultilabelQuality,
    MultilabelVariant,
    NoChosenK,
    NoDetection,
    NoKTable,
    NoLabelSuspects,
    NoNormalScores,
    NormalScores,
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
    ScoreDistribution,
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
from afterfit.views.frames.anomaly import (
    frame_anomaly_analysis,
    frame_anomaly_comparison,
    frame_anomaly_quality,
    frame_chosen,
    frame_detection,
    frame_error_location,
    frame_k,
    frame_normal_scores,
    frame_score_distribution,
)
from afterfit.views.frames.choice import (
    frame_front,
    frame_paired,
    frame_recommendation,
    frame_variants,
)
from afterfit.views.frames.data import frame_data, frame_separability
from afterfit.views.frames.detector import (
    frame_confidence,
    frame_detector_analysis,
    frame_detector_comparison,
    frame_detector_confusion,
    frame_detector_curves,
    frame_detector_errors,
    frame_detector_images,
    frame_detector_quality,
    frame_detector_suspects,
)
from afterfit.views.frames.detector_choice import frame_detector_points, frame_detector_slices
from afterfit.views.frames.multilabel import (
    frame_label_errors,
    frame_label_files,
    frame_label_mistakes,
    frame_multilabel_analysis,
    frame_multilabel_comparison,
    frame_multilabel_quality,
)
from afterfit.views.frames.numbers import frame_forecast_analysis, frame_regression_analysis
from afterfit.views.frames.quality import (
    frame_analysis,
    frame_confusion,
    frame_independence,
    frame_quality,
    frame_quantization,
)
from afterfit.views.frames.samples import (
    frame_duplicates,
    frame_errors,
    frame_files,
    frame_label_suspects,
    frame_layers,
    frame_learning,
)
from afterfit.views.frames.scores import (
    frame_calibration,
    frame_margins,
    frame_operating_points,
    frame_temperature,
    frame_thresholds,
    frame_uncertainty,
    frame_wished_accuracy,
)
from afterfit.views.frames.sensitivity import frame_sensitivity
from afterfit.views.frames.slices import (
    frame_anomaly_slice_changes,
    frame_anomaly_slices,
    frame_error_slices,
    frame_slice_changes,
    frame_slices,
)
from afterfit.views.frames.sweep import frame_sweep
from afterfit.views.frames.tensorlab import frame_reported
from afterfit.views.frames.trace import frame_pipeline, frame_prediction
from afterfit.views.frames.what_if import (
    frame_alarms_what_if,
    frame_numbers_what_if,
    frame_sample,
    frame_what_if,
)

if TYPE_CHECKING:
    import polars as pl


def frame_of(result: Result) -> "pl.DataFrame":  # noqa: C901 - one case a result, none nested
    """Return the numbers of *result* in typed columns; null where the data cannot tell.

    A result that holds others gives the metrics of all of them; each of the others has a frame
    of its own.
    """
    match result:
        case Analysis():
            return frame_analysis(result)
        case VariantAnalysis():
            return frame_quality(result.quality)
        case ConfusionMatrix():
            return frame_confusion(result)
        case ClassificationQuality():
            return frame_quality(result)
        case ThresholdSweeps():
            return frame_thresholds(result)
        case MarginHistograms():
            return frame_margins(result)
        case FileSummary():
            return frame_files(result)
        case ErrorSamples():
            return frame_errors(result)
        case QuantizationCost():
            return frame_quantization(result)
        case Calibration():
            return frame_calibration(result)
        case IntervalComparison():
            return frame_independence(result)
        case DuplicateWindows():
            return frame_duplicates(result)
        case LabelSuspects() | NoLabelSuspects():
            return frame_label_suspects(result)
        case OperatingPoints():
            return frame_operating_points(result)
        case TemperatureOffer() | NoTemperatureOffer():
            return frame_temperature(result)
        case Uncertainty():
            return frame_uncertainty(result)
        case ReachedAccuracy() | UnreachedAccuracy():
            return frame_wished_accuracy(result)
        case LayerComparison():
            return frame_layers(result)
        case LearningCurves():
            return frame_learning(result)
        case MultilabelAnalysis():
            return frame_multilabel_analysis(result)
        case MultilabelVariant():
            return frame_multilabel_quality(result.quality)
        case MultilabelQuality():
            return frame_multilabel_quality(result)
        case LabelMistakes():
            return frame_label_mistakes(result)
        case LabelFiles():
            return frame_label_files(result)
        case LabelErrors():
            return frame_label_errors(result)
        case MultilabelComparison():
            return frame_multilabel_comparison(result)
        case DataChecks():
            return frame_data(result)
        case ClassSeparability() | NoSeparability():
            return frame_separability(result)
        case LayerSensitivity():
            return frame_sensitivity(result)
        case PairedComparison():
            return frame_paired(result)
        case VariantTable():
            return frame_variants(result)
        case Decision():
            return frame_variants(result.variants)
        case ParetoFront():
            return frame_front(result)
        case Slices():
            return frame_slices(result)
        case ErrorSlices():
            return frame_error_slices(result)
        case AnomalySlices():
            return frame_anomaly_slices(result)
        case AnomalySliceChanges():
            return frame_anomaly_slice_changes(result)
        case SliceChanges():
            return frame_slice_changes(result)
        case SweepTable():
            return frame_sweep(result)
        case TensorlabRecord():
            return frame_reported(result)
        case Recommendation():
            return frame_recommendation(result)
        case RegressionAnalysis():
            return frame_regression_analysis(result)
        case ForecastAnalysis():
            return frame_forecast_analysis(result)
        case AnomalyAnalysis():
            return frame_anomaly_analysis(result)
        case AnomalyVariant():
            return frame_anomaly_quality(result.quality)
        case AnomalyQuality():
            return frame_anomaly_quality(result)
        case AnomalyComparison():
            return frame_anomaly_comparison(result)
        case ScoreDistribution():
            return frame_score_distribution(result)
        case KTable() | NoKTable():
            return frame_k(result)
        case ChosenK() | NoChosenK():
            return frame_chosen(result)
        case Detection() | NoDetection():
            return frame_detection(result)
        case NormalScores() | NoNormalScores():
            return frame_normal_scores(result)
        case ErrorLocation():
            return frame_error_location(result)
        case DetectorAnalysis():
            return frame_detector_analysis(result)
        case DetectorVariant():
            return frame_detector_quality(result.quality)
        case DetectorQuality():
            return frame_detector_quality(result)
        case DetectorCurves():
            return frame_detector_curves(result)
        case DetectorConfidence():
            return frame_confidence(result)
        case DetectorConfusion():
            return frame_detector_confusion(result)
        case DetectorErrors():
            return frame_detector_errors(result)
        case DetectorImages():
            return frame_detector_images(result)
        case DetectorPoints():
            return frame_detector_points(result)
        case DetectorSlices():
            return frame_detector_slices(result)
        case DetectorSuspects():
            return frame_detector_suspects(result)
        case DetectorComparison():
            return frame_detector_comparison(result)
        case WhatIf():
            return frame_what_if(result)
        case NumbersWhatIf():
            return frame_numbers_what_if(result)
        case AlarmsWhatIf():
            return frame_alarms_what_if(result)
        case SampleWhatIf():
            return frame_sample(result)
        case PipelineTrace():
            return frame_pipeline(result)
        case PredictionTrace() | NumbersTrace() | AnomalyTrace():
            return frame_prediction(result)
        case _:
            assert_never(result)
