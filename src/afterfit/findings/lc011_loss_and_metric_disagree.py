"""LC011: the evaluation loss rises while the metric holds."""

from afterfit.findings.learning import Losses, at, metric_that_holds, number, on_losses, turned
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised


@on_losses
def _judge(losses: Losses) -> Verdict:
    evaluation, curves = losses.evaluation, losses.curves
    metric = curves.judged_curve("eval metric")
    if metric is None:
        return not_applicable("The log has no evaluation metric.")
    if not turned(evaluation):
        return clear(f"{evaluation.name} does not turn, so there is nothing to disagree on.")
    held = metric_that_holds(curves)
    evidence = {
        "eval_best": evaluation.best,
        "eval_best_step": evaluation.best_step,
        "eval_final": evaluation.final,
        "metric_best": metric.best,
        "metric_best_step": metric.best_step,
        "metric_final": metric.final,
    }
    loss = (
        f"{evaluation.name} is best at {at(evaluation.best_step, curves)} "
        f"({number(evaluation.best)}) and ends at {number(evaluation.final)}"
    )
    if held is None:
        return clear(
            f"{loss}; {metric.name} also ends worse than its best, {number(metric.final)} "
            f"against {number(metric.best)}.",
            **evidence,
        )
    return raised(
        f"{loss}, while {metric.name} ends at {number(metric.final)}, within noise of its best "
        f"of {number(metric.best)} at {at(metric.best_step, curves)}: the model grows too sure "
        "of itself rather than worse at deciding.",
        **evidence,
        keep_step=metric.best_step,
        confidence="medium",
    )


RULE = Rule(
    code="LC011",
    title="Loss and metric disagree",
    severity="info",
    judge=_judge,
    next_steps=(
        "Keep the step that is best by the metric you will be judged by.",
        "If probabilities matter, calibrate them, or keep the step with the lowest loss.",
        "Try label smoothing or a little more regularisation.",
    ),
    source="ultralytics/yolov5 issues 8233 and 1208; ftdoctor 0.1.0 (judge by the chosen metric)",
)
