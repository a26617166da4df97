"""QT001: the quantised model is less accurate than its reference."""

import math

from afterfit.findings.judged import accepted_loss, on_every_comparison
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, percent, points
from afterfit.results import Analysis, QuantizationCost
from afterfit.statistics.wilson import Z_95

SIGNIFICANT = 0.05


@on_every_comparison
def _judge(analysis: Analysis, cost: QuantizationCost) -> Verdict:
    change, accepted = cost.accuracy_change, accepted_loss(analysis)
    evidence = _evidence(cost)
    if math.isnan(change.low):
        return not_applicable("One recording cannot tell how the change differs.", **evidence)
    stated = _stated(cost)
    if change.low >= -accepted:
        return clear(f"{stated}, so a loss of {points(accepted)} can be ruled out.", **evidence)
    if change.high < 0 and cost.p_value < SIGNIFICANT:
        return raised(f"{stated}, p = {cost.p_value:.2g}.", **evidence)
    needed, unit = _needed(cost, accepted)
    return not_applicable(
        f"{stated}, which neither shows nor rules out a loss of {points(accepted)}; "
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


def _needed(cost: QuantizationCost, accepted: float) -> tuple[int, str]:
    """Return how much test data would bring the interval's half width to the accepted loss."""
    change, scope = cost.accuracy_change, cost.reference
    clustered = scope.n_sources < scope.n_samples
    unit = "test recording" if clustered else "test sample"
    if cost.n_reference_only_right + cost.n_candidate_only_right == 0:
        # There is no variance to scale: the bound of a change never seen, z² / (m + z²), tells.
        return math.ceil(Z_95**2 * (1 / accepted - 1)), unit
    times_wider = (change.high - change.low) / 2 / accepted
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
