"""How far areas under curves may be off where scores were counted in bins."""

from math import ceil, floor, isnan, log10

from afterfit.results import ThresholdSweeps
from afterfit.views.numbers import decimal


def bin_error_note(sweeps: ThresholdSweeps) -> str:
    """Return the largest error of both areas as a sentence; nothing where every score counted."""
    auc = _largest(sweeps, "auc_error")
    precision = _largest(sweeps, "average_precision_error")
    if not (auc or precision):
        return ""
    return (
        f"Scores were counted in fine bins: a ROC AUC is off by at most {at_most(auc)}, an "
        f"average precision by at most {at_most(precision)}."
    )


def at_most(error: float) -> str:
    """Return *error* with one digit that means something, rounded up, since it is a bound.

    Examples
    --------
    >>> at_most(0.00012), at_most(0.031), at_most(0.0)
    ('0.0002', '0.04', '0')
    """
    if error <= 0:
        return "0"
    digits = max(0, -floor(log10(error)))
    return decimal(ceil(error * 10**digits) / 10**digits, digits)


def _largest(sweeps: ThresholdSweeps, name: str) -> float:
    errors = (float(getattr(one, name)) for one in sweeps.classes)
    return max((error for error in errors if not isnan(error)), default=0.0)
