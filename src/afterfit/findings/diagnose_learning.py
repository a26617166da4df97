"""All rules on learning curves, in the order of their codes."""

from afterfit.findings import (
    lc001_overfitting,
    lc002_underfitting,
    lc003_not_plateaued,
    lc004_large_gap,
    lc005_noisy_evaluation,
    lc006_evaluation_below_training,
    lc007_loss_spike,
    lc008_divergence,
    lc009_learning_rate_too_high,
    lc010_learning_rate_too_low,
    lc011_loss_and_metric_disagree,
    lc012_classification_lags,
    lc013_localisation_lags,
    lc014_nothing_learned,
    lc015_too_short,
)
from afterfit.findings.rule import Rule
from afterfit.results import Finding
from afterfit.results.learning import LearningCurves

LEARNING_RULES: tuple[Rule[LearningCurves], ...] = (
    lc001_overfitting.RULE,
    lc002_underfitting.RULE,
    lc003_not_plateaued.RULE,
    lc004_large_gap.RULE,
    lc005_noisy_evaluation.RULE,
    lc006_evaluation_below_training.RULE,
    lc007_loss_spike.RULE,
    lc008_divergence.RULE,
    lc009_learning_rate_too_high.RULE,
    lc010_learning_rate_too_low.RULE,
    lc011_loss_and_metric_disagree.RULE,
    lc012_classification_lags.RULE,
    lc013_localisation_lags.RULE,
    lc014_nothing_learned.RULE,
    lc015_too_short.RULE,
)
"""Every rule for learning curves, in the order of their codes."""


def diagnose_learning(curves: LearningCurves) -> tuple[Finding, ...]:
    """Return one finding a rule, raised or not, in the order of their codes.

    A raised finding's evidence holds a ``confidence`` of low, medium or high, and ``keep_step``
    where another step than the last should be kept.
    """
    return tuple(rule(curves) for rule in LEARNING_RULES)
