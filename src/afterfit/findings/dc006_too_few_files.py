"""DC006: classes of too few recordings."""

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count, listing
from afterfit.results import DataChecks

FEWEST_FILES = 3
"""One for each split."""


def _judge(checks: DataChecks) -> Verdict:
    files = [one.class_name for one in checks.files]
    if not files:
        return not_applicable("There are no recordings.")
    if checks.task != "classification":
        return _of_one_kind(checks)
    counts = {name: files.count(name) for name in checks.class_names}
    few = [f"{name} ({n})" for name, n in counts.items() if n < FEWEST_FILES]
    if few:
        return raised(
            f"{count(len(few), 'class', 'classes')} {agreeing(len(few), 'has', 'have')} fewer than "
            f"{FEWEST_FILES} recordings, one for each split: {listing(few)}.",
            n_classes=len(few),
            fewest=min(counts.values()),
        )
    return clear(
        f"Every class has {min(counts.values())} recordings or more.", fewest=min(counts.values())
    )


def _of_one_kind(checks: DataChecks) -> Verdict:
    """Judge the recordings that are divided among the splits: all, or the normal ones."""
    kind = "normal recording" if checks.task == "anomaly" else "recording"
    n_files = sum(one.class_name == checks.class_names[0] for one in checks.files)
    if n_files < FEWEST_FILES:
        return raised(
            f"There are {count(n_files, kind)}, fewer than {FEWEST_FILES}, one for each split.",
            fewest=n_files,
        )
    return clear(f"There are {count(n_files, kind)}, enough for three splits.", fewest=n_files)


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
