"""CL007: the test set is too small to tell how good the model is."""

import math

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Rule, Verdict, clear, raised
from afterfit.findings.wording import count, evidence_of, interval, percent
from afterfit.results import VariantAnalysis

WIDE = 0.20
AIM = 0.10
"""Width that the claim says how to reach: five points to either side."""


def _judge(variant: VariantAnalysis) -> Verdict:
    scope, accuracy = variant.quality.scope, variant.quality.estimate("accuracy")
    evidence = {
        **evidence_of(accuracy),
        "n_samples": scope.n_samples,
        "n_sources": scope.n_sources,
    }
    rests_on = count(scope.n_samples, "sample")
    if scope.n_sources < scope.n_samples:
        rests_on += f" of {count(scope.n_sources, 'recording')}"
    if math.isnan(accuracy.low):
        return raised(
            f"Accuracy rests on {rests_on}, which cannot tell how recordings differ.", **evidence
        )
    stated = f"Accuracy is {percent(accuracy.value)} {interval(accuracy)} from {rests_on}"
    width = accuracy.high - accuracy.low
    if width <= WIDE:
        return clear(f"{stated}.", **evidence)
    needed = math.ceil(scope.n_sources * (width / AIM) ** 2)
    unit = "recording" if scope.n_sources < scope.n_samples else "sample"
    return raised(
        f"{stated}; about {count(needed, unit)} like these would narrow it to 5 points either way.",
        **evidence,
        n_needed=needed,
    )


RULE = Rule(
    code="CL007",
    title="Too little test data to tell",
    severity="info",
    judge=on_test(_judge),
    next_steps=(
        "Quote the interval along with the accuracy, and choose no model by a smaller difference.",
        "Put more recordings into the test split; more windows of the same ones help little.",
        "Make more recordings.",
    ),
    source="Korn & Graubard (1998), Survey Methodology 24(2), 193-201",
)
