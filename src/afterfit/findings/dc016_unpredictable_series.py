"""DC016: series of which a linear forecast is no better than the last value."""

from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import listing
from afterfit.results import DataChecks, NoTargetChecks, SeriesChecks


def _judge(checks: DataChecks) -> Verdict:
    if isinstance(checks.expected, NoTargetChecks):
        return not_applicable(checks.expected.reason)
    if not isinstance(checks.expected, SeriesChecks):
        return not_applicable("The task is no forecast.")
    found = checks.expected
    known = [one for one in found.variables if one.skill.value == one.skill.value]
    if not known:
        return not_applicable("No variable changes after its windows.")
    worst = min(known, key=lambda one: one.skill.value)
    evidence: Evidence = {"variable": worst.name, "skill": worst.skill.value}
    told = (
        f"On unseen {found.unseen}, a linear forecast of {worst.name} has a skill of "
        f"{worst.skill.value:.2f} against its last value repeated"
    )
    if worst.skill.value <= 0:
        names = [one.name for one in known if one.skill.value <= 0]
        return raised(f"{told}; none is to be expected of {listing(names)}.", **evidence)
    return clear(f"{told}.", **evidence)


RULE = Rule(
    code="DC016",
    title="A linear forecast no better than the last value",
    severity="info",
    judge=_judge,
    next_steps=(
        "Compare every model with the last value repeated; it costs nothing.",
        "Give the model more history, or inputs that are known ahead.",
        "Shorten the horizon.",
    ),
    source="Murphy (1988), Monthly Weather Review 116, 2417-2424 (skill scores)",
)
