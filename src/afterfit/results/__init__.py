"""Answers, as data: a closed union of frozen types that go to JSON and back."""

from afterfit.results import of_data, of_detectors, of_labels
from afterfit.results.alarms_what_if import (
    AlarmCurve,
    AlarmPoint,
    AlarmsVariantWhatIf,
    AlarmsWhatIf,
)
from afterfit.results.analysis import Analysis, VariantAnalysis
from afterfit.results.anomaly import (
    AlarmChange,
    AnomalyAnalysis,
    AnomalyComparison,
    AnomalyQuality,
    AnomalyVariant,
    ErrorLocation,
    ErrorPlace,
    NoAlarmChange,
    NoNormalScores,
    NormalScores,
    Population,
    Ranking,
    ScoreDistribution,
    TailRow,
)
from afterfit.results.anomaly_detection import (
    AnomalyEvent,
    Detection,
    FileDetection,
    KindDetection,
    NoDetection,
)
from afterfit.results.anomaly_slices import (
    AnomalySliceChange,
    AnomalySliceChanges,
    AnomalySliceRow,
    AnomalySlices,
    RateChange,
    SliceRate,
)
from afterfit.results.anomaly_thresholds import (
    ChosenK,
    KRow,
    KTable,
    NoChosenK,
    NoKTable,
    ScoreStatistics,
)
from afterfit.results.anomaly_trace import AnomalyTrace, AnomalyVariantTrace, ErrorPart
from afterfit.results.calibration import (
    Calibration,
    ClassCalibration,
    ReferenceBand,
    ReliabilityTable,
)
from afterfit.results.codec import from_json, to_json
from afterfit.results.comparison import (
    CalibrationPair,
    ClassChange,
    Difference,
    FlippedSample,
    Flips,
    MarginFlips,
    NonInferiority,
    PairedComparison,
    ScoreDrift,
    Unit,
)
from afterfit.results.confusion import ConfusionMatrix
from afterfit.results.duplicates import DuplicateGroup, DuplicateWindows, SplitOverlap, WindowPlace
from afterfit.results.error_comparison import ErrorComparison, MetricChange, OutputChange
from afterfit.results.error_files import FileErrors
from afterfit.results.error_slices import ErrorSliceRow, ErrorSlices
from afterfit.results.errors import ErrorSample, ErrorSamples
from afterfit.results.estimate import Estimate, Scope
from afterfit.results.files import FileRow, FileSummary
from afterfit.results.finding import Finding
from afterfit.results.forecast import (
    DrawnForecast,
    ForecastAnalysis,
    ForecastQuality,
    ForecastVariant,
    StepQuality,
    VariableQuality,
)
from afterfit.results.gates import GateOutcome, GateReport
from afterfit.results.independence import IntervalComparison
from afterfit.results.label_suspects import (
    LabelSuspect,
    LabelSuspects,
    NoLabelSuspects,
    SuspectFile,
)
from afterfit.results.layers import LayerAgreement, LayerComparison
from afterfit.results.learning import Curve, LearningCurves, LossGap, Spike, StepAxis, Trend
from afterfit.results.margins import MarginHistogram, MarginHistograms
from afterfit.results.numbers_trace import (
    NumbersNeighbourhood,
    NumbersTrace,
    NumbersVariantTrace,
)
from afterfit.results.numbers_what_if import (
    NumbersVariantWhatIf,
    NumbersWhatIf,
    QualityCurve,
    QualityPoint,
)
from afterfit.results.of_data import *  # noqa: F403 - its __all__ is listed below
from afterfit.results.of_detectors import *  # noqa: F403 - its __all__ is listed below
from afterfit.results.of_labels import *  # noqa: F403 - its __all__ is listed below
from afterfit.results.operating_points import (
    BinaryCounts,
    OperatingPoint,
    OperatingPoints,
    UnreachableTarget,
)
from afterfit.results.pipeline_trace import PipelineTrace
from afterfit.results.policies import (
    HighestF1,
    LeastCost,
    Policy,
    RecallAtFalseAlarms,
    RecallAtFalsePositiveRate,
    RecallAtPrecision,
)
from afterfit.results.prediction_trace import Neighbourhood, NoNeighbourhood, PredictionTrace
from afterfit.results.quality import ClassificationQuality, ClassQuality
from afterfit.results.quantization import QuantizationCost
from afterfit.results.recommendation import (
    DEFAULT_MARGIN,
    Breach,
    Budget,
    Decision,
    Limit,
    RecallDrop,
    Recommendation,
    Reservation,
    Standing,
    VariantStanding,
)
from afterfit.results.regression import (
    Course,
    DrawnSamples,
    ErrorBand,
    ErrorDistribution,
    OutputErrors,
    OutputQuality,
    RangeRow,
    RegressionAnalysis,
    RegressionQuality,
    RegressionVariant,
    SpreadTrend,
    WorstSample,
)
from afterfit.results.result import Result, SampleTrace, TaskAnalysis
from afterfit.results.sensitivity import FloatLayers, LayerSensitivity
from afterfit.results.shown import Shown
from afterfit.results.slices import (
    ErrorPattern,
    SliceChange,
    SliceChanges,
    SlicedColumn,
    SliceRow,
    Slices,
)
from afterfit.results.sweep import SeedsMetric, SweepEntry, SweepFailure, SweepTable
from afterfit.results.temperature import NoTemperatureOffer, ScoreQuality, TemperatureOffer
from afterfit.results.tensorlab import (
    ReportedCurve,
    ReportedMetric,
    ReportedNumber,
    ReportedThreshold,
    Stage,
    TensorlabRecord,
)
from afterfit.results.thresholds import ThresholdSweep, ThresholdSweeps
from afterfit.results.uncertainty import (
    ReachedAccuracy,
    UncertainAnswers,
    Uncertainty,
    UnreachedAccuracy,
)
from afterfit.results.variants import (
    COST_NAMES,
    CostFigure,
    CostName,
    Detail,
    FigureBasis,
    ParetoAxis,
    ParetoFront,
    ParetoPoint,
    VariantCosts,
    VariantRow,
    VariantTable,
)
from afterfit.results.what_if import SampleWhatIf, WhatIf
from afterfit.results.yardstick import ACCURACY, Yardstick

