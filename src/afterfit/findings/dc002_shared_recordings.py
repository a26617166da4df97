"""DC002: recordings that are divided among splits."""

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count
from afterfit.results import DataChecks


def _judge(checks: DataChecks) -> Verdict:
    if sum(any(column) for column in zip(*checks.n_windows, strict=True)) < 2:
        return not_applicable("Fewer than two splits have windows.")
    sources = {one.source for one in checks.shared if one.how == "same recording"}
    n_files = len(checks.files)
    if not sources:
        return clear(f"Each of {count(n_files, 'recording')} is in one split only.")
    return raised(
        f"{len(sources):,} of {count(n_files, 'recording')} "
        f"{agreeing(len(sources), 'has', 'have')} windows in several splits, so "
        "test numbers say how well known recordings continue, not how well new ones are read.",
        n_shared=len(sources),
        n_files=n_files,
    )


RULE = Rule(
    code="DC002",
    title="Splits share recordings",
    severity="info",
    judge=_judge,
    next_steps=(
        "Split by recording: dataset -> split_type: amongst_files (three recordings a class).",
        "Record more, on other days and other devices.",
    ),
    source="Kapoor & Narayanan (2023), Patterns 4(9), 100804 (non-independence)",
)
