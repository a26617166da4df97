"""DC006: classes of too few recordings."""

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, listing
from afterfit.results import DataChecks

FEWEST_FILES = 3
"""One for each split."""


def _judge(checks: DataChecks) -> Verdict:
    files = [one.class_name for one in checks.files]
    if not files:
        return not_applicable("There are no recordings.")
    counts = {name: files.count(name) for name in checks.class_names}
    few = [f"{name} ({n})" for name, n in counts.items() if n < FEWEST_FILES]
    if few:
        return raised(
            f"{count(len(few), 'class', 'classes')} have fewer than {FEWEST_FILES} recordings, "
            f"one for each split: {listing(few)}.",
            n_classes=len(few),
            fewest=min(counts.values()),
        )
    return clear(
        f"Every class has {min(counts.values())} recordings or more.", fewest=min(counts.values())
    )


RULE = Rule(
    code="DC006",
    title="A class has too few recordings",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Record the class again, on another day or device.",
        "Use split_type: within_files, and read its numbers as those of known recordings.",
    ),
    source="Tensorlab §8.6.18 (more data for weak classes)",
)
