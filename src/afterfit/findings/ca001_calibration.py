"""CA001: scores promise more, or less, than they keep."""

import math

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import percent
from afterfit.results import VariantAnalysis

SMALLEST = 0.02
"""A calibration error below is of no use to anyone, real or not."""


def _judge(variant: VariantAnalysis) -> Verdict:
    calibration, band = variant.calibration, variant.calibration.ece_band
    if math.isnan(band.high):
        return not_applicable("One recording cannot tell what chance would make of calibration.")
    evidence = {
        "ece": calibration.ece,
        "ece_if_calibrated": band.high,
        "mean_confidence": calibration.mean_confidence,
        "accuracy": calibration.accuracy,
    }
    stated = (
        f"The expected calibration error is {calibration.ece:.3f}; chance alone gives a calibrated "
        f"model up to {band.high:.3f}"
    )
    if calibration.ece <= band.high or calibration.ece < SMALLEST:
        return clear(f"{stated}.", **evidence)
    return raised(f"{stated}. {_direction(variant)}", **evidence)


def _direction(variant: VariantAnalysis) -> str:
    confidence, accuracy = variant.calibration.mean_confidence, variant.calibration.accuracy
    word = "over" if confidence > accuracy else "under"
    return (
        f"The mean confidence of {percent(confidence)} against an accuracy of {percent(accuracy)} "
        f"makes the model {word}-confident."
    )


RULE = Rule(
    code="CA001",
    title="Scores do not mean what they say",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Read scores as an order of samples, not as probabilities.",
        "Fit a temperature on validation data; it changes no prediction.",
        "Choose thresholds on validation data instead of at 0.5.",
        "Train with label smoothing or for fewer epochs.",
    ),
    source="Tensorlab §8.6.6; Guo et al. (2017), ICML, 1321-1330",
)
