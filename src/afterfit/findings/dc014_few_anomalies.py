"""DC014: too few anomalies to judge a detector by."""

from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count
from afterfit.results import DataChecks

FEWEST_FILES = 3
FEWEST_WINDOWS = 10
"""As AD007 asks of the finished test."""


def _judge(checks: DataChecks) -> Verdict:
    if checks.task != "anomaly":
        return not_applicable("The task has no anomalies.")
    if "test" not in checks.splits:
        return not_applicable("There are no test windows.")
    test = checks.splits.index("test")
    n_windows = sum(row[test] for row in checks.n_windows[1:])
    n_files = sum(row[test] for row in checks.n_files[1:])
    told = (
        f"The test split has {count(n_windows, 'window')} of {count(n_files, 'recording')} with "
        "anomalies"
    )
    evidence: Evidence = {"n_windows": n_windows, "n_files": n_files}
    if n_files < FEWEST_FILES or n_windows < FEWEST_WINDOWS:
        return raised(f"{told}, too few to tell how many others are found.", **evidence)
    return clear(f"{told}.", **evidence)


RULE = Rule(
    code="DC014",
    title="Too few anomalies to test on",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Record more anomalies, in recordings of their own rather than longer ones.",
        "Make some on purpose: loosen a screw, block a fan, shift a load.",
    ),
    source="Hanley & McNeil (1982), Radiology 143(1), 29-36 (sample sizes for an AUC)",
)
