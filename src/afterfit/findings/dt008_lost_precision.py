"""DT008: another variant surely finds objects worse than the reference."""

import math

from afterfit.findings.judged import JUDGED_SPLIT
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import listing
from afterfit.results import DEFAULT_MARGIN, DetectorAnalysis, DetectorComparison


def _judge(analysis: DetectorAnalysis) -> Verdict:
    compared = [one for one in analysis.comparisons if one.reference.split == JUDGED_SPLIT]
    known = [one for one in compared if not math.isnan(one.change("ap").value)]
    if not known:
        return not_applicable("There is no second variant on the test split.")
    worst = min(known, key=lambda one: one.change("ap").value)
    change, margin = worst.change("ap"), _margin(analysis)
    evidence: Evidence = {"variant": worst.candidate.variant, "ap_change": change.value}
    stated = f"AP of {worst.candidate.variant} is {_words(worst)}"
    if math.isnan(change.low):
        if change.value == 0:
            return clear(f"{stated}: both detect alike.", **evidence)
        return not_applicable(f"{stated}; too few images to tell.", **evidence)
    evidence |= {"ap_change_low": change.low, "ap_change_high": change.high}
    if change.high < 0:
        lost = [one.class_name for one in worst.classes if one.change.high < 0]
        which = f"; surely lower for {listing(lost)}" if lost else ""
        return raised(f"{stated}{which}.", **evidence, n_classes=len(lost))
    if change.low >= -margin:
        return clear(f"{stated}: a loss of {margin:.2g} can be ruled out.", **evidence)
    return not_applicable(f"{stated}: a loss is neither shown nor ruled out.", **evidence)


def _margin(analysis: DetectorAnalysis) -> float:
    decision = analysis.decision
    return decision.recommendation.budget.margin if decision else DEFAULT_MARGIN


def _words(one: DetectorComparison) -> str:
    reference, change = one.reference.variant, one.change("ap")
    if change.value == 0:
        return f"that of {reference}"
    said = f"{abs(change.value):.3f} {'lower' if change.value < 0 else 'higher'} than that of "
    if math.isnan(change.low):
        return f"{said}{reference}"
    return f"{said}{reference} (95 % interval {change.low:+.3f} to {change.high:+.3f})"


RULE: Rule[DetectorAnalysis] = Rule(
    code="DT008",
    title="AP lost by another variant",
    severity="warning",
    judge=_judge,
    next_steps=(
        "See which kind of error grew: places suffer from coarse outputs, classes from weights.",
        "Keep the layers that give boxes in float, or in 16 bits; their range is wide.",
        "Use more images for calibration, with objects of all sizes.",
        "Train with quantisation in the loop (QAT instead of PTQ).",
    ),
    source="Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 16 (pairs); "
    "Lin et al. (2014), ECCV, 740-755",
)
"""A paired loss of AP."""
