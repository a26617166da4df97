"""AD004: a kind of anomaly is mostly not found."""

from afterfit.findings.anomaly import alarms_on_test
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, interval, listing, percent
from afterfit.results import AnomalyAnalysis, AnomalyVariant, Detection

LOWEST_RECALL = 0.5


def _judge(variant: AnomalyVariant, detection: Detection) -> Verdict:
    if not detection.kinds:
        return not_applicable("There are no anomalies on the test split.")
    missed = sorted(
        (one for one in detection.kinds if one.recall.high < LOWEST_RECALL),
        key=lambda one: one.recall.value,
    )
    evidence: Evidence = {"n_kinds": len(detection.kinds), "n_undetected": len(missed)}
    if not missed:
        worst = min(detection.kinds, key=lambda one: one.recall.value)
        return clear(
            f"{percent(worst.recall.value)} of the samples of {worst.name} raise an alarm, and no "
            "kind is found less often.",
            **evidence,
        )
    worst = missed[0]
    evidence |= {"kind": worst.name, "recall": worst.recall.value}
    others = [one.name for one in missed[1:]]
    also = f"; also mostly missed: {listing(others)}" if others else ""
    return raised(
        f"Only {percent(worst.recall.value)} {interval(worst.recall)} of "
        f"{count(worst.recall.n, 'sample')} of {worst.name} raise an alarm{also}.",
        **evidence,
    )


RULE: Rule[AnomalyAnalysis] = Rule(
    code="AD004",
    title="A kind of anomaly goes undetected",
    severity="warning",
    judge=alarms_on_test(_judge),
    next_steps=(
        "See whether its AUC is high: then a lower k finds it, at the price of false alarms.",
        "Choose features that show what this kind changes, such as another frequency band.",
        "Where examples of this kind are at hand, train a classifier for it beside the detector.",
    ),
    source="Wilson (1927), Journal of the American Statistical Association 22(158), 209-212",
)
