"""CL003: a class is found much less often than the others."""

import math

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count, interval, listing, percent
from afterfit.results import ClassQuality, VariantAnalysis

SMALLEST_GAP = 0.10
FEWEST_SAMPLES = 5


def _judge(variant: VariantAnalysis) -> Verdict:
    accuracy = variant.quality.estimate("accuracy").value
    judgeable = [row for row in variant.quality.classes if _can_be_judged(row)]
    if len(judgeable) < 2:
        return not_applicable("Fewer than two classes have enough samples to judge their recall.")
    worst_first = sorted(judgeable, key=lambda row: row.recall.value)
    low = [row for row in worst_first if _is_low(row, accuracy)]
    # the lowest of all may rest on too few samples to be surely low
    worst = (low or worst_first)[0]
    evidence: Evidence = {
        "class": worst.class_name,
        "recall": worst.recall.value,
        "recall_low": worst.recall.low,
        "recall_high": worst.recall.high,
        "support": worst.support,
        "accuracy": accuracy,
        "n_low_classes": len(low),
    }
    found = f"{worst.class_name} is found in {percent(worst.recall.value)} of its "
    found += f"{count(worst.support, 'sample')} {interval(worst.recall)}"
    if not low:
        return clear(
            f"No class is far below the accuracy of {percent(accuracy)}; {found}.", **evidence
        )
    return raised(f"{found}; {_taken_for(variant, worst)}{_also(low[1:])}.", **evidence)


def _can_be_judged(row: ClassQuality) -> bool:
    return row.support >= FEWEST_SAMPLES and not math.isnan(row.recall.high)


def _is_low(row: ClassQuality, accuracy: float) -> bool:
    return row.recall.high < accuracy and accuracy - row.recall.value >= SMALLEST_GAP


def _taken_for(variant: VariantAnalysis, row: ClassQuality) -> str:
    names = variant.confusion.class_names
    index = names.index(row.class_name)
    taken = [(n, name) for name, n in zip(names, variant.confusion.counts[index], strict=True)]
    del taken[index]
    most, name = max(taken, key=lambda pair: pair[0])
    errors, are = count(sum(n for n, _ in taken), "error"), agreeing(most, "is", "are")
    return f"{most:,} of its {errors} {are} taken for {name}"


def _also(others: list[ClassQuality]) -> str:
    if not others:
        return ""
    shown = [f"{row.class_name} ({percent(row.recall.value)})" for row in others]
    return f"; also low: {listing(shown)}"


RULE = Rule(
    code="CL003",
    title="A class is found too seldom",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Look at its error samples, and at the recordings that they come from.",
        "Check the class balance of the training data; weight the classes if it is short.",
        "Lower the threshold of this class, if its false alarms cost less than its misses.",
        "Record more of this class, in more conditions.",
        "Consider that the class may be inherently similar to the one it is taken for.",
    ),
    source="Tensorlab §8.6.11, §8.6.18",
)
