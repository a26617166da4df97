"""Counts or arrays → number."""

from afterfit.metrics.catalogue import (
    ACCURACY_CHANGE,
    AVERAGE_PRECISION,
    CALIBRATION_METRICS,
    CLASSWISE_ECE,
    COUNT_METRICS,
    LOSS_METRICS,
    MACRO_AVERAGE_PRECISION,
    MACRO_ROC_AUC,
    METRICS,
    PARTIAL_ROC_AUC,
    RANK_METRICS,
    ROC_AUC,
    ROC_AUC_CHANGE,
    SET_METRICS,
)
from afterfit.metrics.error_catalogue import (
    ERROR_METRICS,
    MAPE,
    MASE,
    RMSE_CHANGE,
    SIZE_METRICS,
    SKILLS,
    SUM_METRICS,
)
from afterfit.metrics.from_errors import SizesAndTargets
from afterfit.metrics.from_sets import SetSums
from afterfit.metrics.metric import Metric

__all__ = [
    "ACCURACY_CHANGE",
    "AVERAGE_PRECISION",
    "CALIBRATION_METRICS",
    "CLASSWISE_ECE",
    "COUNT_METRICS",
    "ERROR_METRICS",
    "LOSS_METRICS",
    "MACRO_AVERAGE_PRECISION",
    "MACRO_ROC_AUC",
    "MAPE",
    "MASE",
    "METRICS",
    "PARTIAL_ROC_AUC",
    "RANK_METRICS",
    "RMSE_CHANGE",
    "ROC_AUC",
    "ROC_AUC_CHANGE",
    "SET_METRICS",
    "SIZE_METRICS",
    "SKILLS",
    "SUM_METRICS",
    "Metric",
    "SetSums",
    "SizesAndTargets",
]
