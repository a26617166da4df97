"""LC014: the training loss hardly moves, and no metric does either."""

import math

from afterfit.findings.learning import (
    NOISES,
    drop_share,
    evidence_of,
    number,
    on_train_loss,
    why_too_short,
)
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, raised
from afterfit.findings.wording import percent
from afterfit.results.learning import Curve, LearningCurves

SMALLEST_DROP = 0.02
SMALLEST_METRIC_GAIN = 0.10
"""Of the start, or of what is left to 1 where that is less: 0.90 → 0.91 is a gain, 0.25 → 0.26
is not, since guesses drift that much from one class to another.
"""
BETTER_THAN_GUESSING, DRIFT_OF_GUESSES = 0.5, 0.20
"""Below a half, a metric may be that of guessing, and must gain a fifth."""
_MOST_CLASSES = 1000
_NEAR_CHANCE = 0.01


def learned_nothing(curve: Curve, curves: LearningCurves) -> bool:
    """Tell whether the loss fell by less than 2 % of its start and no metric got better."""
    return drop_share(curve) < SMALLEST_DROP and not any(map(_got_better, _metrics(curves)))


def _metrics(curves: LearningCurves) -> list[Curve]:
    found = [curves.judged_curve(part) for part in ("train metric", "eval metric")]
    return [one for one in found if one is not None and not why_too_short(one)]


def _got_better(metric: Curve) -> bool:
    scale = abs(metric.start)
    if metric.higher_is_better and 0 <= metric.start <= 1:
        scale = min(scale, 1 - metric.start)
    least = SMALLEST_METRIC_GAIN if metric.start >= BETTER_THAN_GUESSING else DRIFT_OF_GUESSES
    return metric.improvement > max(NOISES * metric.noise, least * scale)


@on_train_loss
def _judge(curve: Curve, curves: LearningCurves) -> Verdict:
    drop = drop_share(curve)
    evidence: Evidence = {**evidence_of(curve, "train"), "drop_share": drop}
    story = (
        f"{curve.name} starts at {number(curve.start)} and is {number(curve.best)} at its best, "
        f"{percent(max(drop, 0.0))} lower"
    )
    if not learned_nothing(curve, curves):
        return clear(f"{story}.", **evidence)
    return raised(f"{story}{_chance(curve)}.", **evidence, confidence="high")


def _chance(curve: Curve) -> str:
    """Return what the level of the loss tells: ln k is that of guessing among k classes."""
    if not 0 < curve.final < math.log(_MOST_CLASSES):
        return ""
    k = round(math.exp(curve.final))
    if k < 2 or abs(curve.final - math.log(k)) > _NEAR_CHANCE * curve.final:
        return ""
    return f"; {number(curve.final)} is the loss of guessing among {k} classes"


RULE = Rule(
    code="LC014",
    title="Nothing learned",
    severity="error",
    judge=_judge,
    next_steps=(
        "Train on one batch until its loss is near 0: if that fails, the fault is in the code.",
        "Check that inputs are scaled, labels belong to their inputs, and weights are not frozen.",
        "Try a learning rate ten times as high, and one ten times as low.",
        "Increase the model complexity.",
    ),
    source="runmedic 0.1.1 (best improvement below 2 %, loss near ln k)",
)
