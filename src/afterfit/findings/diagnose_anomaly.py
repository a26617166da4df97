"""All rules for anomaly detectors, in the order of their codes."""

from afterfit.findings import (
    ad001_near_chance,
    ad002_threshold_gain,
    ad003_normal_drift,
    ad004_undetected_kind,
    ad005_false_alarm_files,
    ad006_heavy_tail,
    ad007_too_few_anomalies,
    ad008_quantization_loss,
    qt010_float_layers,
    sl001_weak_slice,
    sl003_quantized_slice,
)
from afterfit.findings.rule import Rule
from afterfit.results import AnomalyAnalysis, Finding

ANOMALY_RULES: tuple[Rule[AnomalyAnalysis], ...] = (
    ad001_near_chance.RULE,
    ad002_threshold_gain.RULE,
    ad003_normal_drift.RULE,
    ad004_undetected_kind.RULE,
    ad005_false_alarm_files.RULE,
    ad006_heavy_tail.RULE,
    ad007_too_few_anomalies.RULE,
    ad008_quantization_loss.RULE,
    qt010_float_layers.RULE,
    sl001_weak_slice.RULE,
    sl003_quantized_slice.RULE,
)
"""Every rule for anomaly detectors."""


def diagnose_anomaly(analysis: AnomalyAnalysis) -> tuple[Finding, ...]:
    """Return one finding a rule, raised or not, in the order of their codes.

    Rules judge the first variant on the test split, AD008 its comparison with the second one, and
    SL003 every comparison by slice.
    """
    return tuple(rule(analysis) for rule in ANOMALY_RULES)
