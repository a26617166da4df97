"""ML004: one label is seen in the place of another."""

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, percent
from afterfit.results import MultilabelAnalysis, MultilabelVariant

FEWEST_MISSES = 10
LARGEST_CHANCE = 0.001
SMALLEST_SHARE = 0.3


def _judge(variant: MultilabelVariant) -> Verdict:
    mistakes, n = variant.mistakes, variant.quality.scope.n_samples
    pairs = []
    for i, missed in enumerate(mistakes.labels):
        for j, seen in enumerate(mistakes.labels):
            together = mistakes.missed_and_seen[i][j]
            if i == j or missed.fn < FEWEST_MISSES or together < SMALLEST_SHARE * missed.fn:
                continue
            if _chance(together, missed.fn, seen.fp / n) < LARGEST_CHANCE / len(mistakes.labels):
                pairs.append((together / missed.fn, missed, seen.label, together))
    if not any(one.fn >= FEWEST_MISSES for one in mistakes.labels):
        return not_applicable(f"No label was missed {FEWEST_MISSES} times.")
    if not pairs:
        return clear("No label is falsely seen where another one is missed.")
    share, missed, seen_label, together = max(pairs, key=lambda pair: pair[0])
    evidence: Evidence = {
        "missed": missed.label,
        "seen": seen_label,
        "n_together": together,
        "n_missed": missed.fn,
        "n_pairs": len(pairs),
    }
    return raised(
        f"Where {missed.label} is missed ({count(missed.fn, 'sample')}), {seen_label} is falsely "
        f"seen in {percent(share)}: the two are taken for each other.",
        **evidence,
    )


def _chance(together: int, n_missed: int, rate: float) -> float:
    """Return how probable so many false alarms are if they had nothing to do with the misses."""
    from scipy.special import bdtrc

    return float(bdtrc(together - 1, n_missed, rate))


RULE: Rule[MultilabelAnalysis] = Rule(
    code="ML004",
    title="Labels taken for each other",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Look at these samples: do both labels mean the same, or was the wrong one given?",
        "Add a feature that tells the two apart.",
        "Record more samples that have one of them without the other.",
    ),
    source="Heydarian, Doyle & Samavi (2022), IEEE Access 10, 19083-19095 (multi-label confusion)",
)
