"""ML003: another threshold than one half would serve a label better."""

import math

from afterfit.findings.judged import JUDGED_SPLIT, reference_on
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import listing
from afterfit.results import (
    BinaryCounts,
    Estimate,
    HighestF1,
    MultilabelAnalysis,
    OperatingPoint,
)

SMALLEST_GAIN = 0.05


def _judge(analysis: MultilabelAnalysis) -> Verdict:
    variant = reference_on(analysis, JUDGED_SPLIT)
    points = {
        one.class_name: one
        for chosen in analysis.operating_points[:1]
        for one in chosen.answers
        if isinstance(one, OperatingPoint) and isinstance(one.policy, HighestF1)
    }
    if variant is None or not points:
        return not_applicable("Thresholds need predictions on validation and on test.")
    gains = [
        (_f1(points[row.class_name].reported) - row.f1.value, row.class_name)
        for row in variant.quality.labels
        # a gain within the interval at one half may be luck
        if row.class_name in points and _f1(points[row.class_name].reported) > _highest(row.f1)
    ]
    better = sorted((gain, name) for gain, name in gains if gain >= SMALLEST_GAIN)[::-1]
    evidence: Evidence = {"n_labels": len(better)}
    if not better:
        return clear("A threshold of 0.5 serves every label about as well as any.", **evidence)
    gain, name = better[0]
    evidence |= {"label": name, "f1_gain": gain, "threshold": points[name].threshold}
    others = [other for _, other in better[1:]]
    also = f"; others that gain: {listing(others)}" if others else ""
    return raised(
        f"{name} gains {gain:.2f} of F1 on test with the threshold {points[name].threshold:.3g} "
        f"that validation chooses, instead of 0.5{also}.",
        **evidence,
    )


def _highest(f1: Estimate) -> float:
    return f1.value if math.isnan(f1.high) else f1.high


def _f1(counts: BinaryCounts) -> float:
    either = 2 * counts.tp + counts.fp + counts.fn
    return 2 * counts.tp / either if either else math.nan


RULE: Rule[MultilabelAnalysis] = Rule(
    code="ML003",
    title="A label's threshold could be better",
    severity="info",
    judge=_judge,
    next_steps=(
        "Deploy a threshold of its own for each label; the operating points list them.",
        "Say what a miss and a false alarm cost, and choose by that instead of F1.",
        "Weight positives in the loss, so that probabilities of rare labels are not all low.",
    ),
    source="Lipton, Elkan & Naryanaswamy (2014), ECML PKDD, 225-239 (thresholds that maximise F1)",
)
