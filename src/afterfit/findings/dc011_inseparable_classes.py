"""DC011: classes that simple models cannot tell apart."""

from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import percent
from afterfit.results import ClassSeparability, DataChecks

LARGEST_SHARE = 0.25
"""Confused windows of two classes; by chance it would be a half."""
CHANCE = 0.5
"""Mean recall of two classes that a coin has."""


def _judge(checks: DataChecks) -> Verdict:
    measured = checks.separability
    if not isinstance(measured, ClassSeparability):
        return not_applicable(measured.reason)
    if checks.task == "anomaly":
        return _rare(measured)
    best = max(measured.knn_accuracy, measured.probe_accuracy, key=lambda one: one.value)
    worst = measured.pairs[0]
    evidence: Evidence = {
        "accuracy": best.value,
        "majority_share": measured.majority_share,
        "first": worst.first,
        "second": worst.second,
        "confused": worst.share,
    }
    told = f"A simple model gets {percent(best.value)} of the windows of unseen recordings right"
    if best.value <= measured.majority_share:
        return raised(f"{told}, no more than naming the most frequent class would.", **evidence)
    if worst.share >= LARGEST_SHARE:
        return raised(
            f"{told}, but takes {percent(worst.share)} of {worst.first} and {worst.second} for "
            "each other.",
            **evidence,
        )
    return clear(f"{told}.", **evidence)


def _rare(measured: ClassSeparability) -> Verdict:
    """Judge by recalls: naming everything normal would be right most of the time."""
    recall = max(
        sum(one.knn_recall for one in measured.classes) / len(measured.classes),
        sum(one.probe_recall for one in measured.classes) / len(measured.classes),
    )
    told = f"A simple model that knows anomalies finds {percent(recall)} of the windows of a class"
    if recall <= CHANCE:
        return raised(f"{told} on average, no more than by chance.", mean_recall=recall)
    return clear(f"{told} on average, in unseen recordings.", mean_recall=recall)


RULE = Rule(
    code="DC011",
    title="Classes can hardly be told apart",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Choose features that show the difference; their importance tells which do.",
        "Record the two classes under more conditions.",
        "Put classes together that need not be told apart.",
    ),
    source="Tensorlab §8.6.18 (GoF test results); Alain & Bengio (2017), linear classifier probes",
)
