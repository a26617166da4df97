"""AD007: too few anomalies to tell how good the detector is."""

import math

from afterfit.findings.anomaly import scores_on_test
from afterfit.findings.few_anomalies import what_few_allow
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count
from afterfit.results import AnomalyAnalysis, AnomalyVariant

WIDEST_INTERVAL = 0.2
FEWEST_ANOMALIES = 10


def _judge(variant: AnomalyVariant) -> Verdict:
    quality = variant.quality
    if quality.reason:
        return not_applicable(f"Nothing can be ranked: {quality.reason}.")
    auc, n = quality.estimate("roc_auc"), quality.overall.n_anomalies
    evidence: Evidence = {"n_anomalies": n}
    if math.isnan(auc.low):
        return raised(
            f"{count(n, 'anomaly', 'anomalies')} from too few recordings: the ROC AUC of "
            f"{auc.value:.3f} has no interval at all{_allowed(variant)}.",
            **evidence,
        )
    evidence |= {"roc_auc_low": auc.low, "roc_auc_high": auc.high}
    stated = (
        f"With {count(n, 'anomaly', 'anomalies')}, the ROC AUC lies between {auc.low:.3f} and "
        f"{auc.high:.3f}"
    )
    if n >= FEWEST_ANOMALIES and auc.high - auc.low <= WIDEST_INTERVAL:
        return clear(f"{stated}.", **evidence)
    return raised(f"{stated}, too wide to judge the detector by.", **evidence)


def _allowed(variant: AnomalyVariant) -> str:
    told = what_few_allow(variant.detection)
    return told and f"; {told}"


RULE: Rule[AnomalyAnalysis] = Rule(
    code="AD007",
    title="Too few anomalies to tell",
    severity="info",
    judge=scores_on_test(_judge),
    next_steps=(
        "Record more anomalies, in recordings of their own rather than longer ones.",
        "Report the interval with the AUC, never the AUC alone.",
    ),
    source="Hanley & McNeil (1982), Radiology 143(1), 29-36 (sample sizes for an AUC)",
)
