"""LB003: equal windows have different labels."""

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count
from afterfit.results import Analysis


def _judge(analysis: Analysis) -> Verdict:
    if not analysis.duplicates:
        return not_applicable("The windows were not at hand, only their predictions.")
    found = analysis.duplicates[0]
    if not sum(found.n_samples):
        return not_applicable("There are no windows.")
    evidence = {"n_conflicting": found.n_conflicting, "n_groups": found.n_groups}
    if found.n_conflicting == 0:
        return clear("Windows of equal values have equal labels.", **evidence)
    return raised(
        f"{found.n_conflicting:,} of {count(found.n_groups, 'group')} of windows with equal values "
        f"{agreeing(found.n_conflicting, 'has', 'have')} different labels, so no model can be "
        "right on all of them.",
        **evidence,
    )


RULE = Rule(
    code="LB003",
    title="Equal windows with unequal labels",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Look at the recordings they come from: one of the labels is wrong, or both are.",
        "Windows of silence belong to no class: cut them off, or make a class of them.",
    ),
    source="Tensorlab §8.6.9",
)
