"""DC013: anomalies among what is learned as normal."""

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, listing
from afterfit.results import ClassSeparability, DataChecks


def _judge(checks: DataChecks) -> Verdict:
    if checks.task != "anomaly":
        return not_applicable("The task learns from every class.")
    normal = {one.source for one in checks.files if one.class_name == checks.class_names[0]}
    learned = {one.source for one in checks.files if "train" in one.splits}
    found = dict.fromkeys(sorted(learned - normal), "is an anomaly by its folder")
    for one in checks.shared:
        if one.other_source in learned and one.source not in normal:
            found.setdefault(one.other_source, f"holds data of the anomaly {one.source}")
    measured = checks.separability
    if isinstance(measured, ClassSeparability):
        for suspect in measured.suspects:
            if suspect.source in learned and suspect.source in normal:
                found.setdefault(suspect.source, "looks like the anomalies")
    if not found:
        return clear(f"None of {count(len(learned), 'recording')} learned from is an anomaly.")
    first = next(iter(found))
    return raised(
        f"{count(len(found), 'recording')} learned as normal may hold anomalies: "
        f"{listing(list(found))}; {first} {found[first]}.",
        n_files=len(found),
        source=first,
    )


RULE = Rule(
    code="DC013",
    title="Anomalies among what is learned as normal",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Look at the recording, and move it to Anomaly if it is one.",
        "Cut out the part that is not normal.",
    ),
    source="Ruff et al. (2021), Proceedings of the IEEE 109(5), 756-795 (contaminated training)",
)