__all__ = [
    "ACCURACY",
    "COST_NAMES",
    "DEFAULT_MARGIN",
    "AlarmChange",
    "AlarmCurve",
    "AlarmPoint",
    "AlarmsVariantWhatIf",
    "AlarmsWhatIf",
    "Analysis",
    "AnomalyAnalysis",
    "AnomalyComparison",
    "AnomalyEvent",
    "AnomalyQuality",
    "AnomalySliceChange",
    "AnomalySliceChanges",
    "AnomalySliceRow",
    "AnomalySlices",
    "AnomalyTrace",
    "AnomalyVariant",
    "AnomalyVariantTrace",
    "BinaryCounts",
    "Breach",
    "Budget",
    "Calibration",
    "CalibrationPair",
    "ChosenK",
    "ClassCalibration",
    "ClassChange",
    "ClassQuality",
    "ClassificationQuality",
    "ConfusionMatrix",
    "CostFigure",
    "CostName",
    "Course",
    "Curve",
    "Decision",
    "Detail",
    "Detection",
    "Difference",
    "DrawnForecast",
    "DrawnSamples",
    "DuplicateGroup",
    "DuplicateWindows",
    "ErrorBand",
    "ErrorComparison",
    "ErrorDistribution",
    "ErrorLocation",
    "ErrorPart",
    "ErrorPattern",
    "ErrorPlace",
    "ErrorSample",
    "ErrorSamples",
    "ErrorSliceRow",
    "ErrorSlices",
    "Estimate",
    "FigureBasis",
    "FileDetection",
    "FileErrors",
    "FileRow",
    "FileSummary",
    "Finding",
    "FlippedSample",
    "Flips",
    "FloatLayers",
    "ForecastAnalysis",
    "ForecastQuality",
    "ForecastVariant",
    "GateOutcome",
    "GateReport",
    "HighestF1",
    "IntervalComparison",
    "KRow",
    "KTable",
    "KindDetection",
    "LabelSuspect",
    "LabelSuspects",
    "LayerAgreement",
    "LayerComparison",
    "LayerSensitivity",
    "LearningCurves",
    "LeastCost",
    "Limit",
    "LossGap",
    "MarginFlips",
    "MarginHistogram",
    "MarginHistograms",
    "MetricChange",
    "Neighbourhood",
    "NoAlarmChange",
    "NoChosenK",
    "NoDetection",
    "NoKTable",
    "NoLabelSuspects",
    "NoNeighbourhood",
    "NoNormalScores",
    "NoTemperatureOffer",
    "NonInferiority",
    "NormalScores",
    "NumbersNeighbourhood",
    "NumbersTrace",
    "NumbersVariantTrace",
    "NumbersVariantWhatIf",
    "NumbersWhatIf",
    "OperatingPoint",
    "OperatingPoints",
    "OutputChange",
    "OutputErrors",
    "OutputQuality",
    "PairedComparison",
    "ParetoAxis",
    "ParetoFront",
    "ParetoPoint",
    "PipelineTrace",
    "Policy",
    "Population",
    "PredictionTrace",
    "QualityCurve",
    "QualityPoint",
    "QuantizationCost",
    "RangeRow",
    "Ranking",
    "RateChange",
    "ReachedAccuracy",
    "RecallAtFalseAlarms",
    "RecallAtFalsePositiveRate",
    "RecallAtPrecision",
    "RecallDrop",
    "Recommendation",
    "ReferenceBand",
    "RegressionAnalysis",
    "RegressionQuality",
    "RegressionVariant",
    "ReliabilityTable",
    "ReportedCurve",
    "ReportedMetric",
    "ReportedNumber",
    "ReportedThreshold",
    "Reservation",
    "Result",
    "SampleTrace",
    "SampleWhatIf",
    "Scope",
    "ScoreDistribution",
    "ScoreDrift",
    "ScoreQuality",
    "ScoreStatistics",
    "SeedsMetric",
    "Shown",
    "SliceChange",
    "SliceChanges",
    "SliceRate",
    "SliceRow",
    "SlicedColumn",
    "Slices",
    "Spike",
    "SplitOverlap",
    "SpreadTrend",
    "Stage",
    "Standing",
    "StepAxis",
    "StepQuality",
    "SuspectFile",
    "SweepEntry",
    "SweepFailure",
    "SweepTable",
    "TailRow",
    "TaskAnalysis",
    "TemperatureOffer",
    "TensorlabRecord",
    "ThresholdSweep",
    "ThresholdSweeps",
    "Trend",
    "UncertainAnswers",
    "Uncertainty",
    "Unit",
    "UnreachableTarget",
    "UnreachedAccuracy",
    "VariableQuality",
    "VariantAnalysis",
    "VariantCosts",
    "VariantRow",
    "VariantStanding",
    "VariantTable",
    "WhatIf",
    "WindowPlace",
    "WorstSample",
    "Yardstick",
    "from_json",
    "to_json",
]
__all__ += of_data.__all__
__all__ += of_detectors.__all__
__all__ += of_labels.__all__
