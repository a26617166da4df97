"""Predicted numbers → results."""

from afterfit.analyses.regression.band import measure_bands
from afterfit.analyses.regression.compare import compare_regression
from afterfit.analyses.regression.paired import paired_r2, paired_r2_beyond
from afterfit.analyses.regression.variant import analyze_regression_variant

__all__ = [
    "analyze_regression_variant",
    "compare_regression",
    "measure_bands",
    "paired_r2",
    "paired_r2_beyond",
]
