"""DT003: small objects are found much less often than larger ones."""

import math

from afterfit.findings.judged import on_test
from afterfit.findings.numbers_judged import ends
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count
from afterfit.results import DetectorAnalysis, DetectorVariant, Estimate

SMALLEST_GAP = 0.10


def _judge(variant: DetectorVariant) -> Verdict:
    small, other, word = _sizes(variant)
    if math.isnan(small.low) or math.isnan(other.low):
        return not_applicable("Too few images hold small objects and larger ones to compare them.")
    evidence: Evidence = {
        "ar_small": small.value,
        "ar_small_low": small.low,
        "ar_small_high": small.high,
        f"ar_{word}": other.value,
        "n_small": small.n,
    }
    stated = (
        f"AR of {count(small.n, 'small object')} is {ends(small)}, of {word} ones {ends(other)}"
    )
    if other.low - small.high > SMALLEST_GAP:
        return raised(f"{stated}.", **evidence)
    return clear(f"{stated}.", **evidence)


def _sizes(variant: DetectorVariant) -> tuple[Estimate, Estimate, str]:
    """Return small against large objects, against medium ones where large ones cannot tell."""
    quality = variant.quality
    large, medium = quality.estimate("ar_large"), quality.estimate("ar_medium")
    other, word = (medium, "medium") if math.isnan(large.low) else (large, "large")
    return quality.estimate("ar_small"), other, word


RULE: Rule[DetectorAnalysis] = Rule(
    code="DT003",
    title="Small objects are missed",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Use a larger input, or cut the image into tiles that overlap.",
        "Add smaller anchors, or an output at a finer stride.",
        "Paste small objects into more training images, or zoom out (scale augmentation).",
        "If such small objects do not matter, leave them out of training and test alike.",
    ),
    source="Lin et al. (2014), ECCV, 740-755 (small: below 32² pixels); "
    "Kisantal et al. (2019), arXiv:1902.07296",
)
"""AR of small objects far below that of larger ones."""
