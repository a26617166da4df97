"""LC002: even the training data are not learned well."""

from afterfit.findings.lc014_nothing_learned import learned_nothing
from afterfit.findings.learning import (
    Losses,
    confidence,
    drop_share,
    evidence_of,
    number,
    on_losses,
    turned,
)
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import percent
from afterfit.results.learning import LearningCurves

SMALLEST_DROP = 0.20
LOW_ACCURACY = 0.60
GOOD_METRIC = 0.85


@on_losses
def _judge(losses: Losses) -> Verdict:
    train, evaluation, curves = losses.train, losses.evaluation, losses.curves
    if learned_nothing(train, curves):
        return not_applicable("Nothing was learned at all: see LC014.")
    drop, accuracy = drop_share(train), _train_accuracy(curves)
    evidence: Evidence = {**evidence_of(train, "train"), "train_drop_share": drop}
    if accuracy is not None:
        evidence["train_accuracy"] = accuracy
    story = (
        f"{train.name} falls by {percent(max(drop, 0.0))} of its start, from "
        f"{number(train.start)} to {number(train.best)}"
    )
    low = accuracy is not None and accuracy < LOW_ACCURACY
    good = accuracy is not None and accuracy >= GOOD_METRIC
    stuck = drop < SMALLEST_DROP and not good
    if not (stuck or low) or turned(evaluation):
        return clear(f"{story}.", **evidence)
    if accuracy is not None:
        story = f"{story}, and ends with an accuracy of {percent(accuracy)} on training data"
    return raised(
        f"Likely underfit: {story}.",
        **evidence,
        confidence=confidence(2.0 if stuck and low else 1.0),
    )


def _train_accuracy(curves: LearningCurves) -> float | None:
    metric = curves.judged_curve("train metric")
    if metric is None or not metric.higher_is_better or "acc" not in metric.name.lower():
        return None
    return metric.final if 0 <= metric.final <= 1 else None


RULE = Rule(
    code="LC002",
    title="Underfitting",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Reduce regularisation.",
        "Reduce the batch size of the model.",
        "Increase the model complexity.",
        "Improve the quality of the features and labels.",
        "Increase the size of the dataset.",
    ),
    source="Datature Nexus, How to interpret training graphs (underfitting)",
)
