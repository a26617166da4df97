"""LC003: the evaluation loss is still falling at the end."""

import math

from afterfit.findings.learning import Losses, at, confidence, number, on_losses, turned
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, raised

MORE = 0.20
"""Steps to go on for, as a share of those that were made."""
SMALLEST_GAIN = 0.02
"""What they must promise, as a share of the present loss."""
SMALLEST_SHARE_OF_PROGRESS = 0.01


@on_losses
def _judge(losses: Losses) -> Verdict:
    curve, curves = losses.evaluation, losses.curves
    made = float(curve.steps[-1] - curve.steps[0])
    trend = curve.trend
    gain = -trend.slope * MORE * made
    evidence: Evidence = {
        "slope": trend.slope,
        "slope_low": trend.low,
        "slope_high": trend.high,
        "promised_gain": gain,
        "final": curve.final,
        "noise": curve.noise,
    }
    needed = max(
        curve.noise,
        SMALLEST_GAIN * abs(curve.final),
        SMALLEST_SHARE_OF_PROGRESS * curve.improvement,
    )
    if not trend.high < 0 or gain <= needed or turned(curve):
        return clear(
            f"{curve.name} has levelled off since {at(trend.first_step, curves)}, at "
            f"{number(curve.final)}.",
            **evidence,
        )
    return raised(
        f"{curve.name} is still falling at the end: since {at(trend.first_step, curves)} at a "
        f"pace that promises {number(gain)} less than {number(curve.final)} after a fifth more "
        f"steps.",
        **evidence,
        more_steps=math.ceil(MORE * made),
        confidence=confidence(gain / needed),
    )


RULE = Rule(
    code="LC003",
    title="Not plateaued",
    severity="info",
    judge=_judge,
    next_steps=(
        "Increase the number of training steps, by a fifth to begin with.",
        "If a schedule lowers the learning rate to nothing, lengthen it with the training.",
    ),
    source="Datature Nexus, How to interpret training graphs (test loss that does not plateau)",
)
