"""What another variant loses against the reference, where numbers are predicted."""

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.error_estimates import ErrorEstimator, paired
from afterfit.errors import InputError
from afterfit.metrics import RMSE_CHANGE
from afterfit.results import OutputChange
from afterfit.statistics import ErrorSums, ErrorUnits

Floats = NDArray[np.float64]


def compare_errors(
    y_true: Floats, reference: Floats, candidate: Floats, units: ErrorUnits, names: "Names"
) -> tuple[OutputChange, ...]:
    """Return the change of each output's RMSE, paired; arrays (n_samples, n_outputs)."""
    n = len(y_true)
    first, second = (
        ErrorEstimator.of(ErrorSums.of(y_true, said, units.unit, units.n_units), units, n)
        for said in (reference, candidate)
    )
    changes = first.estimates(
        RMSE_CHANGE.name,
        RMSE_CHANGE.function((first.total, second.total)),
        RMSE_CHANGE.function((first.replicates, second.replicates)),
    )
    apart = np.abs(candidate - reference)
    rows = zip(*names, first.each("rmse"), second.each("rmse"), changes, apart.T, strict=True)
    return tuple(
        OutputChange(
            name=name,
            unit=unit,
            reference_rmse=one,
            candidate_rmse=other,
            change=paired(change),
            mean_difference=float(gaps.mean()) if n else float("nan"),
            largest_difference=float(gaps.max()) if n else float("nan"),
        )
        for name, unit, one, other, change, gaps in rows
    )


Names = tuple[tuple[str, ...], tuple[str, ...]]
"""Names of the outputs, and their units."""


def check_same_targets(reference: Floats, candidate: Floats, variants: tuple[str, str]) -> None:
    """Refuse two variants that were not tested on the same samples, by the first that differs."""
    one, other = variants
    told = (
        f"{one} and {other} can be compared only on the same samples in the same order, but "
        "{}; test both models on the same data"
    )
    if reference.shape != candidate.shape:
        raise InputError(told.format(f"targets have shape {reference.shape} and {candidate.shape}"))
    differs = (reference != candidate).reshape(len(reference), -1).any(axis=1)
    if differs.any():
        row = int(differs.argmax())
        raise InputError(
            told.format(
                f"the target of row {row} is {reference[row].tolist()} against "
                f"{candidate[row].tolist()}"
            )
        )
