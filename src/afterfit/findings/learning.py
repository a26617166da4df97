"""What the rules on learning curves have in common: conditions, words and measures."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from afterfit.findings.rule import Evidence, Verdict, not_applicable
from afterfit.results.learning import Curve, LearningCurves

FEWEST_EVALUATIONS = 5
"""With fewer, chance and trend cannot be told apart."""
NOISES = 3.0
"""A change is a change beyond three times the noise of one value."""
SMALLEST_RISE = 0.04
"""Rise above the best, as a share of it, that counts."""
SMALLEST_SHARE_OF_PROGRESS = 0.01
"""No change below a hundredth of the whole progress counts, however large beside a tiny loss."""
MOSAIC_BY_DEFAULT = ("Ultralytics results.csv", "YOLOv5 results.csv")
LATE = 0.10
"""A best within the last tenth is no turning point."""


@dataclass(frozen=True, slots=True)
class Losses:
    """The two losses that most rules compare."""

    train: Curve
    evaluation: Curve
    curves: LearningCurves


def on_losses(judge: Callable[[Losses], Verdict]) -> Callable[[LearningCurves], Verdict]:
    """Let *judge* see training and evaluation loss, where both are long enough and finite."""

    def judge_curves(curves: LearningCurves) -> Verdict:
        train, evaluation = curves.judged_curve("train loss"), curves.judged_curve("eval loss")
        if train is None or evaluation is None:
            missing = "training" if train is None else "evaluation"
            return not_applicable(f"The log has no {missing} loss.")
        for curve in (train, evaluation):
            if reason := why_too_short(curve):
                return not_applicable(reason)
        if reason := why_diverged(curves):
            return not_applicable(f"The training diverged: {reason}.")
        return judge(Losses(train, evaluation, curves))

    return judge_curves


def on_train_loss(
    judge: Callable[[Curve, LearningCurves], Verdict],
) -> Callable[[LearningCurves], Verdict]:
    """Let *judge* see the training loss, or the evaluation loss where there is no other."""

    def judge_curves(curves: LearningCurves) -> Verdict:
        curve = curves.judged_curve("train loss") or curves.judged_curve("eval loss")
        if curve is None:
            return not_applicable("The log has no loss.")
        if reason := why_too_short(curve):
            return not_applicable(reason)
        if reason := why_diverged(curves):
            return not_applicable(f"The training diverged: {reason}.")
        return judge(curve, curves)

    return judge_curves


def why_too_short(curve: Curve) -> str:
    """Return why a curve cannot be judged; an empty text where it can."""
    n = len(curve.steps)
    if n >= FEWEST_EVALUATIONS:
        return ""
    return f"{curve.name} has {n} finite values; at least {FEWEST_EVALUATIONS} are needed."


def why_diverged(curves: LearningCurves) -> str:
    """Return how the training went to pieces; an empty text where it did not.

    The loss ends without a finite value, or ends above its start, or has lost more than half of
    its progress. Only the training loss tells; the evaluation loss rises in overfitting too.
    """
    train = curves.judged_curve("train loss")
    curve = train or curves.judged_curve("eval loss")
    if curve is None:
        return ""
    if curve.ends_not_finite or not len(curve.steps):
        first = curve.not_finite[0]
        return f"{curve.name} is not finite from {at(float(first), curves)}"
    if train is None or why_too_short(train):
        return ""
    beyond = NOISES * train.noise
    if train.final - train.best <= max(beyond, SMALLEST_RISE * abs(train.best)):
        return ""
    if train.setback > 0.5 * max(train.improvement, 0.0) and train.setback > beyond:
        return (
            f"{train.name} falls to {number(train.best)} at {at(train.best_step, curves)} and "
            f"ends at {number(train.final)}"
        )
    return ""


def why_augmented(curves: LearningCurves) -> str:
    """Return why the two losses are of different data; an empty text where they are not.

    Ultralytics trains on mosaics of four images, which are harder than the images it evaluates on,
    unless its settings say otherwise.
    """
    given = curves.settings.get("mosaic", "")
    if curves.log_kind not in MOSAIC_BY_DEFAULT or given in ("0", "0.0"):
        return ""
    return "The training loss is of mosaics of images and the evaluation loss of plain images."


def turned(curve: Curve) -> bool:
    """Tell whether a curve has left its best for good, by more than noise, before its end."""
    rise = curve.setback
    enough = max(
        NOISES * curve.noise,
        SMALLEST_RISE * abs(curve.best),
        SMALLEST_SHARE_OF_PROGRESS * curve.improvement,
    )
    late = curve.steps[-1] - LATE * (curve.steps[-1] - curve.steps[0])
    return rise > enough and curve.best_step <= late


def metric_that_holds(curves: LearningCurves) -> Curve | None:
    """Return the evaluation metric where it ends within noise of its best; None otherwise."""
    metric = curves.judged_curve("eval metric")
    if metric is None or why_too_short(metric) or metric.improvement <= 0:
        return None
    allowed = max(NOISES * metric.noise, 0.01 * abs(metric.best))
    return metric if metric.setback <= allowed else None


def drop_share(curve: Curve) -> float:
    """Return the part of its start that a loss has lost at its best.

    A loss that starts at 0 and goes below is measured by its best; one that stays there lost 0.
    """
    scale = abs(curve.start) or abs(curve.best)
    return curve.improvement / scale if scale else 0.0


def value_at(curve: Curve, step: float) -> float:
    """Return the smoothed value of a curve at a step, between its points where needed."""
    return float(np.interp(step, curve.steps, curve.smoothed))


def at(step: float, curves: LearningCurves) -> str:
    """Return a step with its unit: "epoch 12", "step 4,000"."""
    text = f"{step:,.0f}" if float(step).is_integer() else f"{step:,.3g}"
    return f"{curves.step_unit} {text}"


def number(value: float) -> str:
    """Return a loss or metric with three digits that count.

    Examples
    --------
    >>> number(0.123456), number(1234.5), number(2.0)
    ('0.123', '1,234', '2')
    """
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def evidence_of(curve: Curve, prefix: str) -> Evidence:
    """Return the key numbers of a curve; what is nan is left out."""
    numbers = {
        "start": curve.start,
        "best": curve.best,
        "best_step": curve.best_step,
        "final": curve.final,
        "noise": curve.noise,
    }
    return {f"{prefix}_{name}": value for name, value in numbers.items() if not math.isnan(value)}


def confidence(times: float) -> str:
    """Return how sure a verdict is, from how many times its threshold was reached.

    Examples
    --------
    >>> confidence(5.0), confidence(1.6), confidence(1.1)
    ('high', 'medium', 'low')
    """
    if times >= 3:
        return "high"
    return "medium" if times >= 1.5 else "low"
