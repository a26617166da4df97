"""The closed union of answers."""

from afterfit.results.alarms_what_if import AlarmsWhatIf
from afterfit.results.analysis import Analysis, VariantAnalysis
from afterfit.results.anomaly import (
    AnomalyAnalysis,
    AnomalyComparison,
    AnomalyQuality,
    AnomalyVariant,
    ErrorLocation,
    NoNormalScores,
    NormalScores,
    ScoreDistribution,
)
from afterfit.results.anomaly_detection import Detection, NoDetection
from afterfit.results.anomaly_slices import AnomalySliceChanges, AnomalySlices
from afterfit.results.anomaly_thresholds import ChosenK, KTable, NoChosenK, NoKTable
from afterfit.results.anomaly_trace import AnomalyTrace
from afterfit.results.calibration import Calibration
from afterfit.results.comparison import PairedComparison
from afterfit.results.confusion import ConfusionMatrix
from afterfit.results.data_checks import DataChecks
from afterfit.results.detector import (
    DetectorAnalysis,
    DetectorComparison,
    DetectorConfidence,
    DetectorConfusion,
    DetectorCurves,
    DetectorErrors,
    DetectorImages,
    DetectorQuality,
    DetectorSuspects,
    DetectorVariant,
)
from afterfit.results.detector_points import DetectorPoints
from afterfit.results.detector_slices import DetectorSlices
from afterfit.results.duplicates import DuplicateWindows
from afterfit.results.error_slices import ErrorSlices
from afterfit.results.errors import ErrorSamples
from afterfit.results.files import FileSummary
from afterfit.results.forecast import ForecastAnalysis
from afterfit.results.independence import IntervalComparison
from afterfit.results.label_suspects import LabelSuspects, NoLabelSuspects
from afterfit.results.layers import LayerComparison
from afterfit.results.learning import LearningCurves
from afterfit.results.margins import MarginHistograms
from afterfit.results.multilabel import (
    LabelErrors,
    LabelFiles,
    LabelMistakes,
    MultilabelAnalysis,
    MultilabelComparison,
    MultilabelQuality,
    MultilabelVariant,
)
from afterfit.results.numbers_trace import NumbersTrace
from afterfit.results.numbers_what_if import NumbersWhatIf
from afterfit.results.operating_points import OperatingPoints
from afterfit.results.pipeline_trace import PipelineTrace
from afterfit.results.prediction_trace import PredictionTrace
from afterfit.results.quality import ClassificationQuality
from afterfit.results.quantization import QuantizationCost
from afterfit.results.recommendation import Decision, Recommendation
from afterfit.results.regression import RegressionAnalysis
from afterfit.results.sensitivity import LayerSensitivity
from afterfit.results.separability import ClassSeparability, NoSeparability
from afterfit.results.slices import SliceChanges, Slices
from afterfit.results.sweep import SweepTable
from afterfit.results.temperature import NoTemperatureOffer, TemperatureOffer
from afterfit.results.tensorlab import TensorlabRecord
from afterfit.results.thresholds import ThresholdSweeps
from afterfit.results.uncertainty import ReachedAccuracy, Uncertainty, UnreachedAccuracy
from afterfit.results.variants import ParetoFront, VariantTable
from afterfit.results.what_if import SampleWhatIf, WhatIf

TaskAnalysis = (
    Analysis
    | MultilabelAnalysis
    | RegressionAnalysis
    | ForecastAnalysis
    | AnomalyAnalysis
    | DetectorAnalysis
)
"""The whole analysis of one task; each has ``variants`` (with ``variant``, ``split``, ``quality``),
``comparisons`` and ``findings``."""

AnomalyResult = (
    AnomalyAnalysis
    | AnomalyVariant
    | AnomalyQuality
    | AnomalyComparison
    | AnomalySlices
    | AnomalySliceChanges
    | ScoreDistribution
    | KTable
    | NoKTable
    | ChosenK
    | NoChosenK
    | Detection
    | NoDetection
    | NormalScores
    | NoNormalScores
    | ErrorLocation
)
"""Answers about anomaly detectors."""

DetectorResult = (
    DetectorAnalysis
    | DetectorVariant
    | DetectorQuality
    | DetectorCurves
    | DetectorConfidence
    | DetectorPoints
    | DetectorSlices
    | DetectorConfusion
    | DetectorErrors
    | DetectorImages
    | DetectorSuspects
    | DetectorComparison
)
"""Answers about detectors of objects."""

LabelResult = (
    MultilabelAnalysis
    | MultilabelVariant
    | MultilabelQuality
    | MultilabelComparison
    | LabelMistakes
    | LabelFiles
    | LabelErrors
)
"""Answers about samples with any number of labels."""

SampleTrace = PredictionTrace | NumbersTrace | AnomalyTrace
"""How the models of a run came to one answer; each has ``sample_id``, ``index``, ``chosen``,
``features``, ``variants`` with their ``layers``, and ``reference``."""

Result = (
    TaskAnalysis
    | VariantAnalysis
    | ConfusionMatrix
    | ClassificationQuality
    | ThresholdSweeps
    | MarginHistograms
    | FileSummary
    | ErrorSamples
    | QuantizationCost
    | Calibration
    | DuplicateWindows
    | IntervalComparison
    | LabelSuspects
    | NoLabelSuspects
    | OperatingPoints
    | NoTemperatureOffer
    | TemperatureOffer
    | ReachedAccuracy
    | Uncertainty
    | UnreachedAccuracy
    | LayerComparison
    | LayerSensitivity
    | LearningCurves
    | PairedComparison
    | VariantTable
    | ParetoFront
    | Slices
    | SliceChanges
    | ErrorSlices
    | SweepTable
    | TensorlabRecord
    | Recommendation
    | Decision
    | DataChecks
    | ClassSeparability
    | NoSeparability
    | AnomalyResult
    | DetectorResult
    | LabelResult
    | WhatIf
    | SampleWhatIf
    | NumbersWhatIf
    | AlarmsWhatIf
    | PipelineTrace
    | PredictionTrace
    | NumbersTrace
    | AnomalyTrace
)
