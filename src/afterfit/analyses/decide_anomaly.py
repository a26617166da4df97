"""Which of several anomaly detectors to ship."""

import math
from collections.abc import Iterator, Mapping, Sequence

from afterfit.analyses.recommendation import Judgement, decide_by
from afterfit.analyses.variant_table import NO_COSTS
from afterfit.results import (
    AnomalyComparison,
    AnomalyVariant,
    Budget,
    Decision,
    Detail,
    Detection,
    Estimate,
    NonInferiority,
    VariantCosts,
    VariantRow,
    VariantTable,
)
from afterfit.results.comparison import Unit
from afterfit.results.yardstick import ROC_AUC
from afterfit.statistics.needed_samples import samples_to_tell


def decide_anomaly(
    variants: Sequence[AnomalyVariant],
    comparisons: Sequence[AnomalyComparison],
    costs: Mapping[str, VariantCosts],
    budget: Budget,
) -> Decision:
    """Return the table of *variants*, their Pareto front, and which one to ship, by the ROC AUC.

    Parameters
    ----------
    variants : sequence of AnomalyVariant
        All on one split, the reference first.
    comparisons : sequence of AnomalyComparison
        Of that split.
    costs : mapping of variant to VariantCosts
        Variants that are missing have unknown costs.
    budget : Budget
        Limits, device and margin, the loss of AUC that is accepted.
    """
    against = {one.candidate.variant: one for one in comparisons}
    shown = _shared_details(variants)
    table = VariantTable(
        split=variants[0].split,
        reference=variants[0].variant,
        rows=tuple(_row(one, against.get(one.variant), costs, shown) for one in variants),
        yardstick=ROC_AUC,
    )
    judged = {name: Judgement(judge_auc(one, budget.margin)) for name, one in against.items()}
    return decide_by(table, judged, budget)


def judge_auc(comparison: AnomalyComparison, margin: float) -> NonInferiority:
    """Return on which side of -margin the 95 % interval of the change of AUC lies."""
    scope = comparison.reference
    clustered = scope.n_sources < scope.n_samples
    n = scope.n_sources if clustered else scope.n_samples
    return judge_change(comparison.auc_change, margin, n, "recording" if clustered else "sample")


def judge_change(change: Estimate, margin: float, n: int, unit: Unit) -> NonInferiority:
    """Return on which side of -margin the 95 % interval of a change, from *n* units, lies."""
    if math.isnan(change.low):
        return NonInferiority(margin, "no_interval", None, unit)
    if change.low >= -margin:
        return NonInferiority(margin, "non_inferior", None, unit)
    if change.high < -margin:
        return NonInferiority(margin, "inferior", None, unit)
    half = max(change.high - change.value, change.value - change.low)
    needed = samples_to_tell(n, half, abs(change.value + margin))
    return NonInferiority(margin, "undecided", needed, unit)


def _shared_details(variants: Sequence[AnomalyVariant]) -> bool:
    """Say whether every variant has a threshold, so that its alarms can be counted."""
    return all(isinstance(one.detection, Detection) for one in variants)


def _row(
    one: AnomalyVariant,
    against: AnomalyComparison | None,
    costs: Mapping[str, VariantCosts],
    with_alarms: bool,
) -> VariantRow:
    return VariantRow(
        variant=one.variant,
        quality=one.quality.estimate("roc_auc"),
        details=tuple(_alarms(one)) if with_alarms else (),
        costs=costs.get(one.variant, VariantCosts.unknown(one.variant, NO_COSTS)),
        change=against.auc_change if against else None,
        p_value=against.p_value if against else math.nan,
    )


def _alarms(one: AnomalyVariant) -> Iterator[Detail]:
    if isinstance(one.detection, Detection):
        yield Detail("Anomalies found", one.detection.rate("recall"))
        yield Detail("False alarms", one.detection.rate("false_positive_rate"))
