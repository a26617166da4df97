"""LC010: the loss falls evenly, slowly, and is far from done."""

import numpy as np

from afterfit.findings.learning import at, confidence, drop_share, on_train_loss
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import percent
from afterfit.results.learning import Curve, LearningCurves

FEWEST = 8
EVEN = 0.35
"""A curve is even when its second half makes at least this share of the progress."""
MOST_DROP = 0.50
LEAST_DROP = 0.005
MOST_NOISE = 0.10


@on_train_loss
def _judge(curve: Curve, curves: LearningCurves) -> Verdict:
    if len(curve.steps) < FEWEST:
        return not_applicable(f"It needs {FEWEST} values, there are {len(curve.steps)}.")
    drop = drop_share(curve)
    if not drop > LEAST_DROP:
        return not_applicable(f"{curve.name} did not fall: see LC014.")
    middle = (curve.steps[0] + curve.steps[-1]) / 2
    half = float(np.interp(middle, curve.steps, curve.smoothed))
    behind = float(curve.steps[np.searchsorted(curve.steps, middle) - 1])
    second = (half - curve.best) / curve.improvement
    evidence: Evidence = {
        "drop_share": drop,
        "share_in_second_half": second,
        "slope_high": curve.trend.high,
        "noise_share": curve.noise / curve.improvement,
    }
    story = (
        f"{curve.name} falls by {percent(drop)} of its start, {percent(max(second, 0.0))} of "
        f"that after {at(behind, curves)}"
    )
    slow = second >= EVEN and drop < MOST_DROP and curve.trend.high < 0
    if slow and curve.noise < MOST_NOISE * curve.improvement:
        return raised(
            f"Perhaps the learning rate is too low: {story}, and it is still falling.",
            **evidence,
            confidence=confidence(second / EVEN),
        )
    return clear(f"{story}.", **evidence)


RULE = Rule(
    code="LC010",
    title="Learning rate too low",
    severity="info",
    judge=_judge,
    next_steps=(
        "Test it: train a tenth of the steps at three and at ten times the learning rate.",
        "Reduce the batch size of the model, which gives more updates an epoch.",
        "Increase the number of training steps.",
    ),
    source="Datature Nexus, How to interpret training graphs (number of training steps); "
    "a hypothesis with its experiment",
)
