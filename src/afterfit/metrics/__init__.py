"""Counts or arrays → number."""

from afterfit.metrics.catalogue import (
    ACCURACY_CHANGE,
    COUNT_METRICS,
    LOSS_METRICS,
    MACRO_ROC_AUC,
    METRICS,
    ROC_AUC,
)
from afterfit.metrics.metric import Metric

__all__ = [
    "ACCURACY_CHANGE",
    "COUNT_METRICS",
    "LOSS_METRICS",
    "MACRO_ROC_AUC",
    "METRICS",
    "ROC_AUC",
    "Metric",
]
