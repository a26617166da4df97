"""All rules, in the order of their codes."""

from afterfit.findings import (
    ca001_calibration,
    ca002_temperature,
    cl001_majority_baseline,
    cl002_top_confusion,
    cl003_low_recall,
    cl004_class_imbalance,
    cl005_confident_mistakes,
    cl006_train_test_gap,
    cl007_too_few_samples,
    cl008_missing_class,
    cl009_low_accuracy,
    cl010_class_separation,
    cl011_overlapping_margins,
    cl012_split_balance,
    cl013_naive_interval,
    fl001_wholly_wrong_files,
    fl002_concentrated_errors,
    lb001_suspect_labels,
    lb002_leakage,
    lb003_conflicting_labels,
    op001_unreachable_target,
    op002_threshold_transfer,
    qt001_quantization_loss,
    qt002_class_collapse,
    qt003_too_few_to_choose,
    qt004_dominated_variant,
    qt010_float_layers,
    sl001_weak_slice,
    sl002_sliced_mistake,
    sl003_quantized_slice,
)
from afterfit.findings.rule import Rule
from afterfit.results import Analysis, Finding

RULES: tuple[Rule, ...] = (
    ca001_calibration.RULE,
    ca002_temperature.RULE,
    cl001_majority_baseline.RULE,
    cl002_top_confusion.RULE,
    cl003_low_recall.RULE,
    cl004_class_imbalance.RULE,
    cl005_confident_mistakes.RULE,
    cl006_train_test_gap.RULE,
    cl007_too_few_samples.RULE,
    cl008_missing_class.RULE,
    cl009_low_accuracy.RULE,
    cl010_class_separation.RULE,
    cl011_overlapping_margins.RULE,
    cl012_split_balance.RULE,
    cl013_naive_interval.RULE,
    fl001_wholly_wrong_files.RULE,
    fl002_concentrated_errors.RULE,
    lb001_suspect_labels.RULE,
    lb002_leakage.RULE,
    lb003_conflicting_labels.RULE,
    op001_unreachable_target.RULE,
    op002_threshold_transfer.RULE,
    qt001_quantization_loss.RULE,
    qt002_class_collapse.RULE,
    qt003_too_few_to_choose.RULE,
    qt004_dominated_variant.RULE,
    qt010_float_layers.RULE,
    sl001_weak_slice.RULE,
    sl002_sliced_mistake.RULE,
    sl003_quantized_slice.RULE,
)
"""Every rule for classifiers, in the order of their codes."""


def diagnose_classification(analysis: Analysis) -> tuple[Finding, ...]:
    """Return one finding a rule, raised or not, in the order of their codes.

    Rules judge the first variant on the test split; CL006 and CL012 also on train, the
    family QT its comparison with the quantised variant, CA002 and the family OP what was chosen on
    validation, LB002 and LB003 the windows of all splits, the family SL slices.
    Findings that *analysis* may hold already, and the history of the training, play no part.
    """
    return tuple(rule(analysis) for rule in RULES)
