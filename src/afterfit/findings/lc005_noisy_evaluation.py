"""LC005: the evaluation loss jumps so much that its best epoch is chance."""

from afterfit.findings.learning import Losses, at, confidence, number, on_losses
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, percent
from afterfit.results.learning import LearningCurves

NOISY = 0.15
"""Noise of one evaluation, as a share of all that the training improved."""
SMALLEST_NOISE = 0.10
"""Noise below this share of the loss itself is quiet, however little was learned."""
SMALL_SHARE, LOUD = 0.05, 0.20
"""A fifth of the loss itself is noisy from a twentieth of the improvement on."""
FEWEST = 10


@on_losses
def _judge(losses: Losses) -> Verdict:
    curve, curves = losses.evaluation, losses.curves
    if len(curve.steps) < FEWEST:
        return not_applicable(f"Noise needs {FEWEST} evaluations, there are {len(curve.steps)}.")
    # much of a training is over before the first evaluation, so its own start counts as well
    progress = max(curve.start, losses.train.start) - curve.best
    if progress <= 0:
        return not_applicable(f"{curve.name} never got below its start.")
    share = curve.noise / progress
    evidence: Evidence = {
        "noise": curve.noise,
        "improvement": progress,
        "noise_share": share,
        "n_equally_good": len(curve.equal_steps),
        "first_equally_good": float(curve.equal_steps[0]),
        "last_equally_good": float(curve.equal_steps[-1]),
    }
    story = (
        f"From one evaluation to the next, {curve.name} varies by {number(curve.noise)}, "
        f"{percent(share)} of all that it improved"
    )
    relative = curve.noise / abs(curve.final) if curve.final else 0.0
    noisy = share >= NOISY and relative >= SMALLEST_NOISE
    if noisy or (share >= SMALL_SHARE and relative >= LOUD):
        return raised(
            f"{story}; its best step cannot be told from {_equals(evidence, curves)}.",
            **evidence,
            confidence=confidence(max(share / NOISY, share / SMALL_SHARE / 2)),
        )
    return clear(f"{story}.", **evidence)


def _equals(evidence: Evidence, curves: LearningCurves) -> str:
    n = int(evidence["n_equally_good"]) - 1
    first, last = (float(evidence[f"{end}_equally_good"]) for end in ("first", "last"))
    if not n:
        return "its neighbours"
    return f"{count(n, 'other')} between {at(first, curves)} and {at(last, curves)}"


RULE = Rule(
    code="LC005",
    title="Noisy evaluation",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Choose the step to keep by a smoothed curve, or average the weights of several.",
        "Adjust the train-test split so that the test set becomes larger.",
        "Make the test set larger and more representative.",
        "Reduce the learning rate, if the training loss jumps as well.",
    ),
    source="Datature Nexus, How to interpret training graphs (noisy test loss)",
)
