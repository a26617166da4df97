"""LC007: the loss leaps up, and comes back."""

from afterfit.findings.learning import at, confidence, number, on_train_loss
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count
from afterfit.results.learning import Curve, LearningCurves

FEWEST = 21
"""Values that the neighbourhood of a spike needs."""


@on_train_loss
def _judge(curve: Curve, curves: LearningCurves) -> Verdict:
    if len(curve.steps) < FEWEST:
        return not_applicable(f"Spikes need {FEWEST} values, there are {len(curve.steps)}.")
    if not curve.spikes:
        return clear(f"{curve.name} has no spike.", n_spikes=0)
    worst = max(curve.spikes, key=lambda one: one.value - one.usual)
    others = f"; {count(len(curve.spikes), 'spike')} in all" if len(curve.spikes) > 1 else ""
    progress = curve.improvement
    return raised(
        f"{curve.name} leaps from {number(worst.usual)} to {number(worst.value)} at "
        f"{at(worst.step, curves)} and comes back{others}.",
        n_spikes=len(curve.spikes),
        spike_step=worst.step,
        spike_value=worst.value,
        usual_value=worst.usual,
        confidence=confidence((worst.value - worst.usual) / (0.2 * progress)),
    )


RULE = Rule(
    code="LC007",
    title="Spike of the loss",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Look at the batch of that step: a broken sample or a wrong label can do this.",
        "Clip the norm of the gradient.",
        "Reduce the learning rate, or warm it up for longer.",
        "Increase the batch size of the model.",
    ),
    source="runmedic 0.1.1 and SageMaker Debugger (spikes), one-sided here",
)
