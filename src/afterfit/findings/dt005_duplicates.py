"""DT005: objects are detected more than once."""

from afterfit.findings.detector_errors import costs_enough, gain_evidence, gain_text
from afterfit.findings.judged import on_test
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.results import DetectorAnalysis, DetectorVariant

SMALLEST_GAIN = 0.01


def _judge(variant: DetectorVariant) -> Verdict:
    error = variant.errors.of("duplicate")
    if not variant.quality.n_objects:
        return not_applicable("There are no objects to be found.")
    stated = f"Objects that are detected again cost {gain_text(error)}"
    verdict = raised if costs_enough(error, SMALLEST_GAIN) else clear
    return verdict(f"{stated}.", **gain_evidence(error))


RULE: Rule[DetectorAnalysis] = Rule(
    code="DT005",
    title="Objects are detected twice",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Lower the overlap from which non-maximum suppression drops a box (its IoU threshold).",
        "Check that suppression runs at all in the exported model, and once for each class.",
        "For crowded scenes use soft suppression, or train without any (one box an object).",
    ),
    source="Bolya et al. (2020), TIDE, ECCV, 558-573; Bodla et al. (2017), Soft-NMS, ICCV, "
    "5561-5569",
)
"""Duplicates cost AP50."""
