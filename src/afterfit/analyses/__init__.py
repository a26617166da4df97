"""Records and statistics → results."""

from afterfit.analyses.calibration import measure_calibration
from afterfit.analyses.comparison import compare_pair
from afterfit.analyses.confusion import count_confusion
from afterfit.analyses.decide_anomaly import decide_anomaly
from afterfit.analyses.decide_detection import decide_detection
from afterfit.analyses.decide_errors import USUAL_GROWTH, decide_errors
from afterfit.analyses.decide_multilabel import decide_multilabel
from afterfit.analyses.duplicates import find_duplicate_windows
from afterfit.analyses.errors import select_errors
from afterfit.analyses.files import summarize_files
from afterfit.analyses.independence import compare_intervals
from afterfit.analyses.label_suspects import find_label_suspects
from afterfit.analyses.layers import compare_layers
from afterfit.analyses.margins import split_margins
from afterfit.analyses.observed import tally_of
from afterfit.analyses.operating_points import DEFAULT_POLICIES, choose_operating_points
from afterfit.analyses.paired_metric import PairedMetric, paired_accuracy
from afterfit.analyses.quality import measure_quality
from afterfit.analyses.quantization import compare_quantization, compare_tallies
from afterfit.analyses.recommendation import decide, recommend
from afterfit.analyses.sensitivity import Answer, layer_sensitivity
from afterfit.analyses.slices import (
    compare_anomaly_slices,
    compare_slices,
    measure_anomaly_slices,
    measure_error_slices,
    measure_forecast_slices,
    measure_slices,
    plan_column,
)
from afterfit.analyses.sweep import Trained, tabulate_sweep
from afterfit.analyses.temperature import offer_temperature
from afterfit.analyses.tested import Measured, tested_variants
from afterfit.analyses.thresholds import sweep_thresholds
from afterfit.analyses.uncertainty import measure_uncertainty, reach_accuracy
from afterfit.analyses.variant import analyze_variant
from afterfit.analyses.variant_costs import cost_figures
from afterfit.analyses.variant_table import find_pareto_front, tabulate_variants
from afterfit.analyses.where_it_runs import ELSEWHERE

__all__ = [
    "DEFAULT_POLICIES",
    "ELSEWHERE",
    "USUAL_GROWTH",
    "Answer",
    "Measured",
    "PairedMetric",
    "Trained",
    "analyze_variant",
    "choose_operating_points",
    "compare_anomaly_slices",
    "compare_intervals",
    "compare_layers",
    "compare_pair",
    "compare_quantization",
    "compare_slices",
    "compare_tallies",
    "cost_figures",
    "count_confusion",
    "decide",
    "decide_anomaly",
    "decide_detection",
    "decide_errors",
    "decide_multilabel",
    "find_duplicate_windows",
    "find_label_suspects",
    "find_pareto_front",
    "layer_sensitivity",
    "measure_anomaly_slices",
    "measure_calibration",
    "measure_error_slices",
    "measure_forecast_slices",
    "measure_quality",
    "measure_slices",
    "measure_uncertainty",
    "offer_temperature",
    "paired_accuracy",
    "plan_column",
    "reach_accuracy",
    "recommend",
    "select_errors",
    "split_margins",
    "summarize_files",
    "sweep_thresholds",
    "tabulate_sweep",
    "tabulate_variants",
    "tally_of",
    "tested_variants",
]
