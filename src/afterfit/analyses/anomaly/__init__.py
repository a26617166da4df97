"""Anomaly scores → results."""

from afterfit.analyses.anomaly.chosen_k import choose_k
from afterfit.analyses.anomaly.comparison import compare_anomaly
from afterfit.analyses.anomaly.paired import paired_auc
from afterfit.analyses.anomaly.samples import statistics_of
from afterfit.analyses.anomaly.variant import analyze_anomaly_variant

__all__ = ["analyze_anomaly_variant", "choose_k", "compare_anomaly", "paired_auc", "statistics_of"]
