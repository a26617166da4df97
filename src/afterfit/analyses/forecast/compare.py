"""Float against int8, where series are forecast."""

from dataclasses import replace

from afterfit.analyses.error_compare import (
    check_same_targets,
    compare_errors,
)
from afterfit.records import Forecasts
from afterfit.results import ErrorComparison, Scope
from afterfit.statistics import units_of


def compare_forecasts(reference: Forecasts, candidate: Forecasts) -> ErrorComparison:
    """Return the paired change of each variable's metrics over all steps.

    Raises
    ------
    InputError
        When the two did not forecast the same samples in the same order.
    """
    variants = (reference.variant, candidate.variant)
    check_same_targets(reference.y_true, candidate.y_true, variants)
    units = units_of(reference, reference.horizon)
    flat = (-1, len(reference.variable_names))
    stretched = replace(units, unit=units.unit.repeat(reference.horizon))
    outputs = compare_errors(
        reference.y_true.reshape(flat),
        reference.y_pred.reshape(flat),
        candidate.y_pred.reshape(flat),
        stretched,
        (reference.variable_names, reference.units),
    )
    return ErrorComparison(
        reference=scope_of_forecasts(reference, units.n_sources),
        candidate=scope_of_forecasts(candidate, units.n_sources),
        outputs=outputs,
    )


def scope_of_forecasts(rows: Forecasts, n_sources: int) -> Scope:
    """Return what a result of *rows* was computed on."""
    return Scope(rows.variant, rows.split, len(rows), n_sources)
