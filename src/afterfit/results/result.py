"""The closed union of answers."""

from afterfit.results.analysis import Analysis, VariantAnalysis
from afterfit.results.confusion import ConfusionMatrix
from afterfit.results.errors import ErrorSamples
from afterfit.results.files import FileSummary
from afterfit.results.learning import LearningCurves
from afterfit.results.margins import MarginHistograms
from afterfit.results.quality import ClassificationQuality
from afterfit.results.quantization import QuantizationCost
from afterfit.results.thresholds import ThresholdSweeps

Result = (
    Analysis
    | VariantAnalysis
    | ConfusionMatrix
    | ClassificationQuality
    | ThresholdSweeps
    | MarginHistograms
    | FileSummary
    | ErrorSamples
    | QuantizationCost
    | LearningCurves
)
