"""LC001: the evaluation loss turns while the training loss goes on falling."""

from afterfit.findings.learning import (
    SMALLEST_RISE,
    Losses,
    at,
    confidence,
    evidence_of,
    metric_that_holds,
    number,
    on_losses,
    turned,
    value_at,
)
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, raised
from afterfit.findings.wording import percent

SMALLEST_FALL = 0.03
"""The training loss must have fallen by this share since the evaluation loss was best."""


@on_losses
def _judge(losses: Losses) -> Verdict:
    train, evaluation, curves = losses.train, losses.evaluation, losses.curves
    best_at = at(evaluation.best_step, curves)
    evidence: Evidence = evidence_of(evaluation, "eval")
    if not turned(evaluation):
        return clear(
            f"{evaluation.name} ends at {number(evaluation.final)}, close to its best of "
            f"{number(evaluation.best)} at {best_at}.",
            **evidence,
        )
    before = value_at(train, evaluation.best_step)
    fell = (before - train.final) / abs(before) if before else 0.0
    rose = evaluation.setback / abs(evaluation.best) if evaluation.best else 0.0
    evidence |= {"train_fell_since_best": fell, "keep_step": evaluation.best_step}
    story = (
        f"{evaluation.name} is best at {best_at} ({number(evaluation.best)}) and ends "
        f"{percent(rose)} higher at {number(evaluation.final)}"
    )
    if fell < SMALLEST_FALL:
        return clear(f"{story}, but {train.name} did not go on falling.", **evidence)
    if metric := metric_that_holds(curves):
        return clear(
            f"{story}, but {metric.name} holds near its best of {number(metric.best)}: see LC011.",
            **evidence,
        )
    return raised(
        f"{story}, while {train.name} falls from {number(before)} to {number(train.final)}: "
        f"keep {best_at}.",
        **evidence,
        confidence=confidence(rose / SMALLEST_RISE),
    )


RULE = Rule(
    code="LC001",
    title="Overfitting",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Keep the weights of the best step, or stop there (early stopping).",
        "Reduce the learning rate.",
        "Increase the batch size of the model.",
        "Increase regularisation (weight decay, data augmentation).",
        "Add dropout layers to the model.",
        "Reduce the model complexity.",
    ),
    source="Datature Nexus, How to interpret training graphs (overfitting)",
)
