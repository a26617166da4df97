"""All rules for models whose input changes, in the order of their codes."""

from afterfit.findings import (
    wi001_fragile,
    wi002_channels,
    wi003_int8_fragile,
    wi004_false_alarms,
    wi005_missed_anomalies,
)
from afterfit.findings.rule import Rule
from afterfit.results import AlarmsWhatIf, Finding, NumbersWhatIf, WhatIf

WHAT_IF_RULES: tuple[Rule[WhatIf], ...] = (
    wi001_fragile.RULE,
    wi002_channels.RULE,
    wi003_int8_fragile.RULE,
)
"""Every rule for classifiers under change, in the order of their codes."""

ALARM_RULES: tuple[Rule[AlarmsWhatIf], ...] = (
    wi003_int8_fragile.RULE,
    wi004_false_alarms.RULE,
    wi005_missed_anomalies.RULE,
)
"""Every rule for anomaly detectors under change, in the order of their codes."""


def diagnose_what_if(found: WhatIf) -> tuple[Finding, ...]:
    """Return one finding a rule, raised or not, in the order of their codes."""
    return tuple(rule(found) for rule in WHAT_IF_RULES)


def diagnose_numbers_what_if(found: NumbersWhatIf) -> tuple[Finding, ...]:
    """Return the findings on models that predict numbers, in the order of their codes."""
    return (
        wi001_fragile.RULE(found),
        wi002_channels.RULE(found),
        wi003_int8_fragile.RULE(found),
    )


def diagnose_alarms_what_if(found: AlarmsWhatIf) -> tuple[Finding, ...]:
    """Return one finding a rule, raised or not, in the order of their codes."""
    return tuple(rule(found) for rule in ALARM_RULES)
