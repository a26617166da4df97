"""DC005: classes of very different size."""

from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count
from afterfit.results import DataChecks

LARGEST_RATIO = 10.0
"""As for the test split, CL004."""


def _judge(checks: DataChecks) -> Verdict:
    if checks.task == "anomaly":
        return not_applicable("Anomalies are rare by nature; DC014 judges whether they are enough.")
    totals = {
        name: sum(row) for name, row in zip(checks.class_names, checks.n_windows, strict=True)
    }
    present = {name: n for name, n in totals.items() if n}
    if len(present) < 2:
        return not_applicable("Fewer than two classes have windows.")
    most, least = max(present, key=totals.__getitem__), min(present, key=totals.__getitem__)
    ratio = totals[most] / totals[least]
    claim = (
        f"{most} has {count(totals[most], 'window')}, {ratio:.1f} times as many as {least} "
        f"({totals[least]:,})."
    )
    evidence: Evidence = {"largest_class": most, "smallest_class": least, "ratio": ratio}
    return (raised if ratio >= LARGEST_RATIO else clear)(claim, **evidence)


RULE = Rule(
    code="DC005",
    title="Classes have unequal amounts of data",
    severity="info",
    judge=_judge,
    next_steps=(
        "Weight the classes by their frequency: training -> class_weights: true.",
        "Record more of the rare classes.",
    ),
    source="Tensorlab §8.6.18 (class balance)",
)
