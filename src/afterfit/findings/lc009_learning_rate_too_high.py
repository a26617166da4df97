"""LC009: nothing falls until the learning rate does, or the loss only jumps."""

import numpy as np

from afterfit.findings.learning import NOISES, at, drop_share, evidence_of, number, on_train_loss
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import percent
from afterfit.results.learning import Curve, LearningCurves

LITTLE = 0.10
"""Share of the whole progress made before the first drop of the learning rate."""
FEWEST_BEFORE = 5
SMALLEST_DROP = 0.10
JUMPS, STAYS = 0.03, 0.20
"""Least noise, as a share of the loss, and largest fall of one that only jumps."""
FEWEST_JUMPS, MOST_JUMPS = 10, 500
"""A value for each epoch is meant; single batches always jump."""


@on_train_loss
def _judge(curve: Curve, curves: LearningCurves) -> Verdict:
    if _only_jumps(curve):
        return _jumping(curve)
    rate = curves.judged_curve("learning rate")
    if rate is None:
        return not_applicable("The log has no learning rate.")
    dropped = _first_drop(rate, curves.rate_changes)
    if dropped is None:
        return not_applicable("The learning rate has no sudden drop to compare before and after.")
    before = curve.smoothed[curve.steps < dropped]
    if len(before) < FEWEST_BEFORE:
        return not_applicable(f"Fewer than {FEWEST_BEFORE} values stand before the drop.")
    reached = curve.start - float(before.min())
    share = max(reached, 0.0) / curve.improvement if curve.improvement > 0 else 1.0
    evidence: Evidence = {
        "rate_dropped_at": dropped,
        "share_of_progress_before": share,
        "start": curve.start,
        "final": curve.final,
    }
    real = curve.improvement > max(NOISES * curve.noise, SMALLEST_DROP * abs(curve.start))
    story = (
        f"{percent(share)} of what {curve.name} fell was reached before the learning rate "
        f"dropped at {at(dropped, curves)}"
    )
    if share < LITTLE and real:
        return raised(
            f"Perhaps the learning rate was too high at first: only {story}; it then fell to "
            f"{number(curve.final)}.",
            **evidence,
            confidence="medium",
        )
    return clear(f"{story}.", **evidence)


def _only_jumps(curve: Curve) -> bool:
    loud = curve.noise >= JUMPS * abs(curve.final) > 0
    return FEWEST_JUMPS <= len(curve.steps) <= MOST_JUMPS and loud and drop_share(curve) < STAYS


def _jumping(curve: Curve) -> Verdict:
    share = curve.noise / abs(curve.final)
    return raised(
        f"Perhaps the learning rate is too high: {curve.name} jumps by {percent(share)} of itself "
        f"from one value to the next and does not fall: it starts at {number(curve.start)} and "
        f"ends at {number(curve.final)}.",
        **evidence_of(curve, "train"),
        noise_share=share,
        confidence="low",
    )


def _first_drop(rate: Curve, changes: tuple[float, ...]) -> float | None:
    for step in changes:
        i = int(np.searchsorted(rate.steps, step))
        if 0 < i < len(rate.values) and rate.values[i] < rate.values[i - 1]:
            return step
    return None


RULE = Rule(
    code="LC009",
    title="Learning rate too high",
    severity="info",
    judge=_judge,
    next_steps=(
        "Test it: train for as many steps at the lower learning rate from the start.",
        "Warm the learning rate up over the first hundreds of steps.",
        "Increase the batch size of the model.",
    ),
    source="Datature Nexus, How to interpret training graphs (reduce the learning rate); "
    "a hypothesis with its experiment",
)
