"""LC006: the evaluation loss is below the training loss nearly all the time."""

import numpy as np

from afterfit.findings.learning import Losses, confidence, number, on_losses, why_augmented
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import percent

BELOW = 0.80
"""An evaluation counts as below at 0.8 of the training loss and less."""
MOST = 0.70
"""Share of evaluations that must be below."""


@on_losses
def _judge(losses: Losses) -> Verdict:
    train, evaluation, gap = losses.train, losses.evaluation, losses.curves.gap
    if gap is None:
        return not_applicable("No evaluation stands beside a training loss.")
    if reason := why_augmented(losses.curves):
        return not_applicable(reason)
    # distances, so that a loss below 0 is judged too
    below = gap.train - gap.evaluation > (1 - BELOW) * np.abs(gap.train)
    share = float(below.mean())
    evidence = {
        "share_below": share,
        "train_final": train.final,
        "eval_final": evaluation.final,
        "n_evaluations": len(gap.steps),
    }
    story = (
        f"{percent(share)} of {len(gap.steps)} evaluations have a loss of less than "
        f"{percent(BELOW)} of the training loss; at the end {number(evaluation.final)} against "
        f"{number(train.final)}"
    )
    if share >= MOST and evaluation.final < BELOW * train.final:
        ratio = evaluation.final / train.final if train.final > 0 else 0.0
        sure = confidence((1 - ratio) / (1 - BELOW) / 2)
        return raised(f"{story}.", **evidence, confidence=sure)
    return clear(f"{story}.", **evidence)


RULE = Rule(
    code="LC006",
    title="Evaluation below training",
    severity="info",
    judge=_judge,
    next_steps=(
        "Ask whether dropout, augmentation or weight decay raise the training loss alone: then "
        "this is expected.",
        "Look for duplicate observations between the training and test sets.",
        "Check that the test dataset is not too simple for the task.",
        "Increase the size of the test dataset by adjusting the train-test split.",
    ),
    source="Datature Nexus, How to interpret training graphs (test loss below training loss)",
)
