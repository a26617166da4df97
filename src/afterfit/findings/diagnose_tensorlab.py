"""All rules for what Tensorlab reported, in the order of their codes."""

from afterfit.findings import (
    tl001_test_accuracy,
    tl002_f1_is_accuracy,
    tl003_threshold_on_test,
    tl004_swapped_r2,
    tl005_train_is_validation,
)
from afterfit.findings.rule import Rule
from afterfit.results import Finding, TensorlabRecord

TENSORLAB_RULES: tuple[Rule[TensorlabRecord], ...] = (
    tl001_test_accuracy.RULE,
    tl002_f1_is_accuracy.RULE,
    tl003_threshold_on_test.RULE,
    tl004_swapped_r2.RULE,
    tl005_train_is_validation.RULE,
)
"""Every rule for the files of a Tensorlab run, in the order of their codes."""


def diagnose_tensorlab(record: TensorlabRecord) -> tuple[Finding, ...]:
    """Return one finding a rule, raised or not."""
    return tuple(rule(record) for rule in TENSORLAB_RULES)
