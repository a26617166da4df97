"""DC001: the same data in two splits."""

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, listing
from afterfit.results import DataChecks, SharedData

_SAID = {
    "copy": "holds the same values as",
    "overlap": "shares rows with",
    "equal windows": "has windows equal to some of",
}


def _judge(checks: DataChecks) -> Verdict:
    if sum(any(column) for column in zip(*checks.n_windows, strict=True)) < 2:
        return not_applicable("Fewer than two splits have windows.")
    leaks = [one for one in checks.shared if one.how != "same recording"]
    if not leaks:
        return clear("No file, window or row stands in two splits.")
    sources = sorted({one.source for one in leaks})
    return raised(
        f"{count(len(sources), 'recording')} of a later split leaked: {listing(sources)}. "
        f"{_sentence(leaks[0])}",
        n_recordings=len(sources),
        n_windows=sum(one.n_windows for one in leaks),
        first=leaks[0].source,
    )


def _sentence(leak: SharedData) -> str:
    return (
        f"{leak.source} ({leak.split}) {_SAID[leak.how]} {leak.other_source} ({leak.other}): "
        f"{count(leak.n_windows, 'window')}."
    )


RULE = Rule(
    code="DC001",
    title="Data stands in two splits",
    severity="error",
    judge=_judge,
    next_steps=(
        "Remove the copies, or put them into the split of their original.",
        "Split by recording: dataset -> split_type: amongst_files.",
        "Do not quote test numbers of the present split.",
    ),
    source="Kapoor & Narayanan (2023), Patterns 4(9), 100804 (leakage)",
)
