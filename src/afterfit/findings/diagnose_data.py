"""All rules on data sets, in the order of their codes."""

from afterfit.findings import (
    dc001_leaked_data,
    dc002_shared_recordings,
    dc003_dead_channels,
    dc004_sampling_rates,
    dc005_imbalance,
    dc006_too_few_files,
    dc007_outlier_recordings,
    dc008_split_drift,
    dc009_swapped_labels,
    dc010_missing_values,
    dc011_inseparable_classes,
    dc012_constant_targets,
    dc013_abnormal_training,
    dc014_few_anomalies,
    dc015_uninformative_features,
    dc016_unpredictable_series,
    dc017_wandering_series,
)
from afterfit.findings.rule import Rule
from afterfit.results import DataChecks, Finding

DATA_RULES: tuple[Rule[DataChecks], ...] = (
    dc001_leaked_data.RULE,
    dc002_shared_recordings.RULE,
    dc003_dead_channels.RULE,
    dc004_sampling_rates.RULE,
    dc005_imbalance.RULE,
    dc006_too_few_files.RULE,
    dc007_outlier_recordings.RULE,
    dc008_split_drift.RULE,
    dc009_swapped_labels.RULE,
    dc010_missing_values.RULE,
    dc011_inseparable_classes.RULE,
    dc012_constant_targets.RULE,
    dc013_abnormal_training.RULE,
    dc014_few_anomalies.RULE,
    dc015_uninformative_features.RULE,
    dc016_unpredictable_series.RULE,
    dc017_wandering_series.RULE,
)
"""Every rule for data sets, in the order of their codes."""


def diagnose_data(checks: DataChecks) -> tuple[Finding, ...]:
    """Return one finding a rule, raised or not, in the order of their codes."""
    return tuple(rule(checks) for rule in DATA_RULES)
