"""LC004: the training loss fell, and the evaluation loss stays far above."""

import numpy as np

from afterfit.findings.learning import (
    NOISES,
    Losses,
    confidence,
    drop_share,
    number,
    on_losses,
    turned,
    why_augmented,
)
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import percent

LARGE = 0.20
"""Gap at the end, as a share of how far the training loss fell."""
LARGE_FACTOR = 2.0
"""Evaluation loss over training loss at the end,"""
BEYOND = 1.4
"""needed unless the gap is this many times all that training fell."""
LEARNED = 0.20
"""The training loss must have lost this share of its start; the evaluation loss may have fallen
before its first value was written, so it must only not turn."""
_SETTLED = 0.20


@on_losses
def _judge(losses: Losses) -> Verdict:
    train, evaluation, gap = losses.train, losses.evaluation, losses.curves.gap
    if gap is None:
        return not_applicable("No evaluation stands beside a training loss.")
    if reason := why_augmented(losses.curves):
        return not_applicable(reason)
    if drop_share(train) < LEARNED or turned(evaluation):
        return clear(
            "The training loss did not fall, or the evaluation loss turns, so their gap is another "
            "rule's matter."
        )
    end = gap.steps >= gap.steps[-1] - _SETTLED * (gap.steps[-1] - gap.steps[0])
    apart = float(np.median(gap.evaluation[end] - gap.train[end]))
    share = apart / train.improvement
    evidence: Evidence = {
        "gap": apart,
        "gap_share_of_drop": share,
        "train_final": train.final,
        "eval_final": evaluation.final,
    }
    story = (
        f"At the end {evaluation.name} is {number(evaluation.final)} and {train.name} "
        f"{number(train.final)}, a gap of {percent(abs(share))} of how far training fell"
    )
    large = share > BEYOND or (share > LARGE and evaluation.final > LARGE_FACTOR * train.final)
    if large and apart > NOISES * evaluation.noise:
        return raised(f"{story}.", **evidence, confidence=confidence(share / LARGE))
    return clear(f"{story}.", **evidence)


RULE = Rule(
    code="LC004",
    title="Large gap between training and evaluation",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Check that both losses hold the same parts: augmentation, dropout and weight decay are "
        "in the training loss alone.",
        "Adjust the train-test split so that the training set becomes larger.",
        "Look for what the evaluation set holds and the training set does not: devices, places, "
        "persons, seasons.",
        "Increase the size of the training dataset: it is missing information that it needs.",
    ),
    source="Datature Nexus, How to interpret training graphs (large gap)",
)
