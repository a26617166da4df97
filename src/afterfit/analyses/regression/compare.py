"""Float against int8, where numbers are predicted."""

from afterfit.analyses.error_compare import (
    check_same_targets,
    compare_errors,
)
from afterfit.analyses.regression.quality import scope_of_rows
from afterfit.records import RegressionPredictions
from afterfit.results import ErrorComparison
from afterfit.statistics import units_of


def compare_regression(
    reference: RegressionPredictions,
    candidate: RegressionPredictions,
) -> ErrorComparison:
    """Return the paired change of each output's metrics from *reference* to *candidate*.

    Raises
    ------
    InputError
        When the two were not tested on the same samples in the same order.
    """
    check_same_targets(reference.y_true, candidate.y_true, (reference.variant, candidate.variant))
    units = units_of(reference)
    outputs = compare_errors(
        reference.y_true,
        reference.y_pred,
        candidate.y_pred,
        units,
        (reference.target_names, reference.units),
    )
    return ErrorComparison(
        reference=scope_of_rows(reference, units),
        candidate=scope_of_rows(candidate, units_of(candidate)),
        outputs=outputs,
    )
