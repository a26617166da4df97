"""DC010: cells without a number."""

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count, listing
from afterfit.results import DataChecks


def _judge(checks: DataChecks) -> Verdict:
    if not checks.files:
        return not_applicable("There are no recordings.")
    gaps = [one for one in checks.files if one.n_missing]
    if not gaps:
        return clear(f"Every cell of {count(len(checks.files), 'recording')} holds a number.")
    names = [f"{one.source} ({one.n_missing:,})" for one in gaps]
    return raised(
        f"{count(len(gaps), 'recording')} {agreeing(len(gaps), 'has', 'have')} cells without a "
        f"finite number: {listing(names)}.",
        n_files=len(gaps),
        n_cells=sum(one.n_missing for one in gaps),
        source=gaps[0].source,
    )


RULE = Rule(
    code="DC010",
    title="Values are missing",
    severity="error",
    judge=_judge,
    next_steps=(
        "Cut the recording at the gap into two files.",
        "Fill short gaps by interpolation, and note that you did.",
    ),
    source="Tensorlab §8.6.18 (dataset quality)",
)
