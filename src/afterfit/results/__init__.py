"""Answers, as data: a closed union of frozen types that go to JSON and back."""

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
from afterfit.results.anomaly_thresholds import (
    ChosenK,
    KRow,
    KTable,
    NoChosenK,
    NoKTable,
    ScoreStatistics,
)
from afterfit.results.calibration import (
    Calibration,
    ClassCalibration,
    ReferenceBand,
    ReliabilityTable,
)
from afterfit.results.codec import from_json, to_json
from afterfit.results.confusion import ConfusionMatrix
from afterfit.results.duplicates import DuplicateGroup, DuplicateWindows, SplitOverlap, WindowPlace
from afterfit.results.errors import ErrorSample, ErrorSamples
from afterfit.results.estimate import Estimate, Scope
from afterfit.results.files import FileRow, FileSummary
from afterfit.results.finding import Finding
from afterfit.results.independence import IntervalComparison
from afterfit.results.label_suspects import (
    LabelSuspect,
    LabelSuspects,
    NoLabelSuspects,
    SuspectFile,
)
from afterfit.results.layers import LayerAgreement, LayerComparison
from afterfit.results.learning import Curve, LearningCurves, LossGap, Spike, Trend
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
from afterfit.results.result import Result, TaskAnalysis
from afterfit.results.temperature import NoTemperatureOffer, ScoreQuality, TemperatureOffer
from afterfit.results.thresholds import ThresholdSweep, ThresholdSweeps
from afterfit.results.uncertainty import (
    ReachedAccuracy,
    UncertainAnswers,
    Uncertainty,
    UnreachedAccuracy,
)

__all__ = [
    "AlarmChange",
    "Analysis",
    "AnomalyAnalysis",
    "AnomalyComparison",
    "AnomalyEvent",
    "AnomalyQuality",
    "AnomalyVariant",
    "BinaryCounts",
    "Calibration",
    "ChosenK",
    "ClassCalibration",
    "ClassQuality",
    "ClassificationQuality",
    "ConfusionMatrix",
    "Curve",
    "Detection",
    "DuplicateGroup",
    "DuplicateWindows",
    "ErrorLocation",
    "ErrorPlace",
    "ErrorSample",
    "ErrorSamples",
    "Estimate",
    "FileDetection",
    "FileRow",
    "FileSummary",
    "Finding",
    "HighestF1",
    "IntervalComparison",
    "KRow",
    "KTable",
    "KindDetection",
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
    "LearningCurves",
    "LeastCost",
    "LossGap",
    "MarginHistogram",
    "MarginHistograms",
    "MultilabelAnalysis",
    "MultilabelComparison",
    "MultilabelQuality",
    "MultilabelVariant",
    "NoAlarmChange",
    "NoChosenK",
    "NoDetection",
    "NoKTable",
    "NoLabelSuspects",
    "NoNormalScores",
    "NoTemperatureOffer",
    "NormalScores",
    "OperatingPoint",
    "OperatingPoints",
    "Policy",
    "Population",
    "QuantizationCost",
    "Ranking",
    "ReachedAccuracy",
    "RecallAtFalseAlarms",
    "RecallAtFalsePositiveRate",
    "RecallAtPrecision",
    "ReferenceBand",
    "ReliabilityTable",
    "Result",
    "Scope",
    "ScoreDistribution",
    "ScoreQuality",
    "ScoreStatistics",
    "Spike",
    "SplitOverlap",
    "SuspectFile",
    "TailRow",
    "TaskAnalysis",
    "TemperatureOffer",
    "ThresholdSweep",
    "ThresholdSweeps",
    "Trend",
    "UncertainAnswers",
    "Uncertainty",
    "UnreachableTarget",
    "UnreachedAccuracy",
    "VariantAnalysis",
    "WindowPlace",
    "from_json",
    "to_json",
]
