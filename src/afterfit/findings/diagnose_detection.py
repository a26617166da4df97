"""All rules for object detectors, in the order of their codes."""

from afterfit.findings import (
    dt001_ranking,
    dt002_localisation,
    dt003_small_objects,
    dt004_confused_classes,
    dt005_duplicates,
    dt006_false_alarms,
    dt007_too_few_objects,
    dt008_lost_precision,
    sl001_weak_slice,
)
from afterfit.findings.rule import Rule
from afterfit.results import DetectorAnalysis, Finding

DETECTION_RULES: tuple[Rule[DetectorAnalysis], ...] = (
    dt001_ranking.RULE,
    dt002_localisation.RULE,
    dt003_small_objects.RULE,
    dt004_confused_classes.RULE,
    dt005_duplicates.RULE,
    dt006_false_alarms.RULE,
    dt007_too_few_objects.RULE,
    dt008_lost_precision.RULE,
    sl001_weak_slice.RULE,
)
"""Every rule for object detectors, in the order of their codes."""


def diagnose_detection(analysis: DetectorAnalysis) -> tuple[Finding, ...]:
    """Return one finding a rule, raised or not; the first variant on the test split is judged."""
    return tuple(rule(analysis) for rule in DETECTION_RULES)
