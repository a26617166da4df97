"""DT002: most is lost by boxes that lie too far off."""

from afterfit.findings.detector_errors import FEWEST, gain_evidence, gain_text
from afterfit.findings.judged import on_test
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.results import DetectorAnalysis, DetectorVariant

SMALLEST_GAIN = 0.05


def _judge(variant: DetectorVariant) -> Verdict:
    error, errors = variant.errors.of("localisation"), variant.errors.errors
    if not variant.quality.n_objects:
        return not_applicable("There are no objects to be found.")
    evidence = gain_evidence(error)
    stated = f"Boxes that lie too far off cost {gain_text(error)}"
    is_worst = error.dap.value >= max(one.dap.value for one in errors)
    is_sure = error.dap.low > 0 and error.n >= FEWEST
    if is_worst and is_sure and error.dap.value >= SMALLEST_GAIN:
        return raised(f"{stated}, more than any other kind of error.", **evidence)
    return clear(f"{stated}.", **evidence)


RULE: Rule[DetectorAnalysis] = Rule(
    code="DT002",
    title="Boxes lie too far off",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Look at the annotations: are boxes drawn tight, and by one rule?",
        "Train with a loss of the overlap (GIoU, DIoU or CIoU), or weight the box loss higher.",
        "Use a larger input, or anchors that fit the shapes of these objects.",
        "Check that boxes are scaled back to the image's own size, without the padding.",
    ),
    source="Bolya et al. (2020), TIDE, ECCV, 558-573; Nexus, How To Interpret Training Graphs "
    "(localisation lags classification)",
)
"""Localisation costs most."""
