"""CL009: overall accuracy is low."""

import math

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import evidence_of, interval, percent
from afterfit.results import VariantAnalysis

LOW = 0.80


def _judge(variant: VariantAnalysis) -> Verdict:
    accuracy = variant.quality.estimate("accuracy")
    evidence = evidence_of(accuracy)
    stated = f"Accuracy is {percent(accuracy.value)} {interval(accuracy)}"
    if math.isnan(accuracy.high):
        return not_applicable(f"{stated}, so it cannot be told from {percent(LOW)}.", **evidence)
    if accuracy.high < LOW:
        return raised(f"{stated}, below {percent(LOW)} with all of its interval.", **evidence)
    return clear(f"{stated}.", **evidence)


RULE = Rule(
    code="CL009",
    title="Low overall accuracy",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Check the quality of the data set: can its classes be told apart (goodness of fit)?",
        "Try a larger model.",
        "Train for more epochs, if the validation loss still falls.",
        "Improve the feature extraction: window length, transform, frequency range.",
    ),
    source="Tensorlab §8.6.18",
)
