"""OP001: no threshold gives what was asked for."""

from afterfit.findings.judged import of_reference
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, listing
from afterfit.results import Analysis, UnreachableTarget


def _judge(analysis: Analysis) -> Verdict:
    points = of_reference(analysis, analysis.operating_points)
    if points is None:
        return not_applicable("There are no predictions on both the validation and the test split.")
    missed = [one for one in points.answers if isinstance(one, UnreachableTarget)]
    evidence = {"n_unreachable": len(missed), "n_asked": len(points.answers)}
    asked = count(len(points.answers), "threshold")
    if not missed:
        return clear(f"Each of {asked} that were asked for exists.", **evidence)
    classes = list(dict.fromkeys(one.class_name for one in missed))
    return raised(
        f"{len(missed):,} of {asked} that were asked for cannot be had, for {listing(classes)}. "
        f"{missed[0].reason}",
        **evidence,
    )


RULE = Rule(
    code="OP001",
    title="An operating point out of reach",
    severity="info",
    judge=_judge,
    next_steps=(
        "Ask for less: the reason names the nearest that can be had.",
        "Average the scores of several windows before deciding.",
        "Improve the class's separation first; no threshold makes up for it.",
    ),
    source="Tensorlab §8.6.7",
)
