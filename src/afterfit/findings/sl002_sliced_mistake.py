"""SL002: one mistake gathers in one part of the data."""

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.sliced import on_slices, where
from afterfit.findings.wording import count, listing, percent
from afterfit.results import ErrorPattern, Slices

LEAST_LIFT = 1.5


def _judge(slices: Slices) -> Verdict:
    if not slices.n_patterns_tested:
        return not_applicable(
            "No mistake is frequent enough, in recordings enough, to be looked for in slices.",
            n_slices=len(slices.rows),
        )
    found = [one for one in slices.patterns if one.lift >= LEAST_LIFT]
    if not found:
        return clear(
            "No mistake gathers in a slice; "
            f"{count(slices.n_patterns_tested, 'pair')} of mistake and slice were looked at.",
            n_tested=slices.n_patterns_tested,
        )
    first, *others = found
    also = [f"{_mistake(one)} where {where(one)}" for one in others]
    more = f" Also: {listing(also, most=3)}." if also else ""
    claim = (
        f"Where {where(first)}, {percent(first.rate)} of the "
        f"{count(first.support, 'sample')} of {first.true_class} are taken for "
        f"{first.predicted_class}, {percent(first.rate_elsewhere)} elsewhere; "
        f"{first.n:,} of all {count(first.n_everywhere, 'such error')} lie there.{more}"
    )
    return raised(
        claim,
        column=first.column,
        value=first.value,
        true_class=first.true_class,
        predicted_class=first.predicted_class,
        n=first.n,
        rate=first.rate,
        rate_elsewhere=first.rate_elsewhere,
        lift=first.lift,
        corrected_p=first.p_value,
        n_patterns=len(found),
        n_tested=slices.n_patterns_tested,
    )


def _mistake(one: ErrorPattern) -> str:
    return f"{one.true_class} taken for {one.predicted_class}"


RULE = Rule(
    code="SL002",
    title="One mistake gathers in a part of the data",
    severity="warning",
    judge=on_slices(_judge),
    next_steps=(
        "Look at these windows beside right ones of the same class: what makes the two alike here?",
        "Add training windows of the true class in this condition.",
        "Look for a feature that tells the two classes apart in this condition too.",
    ),
    source="Error analysis patterns (misclassifying class 0 as 1 in noisy data)",
)
