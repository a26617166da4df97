"""Every rule there is, whatever it judges."""

from typing import Any

from afterfit.findings.diagnose import RULES
from afterfit.findings.diagnose_anomaly import ANOMALY_RULES
from afterfit.findings.diagnose_data import DATA_RULES
from afterfit.findings.diagnose_detection import DETECTION_RULES
from afterfit.findings.diagnose_forecast import FORECAST_RULES
from afterfit.findings.diagnose_learning import LEARNING_RULES
from afterfit.findings.diagnose_multilabel import MULTILABEL_RULES
from afterfit.findings.diagnose_regression import REGRESSION_RULES
from afterfit.findings.diagnose_tensorlab import TENSORLAB_RULES
from afterfit.findings.diagnose_what_if import ALARM_RULES, WHAT_IF_RULES
from afterfit.findings.rule import Rule

_OF_TASKS: tuple[Rule[Any], ...] = (
    *RULES,
    *LEARNING_RULES,
    *DATA_RULES,
    *MULTILABEL_RULES,
    *REGRESSION_RULES,
    *FORECAST_RULES,
    *TENSORLAB_RULES,
    *ANOMALY_RULES,
    *DETECTION_RULES,
    *WHAT_IF_RULES,
    *ALARM_RULES,
)
"""A rule that several tasks share is there once for each."""

EVERY_RULE: tuple[Rule[Any], ...] = tuple({rule.code: rule for rule in _OF_TASKS}.values())
"""Each has a code of its own, and a page of that name."""
