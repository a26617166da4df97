"""ML001: a label is found much less often than the others."""

import math

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, interval, listing, percent
from afterfit.results import ClassQuality, MultilabelAnalysis, MultilabelVariant

SMALLEST_GAP = 0.10
FEWEST_SAMPLES = 5


def _judge(variant: MultilabelVariant) -> Verdict:
    usual = variant.quality.estimate("micro_recall").value
    labels = [row for row in variant.quality.labels if _can_be_judged(row)]
    if len(labels) < 2:
        return not_applicable("Fewer than two labels are in enough samples to judge their recall.")
    low = [row for row in labels if row.recall.high < usual - SMALLEST_GAP]
    # the lowest of all may rest on too few samples to be surely low
    worst = min(low or labels, key=lambda row: row.recall.value)
    evidence: Evidence = {
        "label": worst.class_name,
        "recall": worst.recall.value,
        "recall_low": worst.recall.low,
        "recall_high": worst.recall.high,
        "support": worst.support,
        "micro_recall": usual,
        "n_low_labels": len(low),
    }
    found = (
        f"{worst.class_name} is found in {percent(worst.recall.value)} of the "
        f"{count(worst.support, 'sample')} that have it {interval(worst.recall)}"
    )
    if not low:
        return clear(f"No label is found far less often than others; {found}.", **evidence)
    others = [row.class_name for row in low if row is not worst]
    also = f"; also seldom found: {listing(others)}" if others else ""
    return raised(f"{found}, against {percent(usual)} of all labels{also}.", **evidence)


def _can_be_judged(row: ClassQuality) -> bool:
    return row.support >= FEWEST_SAMPLES and not math.isnan(row.recall.high)


RULE: Rule[MultilabelAnalysis] = Rule(
    code="ML001",
    title="A label is found too seldom",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Lower the threshold of this label; the operating points say what that costs.",
        "Weight its positives in the loss: a label in few samples is cheap to ignore.",
        "Look at the samples in which it was missed, the surest misses first.",
        "Record more samples that have it.",
    ),
    source="Tsoumakas, Katakis & Vlahavas (2010), Data Mining and Knowledge Discovery Handbook; "
    "Tensorlab §8.6.11 for one class",
)
