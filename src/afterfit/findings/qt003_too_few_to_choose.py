"""QT003: the test is too small to tell whether another variant would do as well."""

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count, listing
from afterfit.results import Analysis, Recommendation, VariantStanding


def _judge(analysis: Analysis) -> Verdict:
    decision = analysis.decision
    if decision is None or len(decision.recommendation.standings) < 2:
        return not_applicable("There is only one variant to choose from.")
    one = decision.recommendation
    undecided = [standing for standing in one.standings if standing.standing == "undecided"]
    if not undecided:
        return clear("The test tells of every variant whether its loss is within the margin.")
    if "more_samples" not in one.reservations:
        names = listing([standing.variant for standing in undecided])
        return clear(f"{names} cannot be judged, but would not be cheaper than {one.variant}.")
    return raised(
        f"The test cannot tell whether {_names(undecided)} "
        f"{agreeing(len(undecided), 'loses', 'lose')} more than {_margin(one)} of accuracy "
        f"against {one.reference}{_needed(one)}.",
        n_undecided=len(undecided),
        margin=one.budget.margin,
        **({} if one.n_needed is None else {"n_needed": one.n_needed}),
    )


def _names(undecided: list[VariantStanding]) -> str:
    return listing([standing.variant for standing in undecided])


def _margin(one: Recommendation) -> str:
    text = f"{100 * one.budget.margin:.3g}"
    return f"{text} {'point' if text == '1' else 'points'}"


def _needed(one: Recommendation) -> str:
    if one.n_needed is None:
        return ""
    return f"; about {count(one.n_needed, one.unit)} in all would settle it"


RULE = Rule(
    code="QT003",
    title="Too few samples to choose a variant",
    severity="info",
    judge=_judge,
    next_steps=(
        "Test on more recordings: those that were not trained on, from every condition.",
        "Decide whether a larger margin would be acceptable, before looking at the result again.",
    ),
    source="ICH E9 (1998), section 3.3.2 (non-inferiority); Connor (1987), Biometrics 43(1), "
    "207-211 (sample size)",
)
