"""CL010: a class's score does not set it apart from the rest."""

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import listing
from afterfit.results import ThresholdSweep, VariantAnalysis

LOW = 0.85
FEWEST = 10
"""With fewer samples of a class, or of all others, its area says little."""


def _judge(variant: VariantAnalysis) -> Verdict:
    judged = [row for row in variant.thresholds.classes if _can_judge(row)]
    if not judged:
        return not_applicable(f"No class has {FEWEST} samples against {FEWEST} others.")
    worst = min(judged, key=lambda row: row.auc)
    evidence: dict[str, float | int | str] = {
        "worst_class": worst.class_name,
        "roc_auc": worst.auc,
        "n_judged": len(judged),
    }
    low = sorted((row for row in judged if row.auc < LOW), key=lambda row: row.auc)
    if not low:
        return clear(
            f"Every class's ROC AUC is {LOW} or more; the lowest is {worst.auc:.3f}, of "
            f"{worst.class_name}.",
            **evidence,
        )
    named = listing([f"{row.class_name} ({row.auc:.3f})" for row in low])
    return raised(f"The ROC AUC against the rest is below {LOW} for {named}.", **evidence)


def _can_judge(row: ThresholdSweep) -> bool:
    return row.n_positives >= FEWEST and row.n_negatives >= FEWEST


RULE = Rule(
    code="CL010",
    title="Scores hardly separate the classes",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Look at the ROC curve of the class: no threshold can mend a curve near the diagonal.",
        "Look at its error samples, and at the class it is taken for.",
        "Improve the feature extraction, or record more of the class.",
        "Ask whether the two classes differ for the sensor at all; merge them if not.",
    ),
    source="Tensorlab §8.6.5, §8.6.17",
)
