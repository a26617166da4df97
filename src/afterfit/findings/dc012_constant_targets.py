"""DC012: targets that do not change, or hardly."""

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count, listing, percent
from afterfit.results import DataChecks, TargetSpread

LARGEST_SHARE = 0.9
"""Windows that may have one and the same value."""


def _judge(checks: DataChecks) -> Verdict:
    if not checks.targets:
        return not_applicable("No windows with numbers to tell.")
    still = [one for one in checks.targets if one.constant_in]
    if still:
        first = still[0]
        return raised(
            f"The target {first.name} has a single value in {listing(first.constant_in)}, where "
            "nothing can be learned or tested.",
            n_targets=len(still),
            target=first.name,
            split=first.constant_in[0],
        )
    worst = max(checks.targets, key=_share)
    if worst.commonest_share > LARGEST_SHARE:
        return raised(
            f"The target {worst.name} has one and the same value in "
            f"{percent(worst.commonest_share)} of the training windows.",
            n_targets=sum(one.commonest_share > LARGEST_SHARE for one in checks.targets),
            target=worst.name,
            share=worst.commonest_share,
        )
    n = len(checks.targets)
    return clear(f"{count(n, 'target')} {agreeing(n, 'changes', 'change')} in every split.")


def _share(one: TargetSpread) -> float:
    return one.commonest_share


RULE = Rule(
    code="DC012",
    title="Targets hardly change",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Look whether the column is the target, and not a setting of the recording.",
        "Record where the target changes, in every split.",
        "Tell the change itself: whether there is one is a classification.",
    ),
    source="scikit-learn, r2_score (R² of a constant target says nothing)",
)
