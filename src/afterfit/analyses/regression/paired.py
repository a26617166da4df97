"""Two regressions of the same samples → the change of R²."""

import math

from afterfit.analyses.error_compare import check_same_targets
from afterfit.analyses.error_estimates import ErrorEstimator, paired
from afterfit.analyses.paired_metric import PairedMetric
from afterfit.analyses.regression.quality import scope_of_rows
from afterfit.metrics import SUM_METRICS
from afterfit.records import RegressionPredictions
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
