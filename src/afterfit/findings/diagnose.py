"""All rules, in the order of their codes."""

from afterfit.findings import (
    cl001_majority_baseline,
    cl002_top_confusion,
    cl003_low_recall,
    cl004_class_imbalance,
    cl005_confident_mistakes,
    cl006_train_test_gap,
    cl007_too_few_samples,
    cl008_missing_class,
    fl001_wholly_wrong_files,
    fl002_concentrated_errors,
    qt001_quantization_loss,
    qt002_class_collapse,
)
from afterfit.findings.rule import Rule
from afterfit.results import Analysis, Finding

RULES: tuple[Rule, ...] = (
    cl001_majority_baseline.RULE,
    cl002_top_confusion.RULE,
    cl003_low_recall.RULE,
    cl004_class_imbalance.RULE,
    cl005_confident_mistakes.RULE,
    cl006_train_test_gap.RULE,
    cl007_too_few_samples.RULE,
    cl008_missing_class.RULE,
    fl001_wholly_wrong_files.RULE,
    fl002_concentrated_errors.RULE,
    qt001_quantization_loss.RULE,
    qt002_class_collapse.RULE,
)
"""Every rule for classifiers, in the order of their codes."""


def diagnose_classification(analysis: Analysis) -> tuple[Finding, ...]:
    """Return one finding a rule, raised or not, in the order of their codes.

    Rules judge the first variant on the test split; CL006 also on train, and those of the family
    QT its comparison with the quantised variant. Findings that *analysis* may hold already, and
    the history of the training, play no part.
    """
    return tuple(rule(analysis) for rule in RULES)
