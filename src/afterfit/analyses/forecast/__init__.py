"""Forecasts → results."""

from afterfit.analyses.forecast.compare import compare_forecasts
from afterfit.analyses.forecast.paired import paired_skill, paired_skill_beyond
from afterfit.analyses.forecast.variant import analyze_forecast_variant

__all__ = [
    "analyze_forecast_variant",
    "compare_forecasts",
    "paired_skill",
    "paired_skill_beyond",
]
