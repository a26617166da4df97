"""Records and statistics → results."""

from afterfit.analyses.calibration import measure_calibration
from afterfit.analyses.confusion import count_confusion
from afterfit.analyses.duplicates import find_duplicate_windows
from afterfit.analyses.errors import select_errors
from afterfit.analyses.files import summarize_files
from afterfit.analyses.independence import compare_intervals
from afterfit.analyses.label_suspects import find_label_suspects
from afterfit.analyses.layers import compare_layers
from afterfit.analyses.margins import split_margins
from afterfit.analyses.observed import tally_of
from afterfit.analyses.operating_points import DEFAULT_POLICIES, choose_operating_points
from afterfit.analyses.quality import measure_quality
from afterfit.analyses.quantization import compare_quantization, compare_tallies
from afterfit.analyses.sensitivity import Answer, layer_sensitivity
from afterfit.analyses.temperature import offer_temperature
from afterfit.analyses.thresholds import sweep_thresholds
from afterfit.analyses.uncertainty import measure_uncertainty, reach_accuracy
from afterfit.analyses.variant import analyze_variant

__all__ = [
    "DEFAULT_POLICIES",
    "Answer",
    "analyze_variant",
    "choose_operating_points",
    "compare_intervals",
    "compare_layers",
    "compare_quantization",
    "compare_tallies",
    "count_confusion",
    "find_duplicate_windows",
    "find_label_suspects",
    "layer_sensitivity",
    "measure_calibration",
    "measure_quality",
    "measure_uncertainty",
    "offer_temperature",
    "reach_accuracy",
    "select_errors",
    "split_margins",
    "summarize_files",
    "sweep_thresholds",
    "tally_of",
]
