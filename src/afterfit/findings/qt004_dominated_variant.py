"""QT004: a variant that another one beats on every axis."""

from collections.abc import Sequence

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, listing
from afterfit.results import Analysis, ParetoAxis, ParetoPoint
from afterfit.wording import quality_noun

_WORDS: dict[ParetoAxis, str] = {
    "flash_bytes": "flash",
    "ram_bytes": "RAM",
    "latency_ms": "latency",
    "macs": "multiply-accumulates",
}


def _judge(analysis: Analysis) -> Verdict:
    decision = analysis.decision
    if decision is None or len(decision.front.points) < 2:
        return not_applicable("There is only one variant.")
    front = decision.front
    choices = [point for point in front.points if not point.no_choice]
    if len(choices) < 2:
        return not_applicable(_why_no_choice(front.points, choices))
    if len(front.axes) < 2:
        return not_applicable("No cost is known of every variant.")
    axes = listing([_WORDS.get(axis, quality_noun(front.yardstick)) for axis in front.axes])
    # the recommended one may be beaten by one of whose accuracy the test cannot tell enough
    advised = decision.recommendation.variant
    beaten = [point for point in choices if point.dominated_by and point.variant != advised]
    if not beaten and any(point.dominated_by for point in choices):
        return clear(f"Only {advised} is beaten, by one that the test cannot tell enough of.")
    if not beaten:
        every = "Every variant" if len(choices) == len(front.points) else "Every possible choice"
        return clear(f"{every} is the best for some wish, by {axes}.")
    they = "it is" if len(beaten) == 1 else "they are"
    return raised(
        f"{listing([_story(point) for point in beaten])}, by {axes}: there is no wish for which "
        f"{they} the choice.",
        n_dominated=len(beaten),
        n_variants=len(choices),
    )


def _why_no_choice(points: Sequence[ParetoPoint], choices: Sequence[ParetoPoint]) -> str:
    reasons = listing([f"{one.variant} ({one.no_choice})" for one in points if one.no_choice])
    left = f"only {choices[0].variant} is left" if choices else "none is left"
    return f"No choice: {reasons}; {left}."


def _story(point: ParetoPoint) -> str:
    first, *others = point.dominated_by
    more = f" and {count(len(others), 'other')}" if others else ""
    return f"{point.variant} is beaten by {first}{more}"


RULE = Rule(
    code="QT004",
    title="A variant that another one beats",
    severity="info",
    judge=_judge,
    next_steps=(
        "Leave the beaten variant out; its accuracy may still be within chance of the other's.",
        "Check the figures of its cost: a model that is larger and no better was exported oddly.",
    ),
    source="Pareto dominance, as in Deb (2001), Multi-Objective Optimization, chapter 2",
)
