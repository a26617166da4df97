"""DT006: detections where there is nothing cost much."""

import math

from afterfit.findings.detector_errors import costs_enough, gain_evidence, gain_text
from afterfit.findings.judged import on_test
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import percent
from afterfit.results import DetectorAnalysis, DetectorVariant

SMALLEST_GAIN = 0.02


def _judge(variant: DetectorVariant) -> Verdict:
    error = variant.errors.of("background")
    if not variant.quality.n_objects:
        return not_applicable("There are no objects to be found.")
    stated = f"Detections where nothing is cost {gain_text(error)}"
    if not costs_enough(error, SMALLEST_GAIN):
        return clear(f"{stated}.", **gain_evidence(error))
    return raised(f"{stated}{_way_out(variant)}.", **gain_evidence(error))


def _way_out(variant: DetectorVariant) -> str:
    """Return from which confidence on few of them are left."""
    strict = variant.confidence.points[1]
    if math.isnan(strict.confidence.value):
        return ""
    return (
        f"; from a confidence of {strict.confidence.value:.3g} on, precision is "
        f"{percent(strict.precision.value)} and recall {percent(strict.recall.value)}"
    )


RULE: Rule[DetectorAnalysis] = Rule(
    code="DT006",
    title="Detections where nothing is",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Raise the confidence from which detections are believed; the table says what that costs.",
        "Look at the images with most false alarms: are objects there that nobody annotated?",
        "Add images without objects, above all of what is falsely detected, to the training.",
    ),
    source="Bolya et al. (2020), TIDE, ECCV, 558-573",
)
"""Background costs AP50."""
