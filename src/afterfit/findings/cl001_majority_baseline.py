"""CL001: accuracy is no better than always answering with the most frequent class."""

import math

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import evidence_of, interval, percent
from afterfit.results import VariantAnalysis

NARROW = 0.10
"""An interval of at most this width tells enough to say "not better" of a small gain."""


def _judge(variant: VariantAnalysis) -> Verdict:
    accuracy = variant.quality.estimate("accuracy")
    baseline = variant.quality.estimate("majority_baseline").value
    majority = max(variant.quality.classes, key=lambda row: row.support).class_name
    evidence = {**evidence_of(accuracy), "majority_baseline": baseline, "majority_class": majority}
    against = f"always answering {majority} gives {percent(baseline)}"
    stated = f"Accuracy is {percent(accuracy.value)} {interval(accuracy)}"
    if baseline == 1:
        return not_applicable(f"All test samples belong to {majority}.", **evidence)
    if accuracy.value <= baseline:
        return raised(f"{stated}, while {against}.", **evidence)
    if math.isnan(accuracy.low):
        return not_applicable(
            f"{stated}, so it cannot be told from {percent(baseline)}.", **evidence
        )
    if accuracy.low > baseline:
        return clear(f"{stated}; {against}.", **evidence)
    if accuracy.high - accuracy.low <= NARROW:
        return raised(f"{stated}, and {against}, which is within that interval.", **evidence)
    return not_applicable(f"{stated}, too wide to be told from {percent(baseline)}.", **evidence)


RULE = Rule(
    code="CL001",
    title="No better than the majority class",
    severity="error",
    judge=on_test(_judge),
    next_steps=(
        "Check that labels belong to their recordings and that the classes differ in the data.",
        "Train for more epochs, and see whether the training loss falls at all.",
        "Weight the classes by their frequency, or record more of the rare ones.",
        "Change the feature extraction: window length, transform, frequency range.",
        "Try a larger model.",
    ),
    source="Tensorlab §8.6.18; Holte (1993), Machine Learning 11, 63-90",
)
