"""AD006: mean + k · std promises fewer false alarms than there are."""

import math

from afterfit.findings.anomaly import alarms_on_test
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import percent
from afterfit.results import AnomalyAnalysis, AnomalyVariant, Detection, NoNormalScores

LARGEST_FACTOR = 3.0
LARGEST_EXCESS = 0.01


def _judge(variant: AnomalyVariant, detection: Detection) -> Verdict:
    normal = variant.normal
    if isinstance(normal, NoNormalScores):
        return not_applicable(f"False alarms cannot be counted: {normal.reason}.")
    row = next(row for row in normal.tails if row.k == detection.k)
    seen = row.tested
    evidence: Evidence = {"k": row.k, "promised": row.promised, "observed": seen.value}
    if not math.isnan(seen.low):
        evidence["observed_low"] = seen.low
    low = seen.value if math.isnan(seen.low) else seen.low
    stated = (
        f"At k = {row.k:g}, {percent(seen.value)} of the normal test samples raise an alarm; "
        f"normally distributed scores would give {percent(row.promised)}"
    )
    if low <= max(LARGEST_FACTOR * row.promised, row.promised + LARGEST_EXCESS):
        return clear(f"{stated}.", **evidence)
    return raised(
        f"{stated}. Of the training samples it was {percent(row.train.value)}.", **evidence
    )


RULE: Rule[AnomalyAnalysis] = Rule(
    code="AD006",
    title="More false alarms than k · std promises",
    severity="warning",
    judge=alarms_on_test(_judge),
    next_steps=(
        "Choose k by the false alarms that are allowed, not by what a bell curve would give.",
        "Take the logarithm of the reconstruction error: its tail is far lighter.",
        "Use a high quantile of held-out normal scores as the threshold.",
    ),
    source="Pukelsheim (1994), The American Statistician 48(2), 88-91 (how far k · std can fail)",
)
