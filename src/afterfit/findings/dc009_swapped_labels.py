"""DC009: recordings that look like another class."""

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count, listing, percent
from afterfit.results import ClassSeparability, DataChecks


def _judge(checks: DataChecks) -> Verdict:
    measured = checks.separability
    if not isinstance(measured, ClassSeparability):
        return not_applicable(measured.reason)
    if not measured.suspects:
        return clear("No recording looks like another class to both simple models.")
    names = [f"{one.source} (like {one.suggested})" for one in measured.suspects]
    first = measured.suspects[0]
    return raised(
        f"{count(len(names), 'recording')} {agreeing(len(names), 'looks', 'look')} like another "
        f"class: {listing(names)}; the nearest neighbours of {percent(first.knn_share)} of its "
        "windows and the linear probe on "
        f"{percent(first.probe_share)} disagree with the label of the first.",
        n_files=len(names),
        source=first.source,
        suggested=first.suggested,
    )


RULE = Rule(
    code="DC009",
    title="Recordings that look like another label",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Look at the recording, and move it to the right folder if its label is wrong.",
        "Keep it if it is right: it is the hardest example of its class.",
    ),
    source="Northcutt, Jiang & Chuang (2021), JAIR 70, 1373-1411 (label errors)",
)
