"""QT001: the quantised model is less accurate than its reference."""

import math

from afterfit.findings.judged import comparison_on_test
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, percent, points
from afterfit.results import Analysis, QuantizationCost
from afterfit.statistics.wilson import Z_95

TOLERANCE = 0.01
"""Loss of accuracy that is accepted for a smaller and faster model."""
SIGNIFICANT = 0.05


def _judge(analysis: Analysis) -> Verdict:
    cost = comparison_on_test(analysis)
    if cost is None:
        return not_applicable("There is no quantised variant on the test split.")
    change = cost.accuracy_change
    evidence = _evidence(cost)
    if math.isnan(change.low):
        return not_applicable("One recording cannot tell how the change differs.", **evidence)
    stated = _stated(cost)
    if change.low >= -TOLERANCE:
        return clear(f"{stated}, so a loss of {points(TOLERANCE)} can be ruled out.", **evidence)
    if change.high < 0 and cost.p_value < SIGNIFICANT:
        return raised(f"{stated}, p = {cost.p_value:.2g}.", **evidence)
    needed, unit = _needed(cost)
    return not_applicable(
        f"{stated}, which neither shows nor rules out a loss of {points(TOLERANCE)}; "
        f"about {count(needed, unit)} would.",
        **evidence,
        n_needed=needed,
    )


def _stated(cost: QuantizationCost) -> str:
    change = cost.accuracy_change
    moved = f"{points(change.value)} {'less' if change.value < 0 else 'more'} than"
    if change.value == 0:
        moved = "the same as"
    return (
        f"{cost.candidate.variant} is right in {percent(cost.candidate_accuracy.value)} of "
        f"{count(change.n, 'sample')}, {moved} {cost.reference.variant} "
        f"(95 % interval of the change {100 * change.low:+.1f} to {100 * change.high:+.1f} points)"
    )


def _evidence(cost: QuantizationCost) -> Evidence:
    change = cost.accuracy_change
    ends = {"accuracy_change_low": change.low, "accuracy_change_high": change.high}
    return {
        "reference_accuracy": cost.reference_accuracy.value,
        "candidate_accuracy": cost.candidate_accuracy.value,
        "accuracy_change": change.value,
        **{name: end for name, end in ends.items() if not math.isnan(end)},
        "p_value": cost.p_value,
        "n_disagreements": cost.n_disagreements,
    }


def _needed(cost: QuantizationCost) -> tuple[int, str]:
    """Return how much test data would bring the interval's half width to the tolerance."""
    change, scope = cost.accuracy_change, cost.reference
    clustered = scope.n_sources < scope.n_samples
    unit = "test recording" if clustered else "test sample"
    if cost.n_reference_only_right + cost.n_candidate_only_right == 0:
        # There is no variance to scale: the bound of a change never seen, z² / (m + z²), tells.
        return math.ceil(Z_95**2 * (1 / TOLERANCE - 1)), unit
    times_wider = (change.high - change.low) / 2 / TOLERANCE
    return math.ceil((scope.n_sources if clustered else scope.n_samples) * times_wider**2), unit


RULE = Rule(
    code="QT001",
    title="Accuracy lost by quantisation",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Use more calibration data, from every class and recording condition.",
        "Keep sensitive layers at higher precision.",
        "Train with quantisation in the loop (QAT instead of PTQ).",
        "Use a larger model, which is more robust to quantisation.",
    ),
    source="Tensorlab §8.6.10, §8.6.18; McNemar (1947), Psychometrika 12(2), 153-157",
)
