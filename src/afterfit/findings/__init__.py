"""Results → findings: one rule, one file, one code, one test, one page of docs."""

from afterfit.findings.diagnose import RULES, diagnose_classification
from afterfit.findings.diagnose_anomaly import ANOMALY_RULES, diagnose_anomaly
from afterfit.findings.diagnose_data import DATA_RULES, diagnose_data
from afterfit.findings.diagnose_detection import DETECTION_RULES, diagnose_detection
from afterfit.findings.diagnose_forecast import FORECAST_RULES, diagnose_forecast
from afterfit.findings.diagnose_learning import LEARNING_RULES, diagnose_learning
from afterfit.findings.diagnose_multilabel import MULTILABEL_RULES, diagnose_multilabel
from afterfit.findings.diagnose_regression import REGRESSION_RULES, diagnose_regression
from afterfit.findings.diagnose_tensorlab import diagnose_tensorlab
from afterfit.findings.diagnose_what_if import (
    WHAT_IF_RULES,
    diagnose_alarms_what_if,
    diagnose_numbers_what_if,
    diagnose_what_if,
)
from afterfit.findings.every_rule import EVERY_RULE
from afterfit.findings.pages import explanation_of
from afterfit.findings.rule import Rule, Verdict

__all__ = [
    "ANOMALY_RULES",
    "DATA_RULES",
    "DETECTION_RULES",
    "EVERY_RULE",
    "FORECAST_RULES",
    "LEARNING_RULES",
    "MULTILABEL_RULES",
    "REGRESSION_RULES",
    "RULES",
    "WHAT_IF_RULES",
    "Rule",
    "Verdict",
    "diagnose_alarms_what_if",
    "diagnose_anomaly",
    "diagnose_classification",
    "diagnose_data",
    "diagnose_detection",
    "diagnose_forecast",
    "diagnose_learning",
    "diagnose_multilabel",
    "diagnose_numbers_what_if",
    "diagnose_regression",
    "diagnose_tensorlab",
    "diagnose_what_if",
    "explanation_of",
]
