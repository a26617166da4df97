"""All rules for forecasts, in the order of their codes."""

from afterfit.findings import (
    fc001_persistence,
    fc002_useful_horizon,
    fc003_weak_variable,
    fc004_lag_one_shadow,
    fc005_seasonal_naive,
    fc006_quantization_loss,
    fc007_too_few_forecasts,
    fc008_constant_variable,
    qt010_float_layers,
    sl001_weak_slice,
)
from afterfit.findings.rule import Rule
from afterfit.results import Finding, ForecastAnalysis

FORECAST_RULES: tuple[Rule[ForecastAnalysis], ...] = (
    fc001_persistence.RULE,
    fc002_useful_horizon.RULE,
    fc003_weak_variable.RULE,
    fc004_lag_one_shadow.RULE,
    fc005_seasonal_naive.RULE,
    fc006_quantization_loss.RULE,
    fc007_too_few_forecasts.RULE,
    fc008_constant_variable.RULE,
    qt010_float_layers.RULE,
    sl001_weak_slice.RULE,
)
"""Every rule for forecasts, in the order of their codes."""


def diagnose_forecast(analysis: ForecastAnalysis) -> tuple[Finding, ...]:
    """Return one finding a rule, raised or not; the first variant on the test split is judged."""
    if not analysis.variants:
        return ()
    return tuple(rule(analysis) for rule in FORECAST_RULES)
