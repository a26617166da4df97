"""All rules for models whose input changes, in the order of their codes."""

from afterfit.findings import wi001_fragile, wi002_channels, wi003_int8_fragile
from afterfit.findings.rule import Rule
from afterfit.results import Finding, NumbersWhatIf, WhatIf

WHAT_IF_RULES: tuple[Rule[WhatIf], ...] = (
    wi001_fragile.RULE,
    wi002_channels.RULE,
    wi003_int8_fragile.RULE,
)
"""Every rule for models under change, in the order of their codes."""


def diagnose_what_if(found: WhatIf) -> tuple[Finding, ...]:
    """Return one finding a rule, raised or not, in the order of their codes."""
    return tuple(rule(found) for rule in WHAT_IF_RULES)


def diagnose_numbers_what_if(found: NumbersWhatIf) -> tuple[Finding, ...]:
    """Return the findings on models that predict numbers: WI001 and WI003."""
    return (wi001_fragile.RULE(found), wi003_int8_fragile.RULE(found))
