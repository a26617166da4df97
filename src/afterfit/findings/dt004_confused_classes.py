"""DT004: objects of one class are often detected as another one."""

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, listing, percent
from afterfit.results import DetectorAnalysis, DetectorConfusion, DetectorVariant
from afterfit.statistics import wilson_interval

FEWEST = 5
LARGEST_SHARE = 0.10
Pair = tuple[float, int, int, str, str]
"""Lower end of the share, confused objects, all objects, true class, class detected."""


def _judge(variant: DetectorVariant) -> Verdict:
    pairs = sorted(_pairs(variant.confusion), reverse=True)
    if len(variant.confusion.class_names) < 2:
        return not_applicable("There is only one class.")
    if not pairs:
        return clear("No object is detected as another class.", n_confused=0)
    low, n, whole, true, seen = pairs[0]
    evidence: Evidence = {
        "true_class": true,
        "detected_class": seen,
        "n_confused": n,
        "n_objects": whole,
        "share": n / whole,
        "share_low": low,
    }
    stated = (
        f"{n:,} of {count(whole, 'object')} of the class {true} ({percent(n / whole)}) "
        f"{'is' if n == 1 else 'are'} detected as {seen}"
    )
    sure = [one for one in pairs if one[0] > LARGEST_SHARE and one[1] >= FEWEST]
    if not sure:
        return clear(f"No two classes are surely confused often; at most {stated}.", **evidence)
    others = [f"{one[3]} as {one[4]}" for one in sure[1:]]
    also = f"; also {listing(others)}" if others else ""
    return raised(f"{stated}{also}.", **evidence)


def _pairs(confusion: DetectorConfusion) -> list[Pair]:
    names, pairs = confusion.class_names, []
    for true, row in enumerate(confusion.counts[:-1]):
        for seen, n in enumerate(row[:-1]):
            if n and seen != true:
                low, _ = wilson_interval(n / sum(row), sum(row))
                pairs.append((float(low), n, sum(row), names[true], names[seen]))
    return pairs


RULE: Rule[DetectorAnalysis] = Rule(
    code="DT004",
    title="Two classes are confused",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Look at the doubtful annotations: are the two classes drawn apart by one rule?",
        "Show the training more examples of both, side by side.",
        "Join the two classes, if the application does not need them apart.",
    ),
    source="Bolya et al. (2020), TIDE, ECCV, 558-573; Nexus, How To Interpret Training Graphs "
    "(similar labels, inconsistent annotations)",
)
"""One class taken for another, surely in more than a tenth of its objects."""
