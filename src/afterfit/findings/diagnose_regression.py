"""All rules for regressions, in the order of their codes."""

from afterfit.findings import (
    qt010_float_layers,
    rg001_mean_baseline,
    rg002_bias,
    rg003_growing_errors,
    rg004_range_ends,
    rg005_one_recording,
    rg006_one_range,
    rg007_outliers,
    rg008_quantization_loss,
    rg009_constant_target,
    rg010_too_few_samples,
    rg011_error_band,
    sl001_weak_slice,
)
from afterfit.findings.rule import Rule
from afterfit.results import Finding, RegressionAnalysis

REGRESSION_RULES: tuple[Rule[RegressionAnalysis], ...] = (
    qt010_float_layers.RULE,
    rg001_mean_baseline.RULE,
    rg002_bias.RULE,
    rg003_growing_errors.RULE,
    rg004_range_ends.RULE,
    rg005_one_recording.RULE,
    rg006_one_range.RULE,
    rg007_outliers.RULE,
    rg008_quantization_loss.RULE,
    rg009_constant_target.RULE,
    rg010_too_few_samples.RULE,
    rg011_error_band.RULE,
    sl001_weak_slice.RULE,
)
"""Every rule for regressions, in the order of their codes."""


def diagnose_regression(analysis: RegressionAnalysis) -> tuple[Finding, ...]:
    """Return one finding a rule, raised or not; the first variant on the test split is judged."""
    if not analysis.variants:
        return ()
    return tuple(rule(analysis) for rule in REGRESSION_RULES)
