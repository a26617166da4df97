"""RG004: high targets are predicted too low and low ones too high."""

from afterfit.findings.judged import on_test
from afterfit.findings.numbers_judged import excludes_zero, number
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import percent
from afterfit.results import OutputErrors, RegressionVariant

FEWEST_RANGES = 4
SMALLEST = 0.2
"""Part of the way between both ends that the predictions may lose."""
BEYOND = 0.1
"""And more than the 1 - R² that a model without any fault loses."""


def _judge(variant: RegressionVariant) -> Verdict:
    known = [one for one in variant.outputs if len(one.ranges) >= FEWEST_RANGES]
    if not known:
        return not_applicable("There are too few samples, or different targets, to split.")
    worst = max(known, key=_lost)
    low, high = worst.ranges[0], worst.ranges[-1]
    r2 = variant.quality.outputs[variant.outputs.index(worst)].estimate("r2").value
    evidence: Evidence = {
        "output": worst.name,
        "lost": _lost(worst),
        "expected_of_r2": 1 - r2,
        "bias_low_end": low.bias.value,
        "bias_high_end": high.bias.value,
    }
    stated = (
        f"From the lowest to the highest range of {worst.name} the predictions lose "
        f"{percent(max(_lost(worst), 0.0))} of the way (bias {number(low.bias.value)} at "
        f"{number(low.mean)}, {number(high.bias.value, worst.unit)} at {number(high.mean)})"
    )
    sure = excludes_zero(low.bias) and excludes_zero(high.bias)
    if (
        sure
        and low.bias.value > 0 > high.bias.value
        and _lost(worst) >= max(SMALLEST, 1 - r2 + BEYOND)
    ):
        return raised(
            f"{stated}; an unbiased model of this R² loses {percent(max(1 - r2, 0.0))}.", **evidence
        )
    return clear(f"{stated}.", **evidence)


def _lost(one: OutputErrors) -> float:
    low, high = one.ranges[0], one.ranges[-1]
    return (low.bias.value - high.bias.value) / (high.mean - low.mean)


RULE = Rule(
    code="RG004",
    title="The ends of the range are not reached",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Look at the chart of bias by range: a flat end means an output that saturates.",
        "For a quantised model: check that calibration data hold the highest and lowest targets.",
        "Record more of the rare ends, or weight them in training.",
        "Remove a last activation that clips (ReLU6, sigmoid), and train longer or with less "
        "regularisation.",
    ),
    source="Galton (1886), Journal of the Anthropological Institute 15, 246-263",
)
