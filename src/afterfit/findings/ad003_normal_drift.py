"""AD003: normal samples of test do not score like those of training."""

import math

from afterfit.findings.anomaly import scores_on_test
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import evidence_of
from afterfit.results import AnomalyAnalysis, AnomalyVariant, NoNormalScores

SMALLEST_SHIFT = 0.5
"""Standard deviations of the training scores: half a step of the usual table of k is a quarter."""


def _judge(variant: AnomalyVariant) -> Verdict:
    normal = variant.normal
    if isinstance(normal, NoNormalScores):
        return not_applicable(f"Normal scores cannot be compared: {normal.reason}.")
    shift = normal.shift
    evidence: Evidence = {
        **evidence_of(shift),
        "train_mean": normal.train.mean,
        "test_mean": normal.tested.mean,
    }
    if math.isnan(shift.low):
        return not_applicable(
            "A single recording cannot tell drift from its own manner.", **evidence
        )
    stated = (
        f"Normal test samples score {normal.tested.mean:.4g} on average, those of training "
        f"{normal.train.mean:.4g}: {_shifted(shift.value)}"
    )
    sure = shift.low > 0 or shift.high < 0
    if not sure or abs(shift.value) < SMALLEST_SHIFT:
        return clear(f"{stated}, too little to move the threshold.", **evidence)
    return raised(f"{stated}, so that the threshold means something else on test.", **evidence)


def _shifted(shift: float) -> str:
    return f"{abs(shift):.2f} standard deviations {'higher' if shift > 0 else 'lower'}"


RULE: Rule[AnomalyAnalysis] = Rule(
    code="AD003",
    title="Normal scores drifted away from training",
    severity="warning",
    judge=scores_on_test(_judge),
    next_steps=(
        "Compare machines, sensors and operating conditions of the training and test recordings.",
        "Hold out normal recordings for validation, and take mean and std from those.",
        "Train longer recordings of more conditions, or with less capacity: errors on training "
        "data that are far lower than on new data are overfitting.",
    ),
    source="Tensorlab §8.6.13 (normal training and normal test errors side by side)",
)
