"""CL006: the model is much better on what it was trained on."""

import math

from afterfit.findings.judged import JUDGED_SPLIT, reference_on
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import interval, percent, points
from afterfit.results import Analysis

SMALLEST_GAP = 0.03
SMALLEST_SHARE_OF_TEST = 0.10


def _judge(analysis: Analysis) -> Verdict:
    train, test = reference_on(analysis, "train"), reference_on(analysis, JUDGED_SPLIT)
    if train is None or test is None:
        return not_applicable("There are no predictions on both the train and the test split.")
    ours, theirs = (one.quality.estimate("accuracy") for one in (train, test))
    if math.isnan(ours.low) or math.isnan(theirs.low):
        return not_applicable("Accuracy has no interval on one of the splits.")
    gap = ours.value - theirs.value
    evidence = {"train_accuracy": ours.value, "test_accuracy": theirs.value, "gap": gap}
    direction = "above" if gap >= 0 else "below"
    claim = (
        f"Accuracy on train is {percent(ours.value)} {interval(ours)}, {points(gap)} {direction} "
        f"the {percent(theirs.value)} on test {interval(theirs)}."
    )
    large = gap >= max(SMALLEST_GAP, SMALLEST_SHARE_OF_TEST * theirs.value)
    beyond_chance = ours.value > theirs.high and theirs.value < ours.low
    return (raised if large and beyond_chance else clear)(claim, **evidence)


RULE = Rule(
    code="CL006",
    title="Gap between train and test",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Check that train and test recordings come from the same sensors and conditions.",
        "Stop earlier, or keep the epoch with the lowest validation loss.",
        "Add weight decay, dropout or data augmentation.",
        "Try a smaller model.",
        "Record more, above all more different recordings.",
    ),
    source="skore SKD (overfitting: gap of 0.03 and 10 % of the test score)",
)
