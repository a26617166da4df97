"""Records and statistics → results."""

from afterfit.analyses.confusion import count_confusion
from afterfit.analyses.errors import select_errors
from afterfit.analyses.files import summarize_files
from afterfit.analyses.layers import compare_layers
from afterfit.analyses.margins import split_margins
from afterfit.analyses.quality import measure_quality
from afterfit.analyses.quantization import compare_quantization
from afterfit.analyses.thresholds import sweep_thresholds
from afterfit.analyses.variant import analyze_variant

__all__ = [
    "analyze_variant",
    "compare_layers",
    "compare_quantization",
    "count_confusion",
    "measure_quality",
    "select_errors",
    "split_margins",
    "summarize_files",
    "sweep_thresholds",
]
