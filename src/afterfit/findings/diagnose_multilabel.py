"""All rules for multi-label models, in the order of their codes."""

from afterfit.findings import (
    ml001_label_missed,
    ml002_false_label,
    ml003_threshold,
    ml004_label_confusion,
    ml005_untested_label,
    ml006_nothing_said,
    ml007_quantization_loss,
)
from afterfit.findings.rule import Rule
from afterfit.results import Finding, MultilabelAnalysis

MULTILABEL_RULES: tuple[Rule[MultilabelAnalysis], ...] = (
    ml001_label_missed.RULE,
    ml002_false_label.RULE,
    ml003_threshold.RULE,
    ml004_label_confusion.RULE,
    ml005_untested_label.RULE,
    ml006_nothing_said.RULE,
    ml007_quantization_loss.RULE,
)
"""Every rule for multi-label models."""


def diagnose_multilabel(analysis: MultilabelAnalysis) -> tuple[Finding, ...]:
    """Return one finding a rule, raised or not, in the order of their codes.

    Rules judge the first variant on the test split; ML003 also what was chosen on validation, and
    ML007 its comparison with the second variant.
    """
    return tuple(rule(analysis) for rule in MULTILABEL_RULES)
