"""DC015: features that say nothing of a target."""

from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import listing
from afterfit.results import DataChecks, Estimate, NoTargetChecks, TargetDependence, TargetProbe


def _judge(checks: DataChecks) -> Verdict:
    if isinstance(checks.expected, NoTargetChecks):
        return not_applicable(checks.expected.reason)
    if not isinstance(checks.expected, TargetDependence):
        return not_applicable("The task is no regression.")
    known = [one for one in checks.expected.targets if _best(one).value == _best(one).value]
    if not known:
        return not_applicable("No target changes.")
    worst = min(known, key=lambda one: _best(one).value)
    r2 = _best(worst)
    evidence: Evidence = {"target": worst.name, "r2": r2.value}
    told = f"On unseen recordings, a simple model tells {worst.name} with an R² of {r2.value:.2f}"
    if r2.value <= 0:
        dumb = [one.name for one in known if _best(one).value <= 0]
        return raised(f"{told}, no better than the mean: {listing(dumb)}.", **evidence)
    return clear(f"{told}.", **evidence)


def _best(one: TargetProbe) -> Estimate:
    return one.linear if one.linear.value >= one.knn.value else one.knn


RULE = Rule(
    code="DC015",
    title="Features say nothing of a target",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Choose other features or channels; the table says how much each tells of the target.",
        "Make the window longer than what the target takes to show.",
        "Record more: with few recordings, each is unlike the others.",
    ),
    source="Alain & Bengio (2017), linear probes",
)
