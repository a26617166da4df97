"""Two regressions of the same samples → the change of R²."""

import math

from afterfit.analyses.error_compare import check_same_targets
from afterfit.analyses.error_estimates import ErrorEstimator, paired
from afterfit.analyses.paired_metric import PairedMetric
from afterfit.analyses.regression.quality import scope_of_rows
from afterfit.metrics import SUM_METRICS
from afterfit.records import RegressionPredictions
from afterfit.results import Estimate
from afterfit.results.yardstick import R2
from afterfit.statistics import ErrorSums, units_of


def paired_r2(reference: RegressionPredictions, candidate: RegressionPredictions) -> PairedMetric:
    """Return the change of R², its mean over the targets; both are resampled alike.

    Raises
    ------
    InputError
        When the two were not tested on the same samples in the same order.
    """
    check_same_targets(reference.y_true, candidate.y_true, (reference.variant, candidate.variant))
    units, r2 = units_of(reference), SUM_METRICS["r2"].function
    one, other = (
        ErrorEstimator.of(
            ErrorSums.of(rows.y_true, rows.y_pred, units.unit, units.n_units), units, len(rows)
        )
        for rows in (reference, candidate)
    )
    change = one.mean_of(
        "r2_change",
        r2(other.total) - r2(one.total),
        r2(other.replicates) - r2(one.replicates),
    )
    return PairedMetric(
        reference=scope_of_rows(reference, units),
        candidate=scope_of_rows(candidate, units),
        yardstick=R2,
        reference_value=one.mean("r2").value,
        candidate_value=other.mean("r2").value,
        change=paired(change),
        p_value=math.nan,
    )


def paired_r2_beyond(
    reference: tuple[RegressionPredictions, RegressionPredictions],
    candidate: tuple[RegressionPredictions, RegressionPredictions],
) -> Estimate:
    """Return the change of R² within *candidate*, (before, after), minus that in *reference*.

    All four are of the same samples, and are resampled alike.
    """
    units, r2 = units_of(reference[0]), SUM_METRICS["r2"].function
    found = [
        ErrorEstimator.of(
            ErrorSums.of(rows.y_true, rows.y_pred, units.unit, units.n_units), units, len(rows)
        )
        for rows in (*reference, *candidate)
    ]
    totals, draws = ([r2(part(one)) for one in found] for part in (_total, _replicates))
    return paired(
        found[0].mean_of(
            "r2_change",
            (totals[3] - totals[2]) - (totals[1] - totals[0]),
            (draws[3] - draws[2]) - (draws[1] - draws[0]),
        )
    )


def _total(one: ErrorEstimator) -> ErrorSums:
    return one.total


def _replicates(one: ErrorEstimator) -> ErrorSums:
    return one.replicates
