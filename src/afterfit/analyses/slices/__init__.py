"""Counts by slice → which part of the data fails, how, and what quantisation costs there."""

from afterfit.analyses.slices.anomaly_changes import compare_anomaly_slices
from afterfit.analyses.slices.anomaly_slices import measure_anomaly_slices
from afterfit.analyses.slices.changes import compare_slices
from afterfit.analyses.slices.error_slices import measure_error_slices, measure_forecast_slices
from afterfit.analyses.slices.measure import measure_slices
from afterfit.analyses.slices.plan import plan_column

__all__ = [
    "compare_anomaly_slices",
    "compare_slices",
    "measure_anomaly_slices",
    "measure_error_slices",
    "measure_forecast_slices",
    "measure_slices",
    "plan_column",
]
