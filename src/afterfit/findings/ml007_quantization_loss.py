"""ML007: the candidate answers whole sets or single labels worse than the reference."""

import math

from afterfit.findings.judged import JUDGED_SPLIT
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, listing, percent, points
from afterfit.results import MultilabelAnalysis

SIGNIFICANT = 0.05


def _judge(analysis: MultilabelAnalysis) -> Verdict:
    compared = [one for one in analysis.comparisons if one.sets.reference.split == JUDGED_SPLIT]
    if not compared:
        return not_applicable("There is no second variant on the same test samples.")
    one = compared[0]
    cost, change = one.sets, one.sets.accuracy_change
    # as many tests as labels: Bonferroni keeps the chance of any false alarm
    worse = [
        label
        for label in one.labels
        if label.cost.accuracy_change.value < 0
        and label.cost.p_value < SIGNIFICANT / len(one.labels)
    ]
    evidence: Evidence = {
        "subset_accuracy_change": change.value,
        "p_value": cost.p_value,
        "n_worse_labels": len(worse),
    }
    stated = (
        f"{cost.candidate.variant} gets all labels right in "
        f"{percent(cost.candidate_accuracy.value)} of {count(change.n, 'sample')}, "
        f"{cost.reference.variant} in {percent(cost.reference_accuracy.value)}"
    )
    lost = change.value < 0 and cost.p_value < SIGNIFICANT and not math.isnan(change.value)
    if not lost and not worse:
        return clear(f"{stated}; no label is clearly worse.", **evidence)
    named = [
        f"{label.label} (by {points(label.cost.accuracy_change.value)})"
        for label in sorted(worse, key=lambda label: label.cost.accuracy_change.value)
    ]
    which = f"; worse: {listing(named)}" if named else f", p = {cost.p_value:.2g}"
    return raised(f"{stated}{which}.", **evidence)


RULE: Rule[MultilabelAnalysis] = Rule(
    code="ML007",
    title="Labels lost by quantisation",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Choose the thresholds of the quantised model on its own validation scores.",
        "Use more calibration data, with samples of every label.",
        "Train with quantisation in the loop (QAT instead of PTQ).",
    ),
    source="McNemar (1947), Psychometrika 12(2), 153-157; Tensorlab §8.6.10 for one class",
)
