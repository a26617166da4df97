"""Answers, as data: a closed union of frozen types that go to JSON and back."""

from afterfit.results.analysis import Analysis, VariantAnalysis
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
from afterfit.results.errors import ErrorSample, ErrorSamples
from afterfit.results.estimate import Estimate, Scope
from afterfit.results.files import FileRow, FileSummary
from afterfit.results.finding import Finding
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
from afterfit.results.result import Result, TaskAnalysis
from afterfit.results.shown import Shown
from afterfit.results.temperature import NoTemperatureOffer, ScoreQuality, TemperatureOffer
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
    FigureBasis,
    ParetoAxis,
    ParetoFront,
    ParetoPoint,
    VariantCosts,
    VariantRow,
    VariantTable,
)

__all__ = [
    "COST_NAMES",
    "DEFAULT_MARGIN",
    "Analysis",
    "BinaryCounts",
    "Breach",
    "Budget",
    "Calibration",
    "CalibrationPair",
    "ClassCalibration",
    "ClassChange",
    "ClassQuality",
    "ClassificationQuality",
    "ConfusionMatrix",
    "CostFigure",
    "CostName",
    "Curve",
    "Decision",
    "Difference",
    "DuplicateGroup",
    "DuplicateWindows",
    "ErrorSample",
    "ErrorSamples",
    "Estimate",
    "FigureBasis",
    "FileRow",
    "FileSummary",
    "Finding",
    "FlippedSample",
    "Flips",
    "GateOutcome",
    "GateReport",
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
    "LearningCurves",
    "LeastCost",
    "Limit",
    "LossGap",
    "MarginFlips",
    "MarginHistogram",
    "MarginHistograms",
    "MultilabelAnalysis",
    "MultilabelComparison",
    "MultilabelQuality",
    "MultilabelVariant",
    "NoLabelSuspects",
    "NoTemperatureOffer",
    "NonInferiority",
    "OperatingPoint",
    "OperatingPoints",
    "PairedComparison",
    "ParetoAxis",
    "ParetoFront",
    "ParetoPoint",
    "Policy",
    "QuantizationCost",
    "ReachedAccuracy",
    "RecallAtFalseAlarms",
    "RecallAtFalsePositiveRate",
    "RecallAtPrecision",
    "RecallDrop",
    "Recommendation",
    "ReferenceBand",
    "ReliabilityTable",
    "Reservation",
    "Result",
    "Scope",
    "ScoreDrift",
    "ScoreQuality",
    "Shown",
    "Spike",
    "SplitOverlap",
    "Standing",
    "StepAxis",
    "SuspectFile",
    "TaskAnalysis",
    "TemperatureOffer",
    "ThresholdSweep",
    "ThresholdSweeps",
    "Trend",
    "UncertainAnswers",
    "Uncertainty",
    "Unit",
    "UnreachableTarget",
    "UnreachedAccuracy",
    "VariantAnalysis",
    "VariantCosts",
    "VariantRow",
    "VariantStanding",
    "VariantTable",
    "WindowPlace",
    "from_json",
    "to_json",
]
