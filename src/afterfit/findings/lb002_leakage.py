"""LB002: what is tested was trained on."""

from afterfit.findings.judged import JUDGED_SPLIT
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count, percent
from afterfit.results import Analysis


def _judge(analysis: Analysis) -> Verdict:
    if not analysis.duplicates:
        return not_applicable("The windows were not at hand, only their predictions.")
    overlaps = [row for row in analysis.duplicates[0].overlaps if row.split == JUDGED_SPLIT]
    if not overlaps or not overlaps[0].n_samples:
        return not_applicable("There are no windows of the test split and another one.")
    worst = max(overlaps, key=lambda row: row.n_shared)
    evidence: dict[str, float | int | str] = {
        "n_shared": worst.n_shared,
        "n_samples": worst.n_samples,
        "other": worst.other,
    }
    windows = count(worst.n_samples, "test window")
    if worst.n_shared == 0:
        return clear(f"None of {windows} is in another split too.", **evidence)
    share = percent(worst.n_shared / worst.n_samples)
    return raised(
        f"{worst.n_shared:,} of {windows} ({share}) {agreeing(worst.n_shared, 'holds', 'hold')} "
        "the same "
        f"values as a window of the {worst.other} split.",
        **evidence,
    )


RULE = Rule(
    code="LB002",
    title="Test windows that the model knows from training",
    severity="error",
    judge=_judge,
    next_steps=(
        "Look where they come from: the same recording saved twice, or a split made by window.",
        "Split by recording, and remove copies of recordings.",
        "Leave silence and dead sensors, which are alike anywhere, out of the test.",
        "Do not quote the present test numbers.",
    ),
    source="Kapoor & Narayanan (2023), Patterns 4(9), 100804 (leakage)",
)
