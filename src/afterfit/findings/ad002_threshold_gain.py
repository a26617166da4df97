"""AD002: another k would have been clearly better on test."""

import math

from afterfit.findings.anomaly import alarms_on_test
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.results import (
    AnomalyAnalysis,
    AnomalyVariant,
    BinaryCounts,
    Detection,
    NoKTable,
)

SMALLEST_GAIN = 0.05


def _judge(variant: AnomalyVariant, detection: Detection) -> Verdict:
    table = variant.thresholds
    if isinstance(table, NoKTable) or not detection.counts.tp + detection.counts.fn:
        return not_applicable("Without anomalies on test, no k can be told to be better.")
    best = max(table.rows, key=lambda row: _f1(row.counts))
    ours, theirs = _f1(detection.counts), _f1(best.counts)
    evidence: Evidence = {"k": detection.k, "best_k_on_test": best.k, "f1": ours, "best_f1": theirs}
    if theirs - ours < SMALLEST_GAIN:
        return clear(
            f"k = {detection.k:g} reaches an F1 of {ours:.3f} on test; the best k on test itself "
            f"would reach {theirs:.3f}.",
            **evidence,
        )
    return raised(
        f"k = {detection.k:g} reaches an F1 of {ours:.3f} on test, and k = {best.k:g} would have "
        f"reached {theirs:.3f}: validation is unlike test, or the wish was not F1.",
        **evidence,
    )


def _f1(counts: BinaryCounts) -> float:
    either = 2 * counts.tp + counts.fp + counts.fn
    return 2 * counts.tp / either if either else math.nan


RULE: Rule[AnomalyAnalysis] = Rule(
    code="AD002",
    title="Another k would serve the test data better",
    severity="info",
    judge=alarms_on_test(_judge),
    next_steps=(
        "Do not take the k that is best on test: its figures would then promise too much.",
        "Put anomalies of every kind into the validation split, and choose k there.",
        "Say how many false alarms an hour are allowed, and let k follow from that.",
    ),
    source="Tensorlab §8.6.13; Ambroise & McLachlan (2002), PNAS 99(10), 6562-6566 (bias)",
)
