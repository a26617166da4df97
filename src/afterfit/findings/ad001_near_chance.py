"""AD001: scores may rank anomalies no better than chance."""

import math

from afterfit.findings.anomaly import scores_on_test
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import evidence_of
from afterfit.results import AnomalyAnalysis, AnomalyVariant, Estimate

CHANCE = 0.5


def _judge(variant: AnomalyVariant) -> Verdict:
    quality = variant.quality
    if quality.reason:
        return not_applicable(f"Nothing can be ranked: {quality.reason}.")
    if math.isnan(quality.estimate("roc_auc").low):
        return not_applicable("The AUC has no interval: too few recordings, or all scores equal.")
    parts = [quality.overall, *quality.groups]
    lost = [one for one in parts if _reaches_chance(one.estimate("roc_auc"))]
    auc = quality.estimate("roc_auc")
    evidence: Evidence = {**evidence_of(auc), "n_at_chance": len(lost)}
    if not lost:
        return clear(f"The ROC AUC is {auc.value:.3f}, clearly above chance.", **evidence)
    worst = min(lost, key=lambda one: one.estimate("roc_auc").value)
    found = worst.estimate("roc_auc")
    of = "" if worst is quality.overall else f" of {worst.name}"
    return raised(
        f"The ROC AUC{of} is {found.value:.3f} (95 % interval {found.low:.3f} to "
        f"{found.high:.3f}), which chance would reach too.",
        **evidence,
    )


def _reaches_chance(auc: Estimate) -> bool:
    return not math.isnan(auc.low) and auc.low <= CHANCE


RULE: Rule[AnomalyAnalysis] = Rule(
    code="AD001",
    title="Scores rank anomalies no better than chance",
    severity="error",
    judge=scores_on_test(_judge),
    next_steps=(
        "Check the direction of the score (higher must be more anomalous) and the labels.",
        "Look at what the anomalies change in the signal, and choose features that show it.",
        "Use a smaller bottleneck: a model that reconstructs everything tells nothing apart.",
    ),
    source="DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44(3), 837-845 (AUC)",
)
