"""The analysis of a task → the few metrics by which its variants are put in order."""

from dataclasses import dataclass
from typing import assert_never

from afterfit.analyses.estimates import without_interval
from afterfit.results import (
    Analysis,
    AnomalyAnalysis,
    AnomalyVariant,
    Detection,
    DetectorAnalysis,
    Estimate,
    ForecastAnalysis,
    ForecastVariant,
    MultilabelAnalysis,
    RegressionAnalysis,
    RegressionVariant,
    TaskAnalysis,
    VariantAnalysis,
    Yardstick,
)
from afterfit.results.judged import judged_of, judged_split
from afterfit.results.yardstick import ACCURACY, R2, ROC_AUC, SKILL


@dataclass(frozen=True, slots=True)
class Measured:
    """One variant of one network on the split that reports judge by."""

    variant: str
    split: str
    metrics: tuple[Estimate, ...]
    """First the one that networks are ranked by."""
    yardstick: Yardstick


def tested_variants(analysis: TaskAnalysis) -> tuple[Measured, ...]:
    """Return each variant on the judged split; none for tasks that no network is trained for.

    Thresholds of anomaly detectors are those that were chosen without the test split.
    """
    match analysis:
        case Analysis():
            return _tested(analysis.variants, ACCURACY, ("macro_f1",))
        case RegressionAnalysis():
            return _tested(analysis.variants, R2, ("rmse", "mae"))
        case ForecastAnalysis():
            return _tested(analysis.variants, SKILL, ("rmse", "mae"))
        case AnomalyAnalysis():
            return tuple(
                Measured(one.variant, one.split, _detected(one), ROC_AUC)
                for one in judged_of(analysis.variants)
            )
        case MultilabelAnalysis() | DetectorAnalysis():
            return ()
    assert_never(analysis)


Variants = tuple[VariantAnalysis, ...] | tuple[RegressionVariant, ...] | tuple[ForecastVariant, ...]


def _tested(
    variants: Variants, yardstick: Yardstick, others: tuple[str, ...]
) -> tuple[Measured, ...]:
    split, metrics = judged_split(variants), (yardstick.metric, *others)
    return tuple(
        Measured(one.variant, one.split, tuple(map(one.quality.estimate, metrics)), yardstick)
        for one in variants
        if one.split == split
    )


def _detected(one: AnomalyVariant) -> tuple[Estimate, ...]:
    ranked = tuple(map(one.quality.estimate, ("roc_auc", "average_precision")))
    found, rates = one.detection, ("recall", "false_positive_rate")
    if isinstance(found, Detection):
        return (*ranked, *map(found.rate, rates))
    n = one.quality.scope.n_samples
    return (*ranked, *(without_interval(name, float("nan"), n) for name in rates))
