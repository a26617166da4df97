"""Answers, as data: a closed union of frozen types that go to JSON and back."""

from afterfit.results.analysis import Analysis, VariantAnalysis
from afterfit.results.codec import from_json, to_json
from afterfit.results.confusion import ConfusionMatrix
from afterfit.results.errors import ErrorSample, ErrorSamples
from afterfit.results.estimate import Estimate, Scope
from afterfit.results.files import FileRow, FileSummary
from afterfit.results.finding import Finding
from afterfit.results.learning import Curve, LearningCurves, LossGap, Spike, Trend
from afterfit.results.margins import MarginHistogram, MarginHistograms
from afterfit.results.quality import ClassificationQuality, ClassQuality
from afterfit.results.quantization import QuantizationCost
from afterfit.results.result import Result
from afterfit.results.thresholds import ThresholdSweep, ThresholdSweeps

__all__ = [
    "Analysis",
    "ClassQuality",
    "ClassificationQuality",
    "ConfusionMatrix",
    "Curve",
    "ErrorSample",
    "ErrorSamples",
    "Estimate",
    "FileRow",
    "FileSummary",
    "Finding",
    "LearningCurves",
    "LossGap",
    "MarginHistogram",
    "MarginHistograms",
    "QuantizationCost",
    "Result",
    "Scope",
    "Spike",
    "ThresholdSweep",
    "ThresholdSweeps",
    "Trend",
    "VariantAnalysis",
    "from_json",
    "to_json",
]
