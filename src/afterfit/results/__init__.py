"""Answers, as data: a closed union of frozen types that go to JSON and back."""

from afterfit.results.analysis import Analysis, VariantAnalysis
from afterfit.results.calibration import (
    Calibration,
    ClassCalibration,
    ReferenceBand,
    ReliabilityTable,
)
from afterfit.results.codec import from_json, to_json
from afterfit.results.confusion import ConfusionMatrix
from afterfit.results.duplicates import DuplicateGroup, DuplicateWindows, SplitOverlap, WindowPlace
from afterfit.results.error_comparison import ErrorComparison, OutputChange
from afterfit.results.error_files import FileErrors
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
from afterfit.results.multilabel import (
    LabelChange,
    LabelCounts,
    LabelError,
    LabelErrors,
    LabelFileRow,
    LabelFiles,
    LabelMistakes,
    MultilabelAnalysis,
    MultilabelComparison,
    MultilabelQuality,
    MultilabelVariant,
)
from afterfit.results.operating_points import (
    BinaryCounts,
    OperatingPoint,
    OperatingPoints,
    UnreachableTarget,
)
from afterfit.results.policies import (
    HighestF1,
    LeastCost,
    Policy,
    RecallAtFalseAlarms,
    RecallAtFalsePositiveRate,
    RecallAtPrecision,
)
from afterfit.results.quality import ClassificationQuality, ClassQuality
from afterfit.results.quantization import QuantizationCost
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
from afterfit.results.result import Result, TaskAnalysis
from afterfit.results.sensitivity import FloatLayers, LayerSensitivity
from afterfit.results.shown import Shown
from afterfit.results.temperature import NoTemperatureOffer, ScoreQuality, TemperatureOffer
from afterfit.results.thresholds import ThresholdSweep, ThresholdSweeps
from afterfit.results.uncertainty import (
    ReachedAccuracy,
    UncertainAnswers,
    Uncertainty,
    UnreachedAccuracy,
)

__all__ = [
    "Analysis",
    "BinaryCounts",
    "Calibration",
    "ClassCalibration",
    "ClassQuality",
    "ClassificationQuality",
    "ConfusionMatrix",
    "Course",
    "Curve",
    "DrawnForecast",
    "DrawnSamples",
    "DuplicateGroup",
    "DuplicateWindows",
    "ErrorBand",
    "ErrorComparison",
    "ErrorDistribution",
    "ErrorSample",
    "ErrorSamples",
    "Estimate",
    "FileErrors",
    "FileRow",
    "FileSummary",
    "Finding",
    "FloatLayers",
    "ForecastAnalysis",
    "ForecastQuality",
    "ForecastVariant",
    "HighestF1",
    "IntervalComparison",
    "LabelChange",
    "LabelCounts",
    "LabelError",
    "LabelErrors",
    "LabelFileRow",
    "LabelFiles",
    "LabelMistakes",
    "LabelSuspect",
    "LabelSuspects",
    "LayerAgreement",
    "LayerComparison",
    "LayerSensitivity",
    "LearningCurves",
    "LeastCost",
    "LossGap",
    "MarginHistogram",
    "MarginHistograms",
    "MultilabelAnalysis",
    "MultilabelComparison",
    "MultilabelQuality",
    "MultilabelVariant",
    "NoLabelSuspects",
    "NoTemperatureOffer",
    "OperatingPoint",
    "OperatingPoints",
    "OutputChange",
    "OutputErrors",
    "OutputQuality",
    "Policy",
    "QuantizationCost",
    "RangeRow",
    "ReachedAccuracy",
    "RecallAtFalseAlarms",
    "RecallAtFalsePositiveRate",
    "RecallAtPrecision",
    "ReferenceBand",
    "RegressionAnalysis",
    "RegressionQuality",
    "RegressionVariant",
    "ReliabilityTable",
    "Result",
    "Scope",
    "ScoreQuality",
    "Shown",
    "Spike",
    "SplitOverlap",
    "SpreadTrend",
    "StepAxis",
    "StepQuality",
    "SuspectFile",
    "TaskAnalysis",
    "TemperatureOffer",
    "ThresholdSweep",
    "ThresholdSweeps",
    "Trend",
    "UncertainAnswers",
    "Uncertainty",
    "UnreachableTarget",
    "UnreachedAccuracy",
    "VariableQuality",
    "VariantAnalysis",
    "WindowPlace",
    "WorstSample",
    "from_json",
    "to_json",
]
