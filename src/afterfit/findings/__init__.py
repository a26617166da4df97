"""Results → findings: one rule, one file, one code, one test, one page of docs."""

from afterfit.findings.diagnose import RULES, diagnose_classification
from afterfit.findings.diagnose_anomaly import ANOMALY_RULES, diagnose_anomaly
from afterfit.findings.diagnose_learning import LEARNING_RULES, diagnose_learning
from afterfit.findings.diagnose_multilabel import MULTILABEL_RULES, diagnose_multilabel
from afterfit.findings.pages import explanation_of
from afterfit.findings.rule import Rule, Verdict

__all__ = [
    "ANOMALY_RULES",
    "LEARNING_RULES",
    "MULTILABEL_RULES",
    "RULES",
    "Rule",
    "Verdict",
    "diagnose_anomaly",
    "diagnose_classification",
    "diagnose_learning",
    "diagnose_multilabel",
    "explanation_of",
]
