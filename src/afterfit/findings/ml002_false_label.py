"""ML002: what is said of a label is wrong as often as right."""

import math

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, interval, listing, percent
from afterfit.results import ClassQuality, MultilabelAnalysis, MultilabelVariant

LOWEST_PRECISION = 0.5
FEWEST_SAMPLES = 5


def _judge(variant: MultilabelVariant) -> Verdict:
    labels = [row for row in variant.quality.labels if _can_be_judged(row)]
    if not labels:
        return not_applicable("No label was seen in enough samples to judge its precision.")
    low = [row for row in labels if row.precision.high < LOWEST_PRECISION]
    # the lowest of all may rest on too few samples to be surely low
    worst = min(low or labels, key=lambda row: row.precision.value)
    evidence: Evidence = {
        "label": worst.class_name,
        "precision": worst.precision.value,
        "precision_low": worst.precision.low,
        "precision_high": worst.precision.high,
        "n_predicted": worst.n_predicted,
        "n_low_labels": len(low),
    }
    found = (
        f"{worst.class_name} is there in {percent(worst.precision.value)} of the "
        f"{count(worst.n_predicted, 'sample')} in which it is seen {interval(worst.precision)}"
    )
    if not low:
        return clear(f"No label is mostly a false alarm; {found}.", **evidence)
    others = [row.class_name for row in low if row is not worst]
    also = f"; also: {listing(others)}" if others else ""
    return raised(f"{found}{also}.", **evidence)


def _can_be_judged(row: ClassQuality) -> bool:
    return row.n_predicted >= FEWEST_SAMPLES and not math.isnan(row.precision.high)


RULE: Rule[MultilabelAnalysis] = Rule(
    code="ML002",
    title="A label is mostly a false alarm",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Raise the threshold of this label; the operating points say what that costs.",
        "Look at the samples in which it was falsely seen: is the label missing in the data?",
        "Train with more samples that lack it but have what goes together with it.",
    ),
    source="Sokolova & Lapalme (2009), Information Processing & Management 45(4), 427-437",
)
