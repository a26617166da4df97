"""An analysis → the figures that gates are held against, by name."""

import math
from collections.abc import Mapping
from fnmatch import fnmatchcase

import numpy as np

from afterfit.analyses.estimates import share_estimates
from afterfit.metrics import METRICS
from afterfit.results import (
    COST_NAMES,
    Analysis,
    ClassQuality,
    CostFigure,
    Estimate,
    PairedComparison,
    VariantAnalysis,
)
from afterfit.statistics import SourceTallies


def lower_is_better(metric: str) -> bool:
    """Say whether a metric is better when lower; costs are."""
    return metric in COST_NAMES or (metric in METRICS and METRICS[metric].better == "lower")


def overall_figures(analysis: Analysis, one: VariantAnalysis) -> Mapping[str, Estimate]:
    """Return every figure of a variant as a whole: metrics, calibration, change, costs."""
    fit, n = one.calibration, one.quality.scope.n_samples
    errors = {
        "ece": fit.ece,
        "ece_equal_mass": fit.ece_equal_mass,
        "mce": fit.mce,
        "classwise_ece": fit.classwise_ece,
    }
    pair = pair_of(analysis, one, None)
    change = {} if pair is None else {"accuracy_change": pair.accuracy_change}
    return {
        **{estimate.metric: estimate for estimate in one.quality.overall},
        **{name: _plain(name, value, n) for name, value in errors.items()},
        **change,
        **_costs(analysis, one),
    }


def pair_of(
    analysis: Analysis, one: VariantAnalysis, reference: str | None
) -> PairedComparison | None:
    """Return the comparison of a variant with the reference, if that is the one that is meant."""
    for pair in analysis.paired:
        if (pair.candidate.variant, pair.candidate.split) == (one.variant, one.split):
            return pair if reference in (None, pair.reference.variant) else None
    return None


def class_figures(row: ClassQuality) -> Mapping[str, Estimate]:
    """Return every figure of one class."""
    return {
        "precision": row.precision,
        "recall": row.recall,
        "f1": row.f1,
        "roc_auc": row.roc_auc,
        "average_precision": row.average_precision,
    }


def accuracy_of_files(one: VariantAnalysis, pattern: str) -> Estimate | None:
    """Return the accuracy of the recordings that match *pattern*, None where none does."""
    rows = [row for row in one.files.rows if fnmatchcase(row.source, pattern)]
    if not rows:
        return None
    totals = np.array([row.n_samples for row in rows], dtype=np.int64)
    wrong = np.array([row.n_wrong for row in rows], dtype=np.int64)
    none = np.zeros(len(rows), dtype=np.int64)
    return share_estimates("accuracy", SourceTallies(1, none, totals - wrong, totals))[0]


def _costs(analysis: Analysis, one: VariantAnalysis) -> dict[str, Estimate]:
    if analysis.decision is None or analysis.decision.variants.split != one.split:
        return {}
    row = next(row for row in analysis.decision.variants.rows if row.variant == one.variant)
    figures = {name: row.costs.figure(name) for name in COST_NAMES}
    return {name: _cost(name, figure) for name, figure in figures.items() if figure.is_known}


def _cost(name: str, figure: CostFigure) -> Estimate:
    return Estimate(name, figure.typical, figure.low, figure.high, 1, figure.basis)


def _plain(metric: str, value: float, n: int) -> Estimate:
    return Estimate(metric, value, math.nan, math.nan, n, "none")
